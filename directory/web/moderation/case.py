"""One case before a moderator, and deciding it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import (
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm.exc import StaleDataError

from directory.cases import Case, CaseKind, CaseStatus
from directory.db import begin_write, database, utc_now
from directory.http.accounts import signed_in, staff_required
from directory.http.letters import letters
from directory.http.services import services
from directory.http.units import units_for
from directory.moderation import service
from directory.moderation.refusals import REFUSALS
from directory.moderation.task import Task
from directory.practitioners.models import Practitioner
from directory.vetting.decisions import Verdict
from directory.web.forms.moderation import DecisionForm
from directory.web.moderation.blueprint import blueprint
from directory.web.moderation.kinds import PDF, Shown
from directory.web.moderation.registry import ON_PAGES, shown
from directory.web.moderation.words import (
    ENDED_BY_SENDER,
    FOUND_IN_ORDER,
    INTERESTS,
    TOLD,
    age_words,
    decider_words,
    decision_words,
    heading,
    newer_words,
    outcome_words,
    refusal_words,
    undecided_words,
)

if TYPE_CHECKING:
    import uuid

    from flask.typing import ResponseReturnValue

DONE = "moderated"
"""Where the cookie keeps which case was just decided."""

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
    found = _find(case_id)
    seen = _shown(found)
    document = seen.facts.get("document")
    form = DecisionForm(data={"seen": seen.seen, "item": document.code if document else ""})
    return _page(found, seen, form)


@blueprint.post("/<uuid:case_id>")
@staff_required
def decide(case_id: uuid.UUID) -> ResponseReturnValue:
    """Decide a case, once; whoever comes second is told who was first."""
    found = _find(case_id)
    form = DecisionForm(request.form)
    form.offer(_saved(found.case))
    problem = _form_problem(form, _shown(found))
    if problem is not None:
        return _page(found, _shown(found), form, problem), 400
    try:
        _carry_out(case_id, form)
    except service.NotYours as refusal:
        return _refused(case_id, form, str(INTERESTS[refusal.interest]), 403)
    except _REFUSALS as refusal:
        return _refused(case_id, form, refusal_words(refusal), 409)
    session[DONE] = str(case_id)
    return redirect(url_for(".queue"), 303)


@blueprint.get("/<uuid:case_id>/file")
@staff_required
def file(case_id: uuid.UUID) -> ResponseReturnValue:
    """The file that belongs to a case, until it is decided."""
    found = _shown(_find(case_id)).file
    if found is None:
        abort(404)
    response = Response(found.path.read_bytes(), mimetype=found.content_type)
    way = "attachment" if "download" in request.args else "inline"
    name = "document.pdf" if found.content_type == PDF else "picture.jpg"
    response.headers["Content-Disposition"] = f"{way}; filename={name}"
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


def _find(case_id: uuid.UUID) -> service.Waiting:
    statement = (
        select(Case, Practitioner)
        .outerjoin(Practitioner, Practitioner.id == Case.practitioner_id)
        .where(Case.public_id == case_id)
    )
    row = database.session.execute(statement).one_or_none()
    if row is None:
        abort(404)
    return service.Waiting(row[0], row[1])


def _shown(found: service.Waiting) -> Shown:
    """What lies before the moderator; nothing where what it is about has gone.

    Who has an interest does not read it either: it holds what others sent in confidence.
    """
    var = services().settings.var
    try:
        seen = shown(database.session, found.case, found.listing, var)
    except LookupError:
        return Shown(facts={"is_gone": True})
    if service.may_decide(database.session, signed_in(), found.case):
        return Shown(decisions=seen.decisions, seen=seen.seen)
    return seen


def _form_problem(form: DecisionForm, seen: Shown) -> str | None:
    """What has to be changed in the form; none where it can be sent on."""
    valid = form.validate()
    if form.decision.data not in seen.decisions:
        return undecided_words()
    if form.decision.data in TOLD or form.whole_reason:
        valid = form.require_reason() and valid
    return None if valid else ""


def _carry_out(case_id: uuid.UUID, form: DecisionForm) -> None:
    account = signed_in()
    actor = f"moderator:{account.public_id}"
    settings, secret = services().settings, str(current_app.secret_key)
    begin_write(database.session)
    now = utc_now()
    task = Task(
        session=database.session,
        case=_find(case_id).case,
        verdict=Verdict(actor, form.whole_reason or str(FOUND_IN_ORDER), now),
        on=form.on.data or now.date(),
        seen=form.seen.data or None,
        var=settings.var,
        letters=letters(),
        secret=secret,
        choice=form.whole_choice,
    )
    service.decide(task, account, form.decision.data or "")
    database.session.commit()


def _refused(case_id: uuid.UUID, form: DecisionForm, words: str, status: int) -> tuple[str, int]:
    """The page as it stands now, with what was typed and why nothing was decided."""
    database.session.rollback()
    found = _find(case_id)
    if found.case.decision in ENDED_BY_SENDER:
        words = newer_words()
    seen = _shown(found)
    # Whoever sends it once more has read what stands there now.
    form.seen.data = seen.seen
    return _page(found, seen, form, words), status


def _page(
    found: service.Waiting, seen: Shown, form: DecisionForm, problem: str | None = None
) -> str:
    case, account = found.case, signed_in()
    shape = ON_PAGES.get(CaseKind(case.kind))
    form.offer(_saved(case))
    name = found.listing.name if found.listing else seen.facts.get("name")
    interest = service.may_decide(database.session, account, case)
    return render_template(
        "moderation/case.html",
        case=case,
        listing=found.listing,
        heading=heading(case, name),
        part=shape.template if shape else None,
        choices=shape.choices if shape else None,
        facts=seen.facts,
        file=seen.file,
        decisions=seen.decisions,
        form=form,
        problem=problem,
        interest=str(INTERESTS[interest]) if interest else None,
        is_open=case.status == CaseStatus.OPEN,
        decider=decider_words(case, account),
        age=age_words(utc_now() - case.opened_at),
        decision_words=decision_words,
        outcome_words=outcome_words,
        told=TOLD,
        units=units_for(seen.facts.get("country")),
    )


def _saved(case: Case) -> tuple[str, ...]:
    """The reasons at hand for a case."""
    shape = ON_PAGES.get(CaseKind(case.kind))
    return shape.saved if shape else ()
