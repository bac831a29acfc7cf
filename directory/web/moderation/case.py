"""One case before a moderator, and deciding it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort, redirect, request, session, url_for
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm.exc import StaleDataError

from directory.cases import Case, CaseStatus
from directory.db import begin_write, database
from directory.http.accounts import signed_in, staff_required
from directory.moderation import service
from directory.moderation.refusals import REFUSALS
from directory.moderation.waiting import next_case
from directory.web.forms.moderation import NEXT, DecisionForm
from directory.web.moderation.blueprint import blueprint
from directory.web.moderation.kinds import PDF
from directory.web.moderation.looking import address_parts, chosen, eyes, find
from directory.web.moderation.page import case_page, saved_for, shown_to, task_of
from directory.web.moderation.told_once import DONE, NOTED, SAID
from directory.web.moderation.words import (
    ENDED_BY_SENDER,
    FOUND_IN_ORDER,
    INTERESTS,
    TOLD,
    newer_words,
    refusal_words,
    undecided_words,
)

if TYPE_CHECKING:
    import uuid

    from flask.typing import ResponseReturnValue

    from directory.web.moderation.kinds import Shown

_REFUSALS: tuple[type[Exception], ...] = (
    *REFUSALS,
    IntegrityError,
    NoResultFound,
    StaleDataError,
)
"""What can stand in the way of a decision, another one at the same moment among it: it may have
taken the listing away."""

SANDBOX = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
"""Policy of files that were sent in: nothing in them runs, whatever they are."""


@blueprint.get("/<uuid:case_id>")
@staff_required
def case(case_id: uuid.UUID) -> str:
    """One case, with all that is needed to decide it."""
    found = find(case_id)
    seen = shown_to(found)
    document = seen.facts.get("document")
    kept = {"item": document.code if document else "", "then": request.args.get("then", "")}
    form = DecisionForm(data={"seen": seen.seen, **kept})
    return case_page(found, seen, form)


@blueprint.post("/<uuid:case_id>")
@staff_required
def decide(case_id: uuid.UUID) -> ResponseReturnValue:
    """Decide a case, once; whoever comes second is told who was first."""
    found = find(case_id)
    form = DecisionForm(request.form)
    form.offer(saved_for(found.case))
    lay = shown_to(found)
    problem = _form_problem(form, lay)
    if problem is not None:
        return case_page(found, lay, form, problem), 400
    try:
        _carry_out(case_id, form)
    except service.NotYours as refusal:
        return _refused(case_id, form, str(INTERESTS[refusal.interest]), 403)
    except _REFUSALS as refusal:
        return _refused(case_id, form, refusal_words(refusal), 409)
    if form.decision.data in lay.facts.get("apart", ()):
        session[SAID] = NOTED
        return redirect(url_for(".case", case_id=case_id, **address_parts(chosen())), 303)
    return _afterwards(case_id, form)


@blueprint.get("/<uuid:case_id>/file")
@staff_required
def file(case_id: uuid.UUID) -> ResponseReturnValue:
    """The file that belongs to a case, until it is decided."""
    seen = shown_to(find(case_id))
    found = seen.files.get(request.args.get("of", ""), seen.file)
    if found is None:
        abort(404)
    response = Response(found.path.read_bytes(), mimetype=found.content_type)
    way = "attachment" if "download" in request.args else "inline"
    name = "document.pdf" if found.content_type == PDF else "picture.jpg"
    response.headers["Content-Disposition"] = f"{way}; filename={name}"
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


def _form_problem(form: DecisionForm, seen: Shown) -> str | None:
    """What has to be changed in the form; none where it can be sent on."""
    valid = form.validate()
    if form.decision.data not in seen.decisions:
        return undecided_words()
    if form.decision.data in TOLD or seen.facts.get("tells_all") or form.whole_reason:
        valid = form.require_reason() and valid
    return None if valid else ""


def _carry_out(case_id: uuid.UUID, form: DecisionForm) -> None:
    begin_write(database.session)
    task = task_of(
        find(case_id).case,
        form.whole_reason or str(FOUND_IN_ORDER),
        on=form.on.data,
        seen=form.seen.data or None,
        choice=form.whole_choice,
    )
    service.decide(task, signed_in(), form.decision.data or "")
    database.session.commit()


def _afterwards(case_id: uuid.UUID, form: DecisionForm) -> ResponseReturnValue:
    """Back to the queue; to the next case where that is asked; to this one while it goes on."""
    filtered = chosen()
    parts = address_parts(filtered)
    if _is_open(case_id):
        session[SAID] = NOTED
        return redirect(url_for(".case", case_id=case_id, **parts), 303)
    session[DONE] = str(case_id)
    if form.then.data == NEXT:
        following = next_case(database.session, eyes(), filtered, beside=case_id)
        if following is not None:
            address = url_for(".case", case_id=following.public_id, then=NEXT, **parts)
            return redirect(address, 303)
    return redirect(url_for(".queue", **parts), 303)


def _is_open(case_id: uuid.UUID) -> bool:
    """Whether a case waits: some decisions only note something."""
    wanted = select(Case.status).where(Case.public_id == case_id)
    return database.session.scalar(wanted) == CaseStatus.OPEN


def _refused(case_id: uuid.UUID, form: DecisionForm, words: str, status: int) -> tuple[str, int]:
    """The page as it stands now, with what was typed and why nothing was decided."""
    database.session.rollback()
    found = find(case_id)
    if found.case.decision in ENDED_BY_SENDER:
        words = newer_words()
    seen = shown_to(found)
    # Whoever sends it once more has read what stands there now.
    form.seen.data = seen.seen
    return case_page(found, seen, form, words), status
