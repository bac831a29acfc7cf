"""How the pages of an assessment are shown, and where those are led who can't write one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, redirect, render_template, url_for

from directory.http.accounts import current_account
from directory.practitioners.vocabulary import vocabulary
from directory.vetting.drafts import STEPS
from directory.vetting.refusals import (
    AlreadyAssessed,
    AssessmentRefused,
    ListingNotPublic,
    OwnListing,
)
from directory.web.assess_flow import own_assessment
from directory.web.assess_words import (
    PLACES,
    derived_words,
    drawn_links,
    question_words,
    sore_link_of,
    sore_number_of,
)

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from wtforms import Form

    from directory.practitioners.models import Practitioner
    from directory.web.assess_draft import Writing

PAGES = {
    "visits": "assess/visits.html",
    "core": "assess/core.html",
    "more": "assess/more.html",
    "send": "assess/send.html",
}
"""Template of each page of the form."""


def show(
    step: str,
    practitioner: Practitioner,
    writing: Writing,
    *,
    form: Form,
    status: int = 200,
    **more: Any,
) -> tuple[str, int]:
    """A page of the form.

    Args:
        step: One of `STEPS`.
        practitioner: Whom it is about.
        writing: What stands so far.
        form: The form of this page.
        status: Of the answer.
        **more: What this page needs besides.
    """
    own = own_assessment(practitioner)
    page = render_template(
        PAGES[step],
        practitioner=practitioner,
        writing=writing,
        form=form,
        step=step,
        steps=STEPS,
        place=PLACES.get(writing.sore or ""),
        words=question_words(writing),
        derived_words=derived_words,
        drawn_links=drawn_links,
        sore_link_of=sore_link_of,
        sore_number_of=sore_number_of,
        vocabulary_of=vocabulary,
        account=current_account(),
        is_proved=own is not None and own.proved,
        **more,
    )
    return page, status


def lead_away(practitioner: Practitioner, refused: AssessmentRefused) -> ResponseReturnValue:
    """Where somebody is led who can't assess this practitioner, or not any more."""
    if isinstance(refused, ListingNotPublic):
        abort(404)
    if isinstance(refused, OwnListing):
        return render_template("assess/refused.html", practitioner=practitioner), 403
    if isinstance(refused, AlreadyAssessed):
        # Another window was quicker: the page now says that this would replace it.
        return redirect(url_for("assess.send", slug=practitioner.slug), 303)
    return redirect(url_for("own_assessments.mine"), 303)
