"""The veto of a listing: hiding it for its licence, and lifting that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import select

from directory.cases.deciding import ReasonMissing
from directory.db import begin_write, database, utc_now
from directory.http.accounts import signed_in, staff_required
from directory.http.letters import letters
from directory.moderation.service import NotYours
from directory.moderation.vetoing import interest_in, lift_from, veto_listing
from directory.practitioners.models import Practitioner
from directory.vetting.appeals import AppealNeedsAnother
from directory.vetting.flags import FlagElsewhere
from directory.vetting.veto import vetoed
from directory.web.forms.moderation import DecisionForm
from directory.web.moderation.blueprint import blueprint
from directory.web.moderation.words import INTERESTS, refusal_words

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.get("/listings/<slug>/veto")
@staff_required
def veto(slug: str) -> str:
    """What hiding a listing for its licence means, or lifting that."""
    return _page(_listing(slug), DecisionForm())


@blueprint.post("/listings/<slug>/veto")
@staff_required
def send_veto(slug: str) -> ResponseReturnValue:
    """Hide a listing for its licence, or lift that; then its page says what stands."""
    form = DecisionForm(request.form)
    if not form.validate():
        return _page(_listing(slug), form, str(next(iter(form.errors.values()))[0])), 400
    begin_write(database.session)
    try:
        _carry_out(_listing(slug), form)
    except NotYours:
        return _refused(slug, form, "", 403)
    except (ReasonMissing, AppealNeedsAnother, FlagElsewhere) as refusal:
        status = 400 if isinstance(refusal, ReasonMissing) else 409
        return _refused(slug, form, refusal_words(refusal), status)
    database.session.commit()
    return redirect(url_for(".veto", slug=slug), 303)


def _carry_out(listing: Practitioner, form: DecisionForm) -> None:
    act = lift_from if form.decision.data == "lift" else veto_listing
    act(
        database.session,
        listing,
        signed_in(),
        reason=form.reason.data or "",
        letters=letters(),
        now=utc_now(),
    )


def _refused(slug: str, form: DecisionForm, words: str, status: int) -> tuple[str, int]:
    database.session.rollback()
    return _page(_listing(slug), form, words), status


def _listing(slug: str) -> Practitioner:
    found = database.session.scalar(select(Practitioner).where(Practitioner.slug == slug))
    if found is None:
        abort(404)
    return found


def _page(listing: Practitioner, form: DecisionForm, problem: str = "") -> str:
    interest = interest_in(database.session, signed_in(), listing)
    return render_template(
        "moderation/veto.html",
        listing=listing,
        flag=vetoed(database.session, listing),
        interest=str(INTERESTS[interest]) if interest else None,
        form=form,
        problem=problem,
    )
