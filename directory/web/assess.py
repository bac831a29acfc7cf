"""Assessing a practitioner: four short pages, answers first, signing in at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, redirect, render_template, request, url_for

from directory.db import database
from directory.http.accounts import current_account
from directory.http.limits import limited
from directory.practitioners.service import find_public
from directory.practitioners.vocabulary import vocabulary
from directory.vetting.drafts import STEPS
from directory.vetting.proofs import ProofRefused
from directory.vetting.refusals import AssessmentRefused, check_may_assess
from directory.vetting.service import AlreadyAssessed
from directory.web.assess_flow import find, save, store, writing_about
from directory.web.assess_words import (
    PLACES,
    derived_words,
    drawn_links,
    proof_words,
    question_words,
    sore_link_of,
    sore_number_of,
    ticks_words,
)
from directory.web.forms.assess import AttestForm

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue
    from wtforms import Form

    from directory.practitioners.models import Practitioner
    from directory.web.assess_draft import Writing

blueprint = Blueprint("assess", __name__, url_prefix="/practitioners/<slug>/assess")

PAGES = {
    "visits": "assess/visits.html",
    "core": "assess/core.html",
    "more": "assess/more.html",
    "send": "assess/send.html",
}
"""Template of each page of the form."""

MAX_PROOF_BODY_BYTES = 6 * 1024 * 1024
"""Largest request with proof of a visit: the file has at most 5 MB."""


@blueprint.url_value_preprocessor
def _allow_files(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let the last page carry a file; the guard on forms reads the body before the view."""
    if endpoint == "assess.finish":
        request.max_content_length = MAX_PROOF_BODY_BYTES


@blueprint.after_request
def _never_stored(response: Response) -> Response:
    response.cache_control.no_store = True
    return response


@blueprint.get("")
def start(slug: str) -> ResponseReturnValue:
    """Where it hurt, how many visits, and which links they looked at."""
    practitioner, moved = find_public(database.session, slug)
    if practitioner is None:
        abort(404)
    if moved:
        return redirect(url_for(".start", slug=practitioner.slug), 301)
    return _visits_page(practitioner, writing_about(practitioner))


@blueprint.post("")
@limited("draft")
def visits(slug: str) -> ResponseReturnValue:
    """Keep the first page and go on, or say what is missing."""
    practitioner = find(slug)
    save(practitioner, "visits")
    writing = writing_about(practitioner)
    form = writing.visits_form()
    if not form.validate():
        return _visits_page(practitioner, writing, form)
    return redirect(url_for(".core", slug=slug), 303)


@blueprint.get("/core")
def core(slug: str) -> ResponseReturnValue:
    """The questions that weigh most."""
    practitioner = find(slug)
    writing = writing_about(practitioner)
    if not _is_begun(writing):
        return redirect(url_for(".start", slug=slug), 303)
    return _page("core", practitioner, writing, form=writing.core_form())


@blueprint.post("/core")
@limited("draft")
def keep_core(slug: str) -> ResponseReturnValue:
    """Keep the second page and go on."""
    practitioner = find(slug)
    save(practitioner, "core")
    writing = writing_about(practitioner)
    form = writing.core_form()
    if not form.validate():
        return _page("core", practitioner, writing, form=form, status=400)
    return redirect(url_for(".more", slug=slug), 303)


@blueprint.get("/more")
def more(slug: str) -> ResponseReturnValue:
    """The optional rest, what we ask everyone, and a comment."""
    practitioner = find(slug)
    writing = writing_about(practitioner)
    if not _is_begun(writing):
        return redirect(url_for(".start", slug=slug), 303)
    return _page("more", practitioner, writing, form=writing.more_form())


@blueprint.post("/more")
@limited("draft")
def keep_more(slug: str) -> ResponseReturnValue:
    """Keep the third page and go on."""
    practitioner = find(slug)
    save(practitioner, "more")
    writing = writing_about(practitioner)
    form = writing.more_form()
    if not form.validate():
        return _page("more", practitioner, writing, form=form, status=400)
    return redirect(url_for(".send", slug=slug), 303)


@blueprint.get("/send")
def send(slug: str) -> ResponseReturnValue:
    """What is vouched for; signing in, if that has not been done."""
    practitioner = find(slug)
    writing = writing_about(practitioner)
    if not _is_begun(writing):
        return redirect(url_for(".start", slug=slug), 303)
    if (refusal := _refusal(practitioner)) is not None:
        return refusal
    return _page("send", practitioner, writing, form=AttestForm(writing.fields("send")))


@blueprint.post("/send")
@limited("draft")
def finish(slug: str) -> ResponseReturnValue:
    """Store the assessment; who is not signed in is asked to and comes back here."""
    practitioner = find(slug)
    save(practitioner, "send")
    writing = writing_about(practitioner)
    if not _is_begun(writing) or not writing.more_form().validate():
        return redirect(url_for(".start", slug=slug), 303)
    form = AttestForm(writing.fields("send"))
    if not (form.validate() and writing.says_something):
        return _page("send", practitioner, writing, form=form, status=400)
    if current_account() is None:
        return redirect(url_for("sign_in.ask", next=url_for(".send", slug=slug)), 303)
    return _refusal(practitioner) or _store(practitioner, writing, form)


@blueprint.post("/draft")
@limited("draft")
def draft(slug: str) -> ResponseReturnValue:
    """Keep what stands on a page that is being left; scripts send it."""
    step = request.form.get("step", "")
    if step not in STEPS:
        abort(400)
    save(find(slug), step)
    return "", 204


def _store(practitioner: Practitioner, writing: Writing, form: AttestForm) -> ResponseReturnValue:
    """Store what was written, or show the last page with what is wrong with its file."""
    slug = practitioner.slug
    try:
        store(practitioner, writing.content())
    except ProofRefused as refused:
        database.session.rollback()
        return _page(
            "send", practitioner, writing, form=form, status=400, proof_error=proof_words(refused)
        )
    except AlreadyAssessed:
        # Another window was quicker: the page now says that this would replace it.
        return redirect(url_for(".send", slug=slug), 303)
    return redirect(url_for("own_assessments.done", slug=slug), 303)


def _is_begun(writing: Writing) -> bool:
    """Whether the first page is in order, without which nothing else can be asked."""
    return bool(writing.visits_form().validate())


def _refusal(practitioner: Practitioner) -> ResponseReturnValue | None:
    """The page for somebody signed in who can't assess this practitioner."""
    account = current_account()
    if account is None:
        return None
    try:
        check_may_assess(database.session, practitioner, account)
    except AssessmentRefused:
        return render_template("assess/refused.html", practitioner=practitioner), 403
    return None


def _visits_page(
    practitioner: Practitioner, writing: Writing, form: Form | None = None
) -> ResponseReturnValue:
    refusal = _refusal(practitioner)
    if refusal is not None:
        return refusal
    status = 400 if form else 200
    form = form or writing.visits_form()
    return _page("visits", practitioner, writing, form=form, status=status, **ticks_words(writing))


def _page(
    step: str,
    practitioner: Practitioner,
    writing: Writing,
    *,
    form: Form,
    status: int = 200,
    **more: Any,
) -> tuple[str, int]:
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
        **more,
    )
    return page, status
