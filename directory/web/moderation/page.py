"""The page of one case: what lies before who looks at it, and what they may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app, render_template, url_for

from directory.cases import CaseKind, CaseStatus
from directory.cases.holding import HELD_FOR, NOTE_LENGTH, holder
from directory.db import database, utc_now
from directory.http.accounts import signed_in
from directory.http.letters import letters
from directory.http.services import services
from directory.http.units import units_for
from directory.moderation import service
from directory.moderation.colleagues import colleagues_for
from directory.moderation.log_pages import history_of
from directory.moderation.lone import nobody_decides
from directory.moderation.spam import sender_of
from directory.moderation.task import Task
from directory.moderation.undoing import can_take_back, is_final
from directory.vetting.decisions import Verdict
from directory.web.moderation.kinds import Shown
from directory.web.moderation.log import actor_words, changed
from directory.web.moderation.looking import address_parts, chosen
from directory.web.moderation.registry import ON_PAGES, shown
from directory.web.moderation.told_once import just_decided, just_said
from directory.web.moderation.words import (
    INTERESTS,
    TOLD,
    age_words,
    decider_words,
    decision_words,
    heading,
    outcome_words,
)

if TYPE_CHECKING:
    from datetime import date

    from directory.cases import Case
    from directory.moderation.service import Waiting
    from directory.web.forms.moderation import DecisionForm


def shown_to(found: Waiting) -> Shown:
    """What lies before the moderator; nothing where what it is about has gone.

    Who has an interest does not read it either: it holds what others sent in confidence.
    """
    try:
        seen = shown(database.session, found.case, found.listing, services().settings.var)
    except LookupError:
        return Shown(facts={"is_gone": True})
    if service.may_decide(database.session, signed_in(), found.case):
        return Shown(decisions=seen.decisions, seen=seen.seen)
    return seen


def task_of(
    case: Case, reason: str, *, on: date | None = None, seen: str | None = None, choice: str = ""
) -> Task:
    """A decision of who is signed in on its way; the session is writing by now."""
    now = utc_now()
    return Task(
        session=database.session,
        case=case,
        verdict=Verdict(service.actor_of(signed_in()), reason, now),
        on=on or now.date(),
        seen=seen,
        var=services().settings.var,
        letters=letters(),
        secret=str(current_app.secret_key),
        choice=choice,
    )


def saved_for(case: Case) -> tuple[str, ...]:
    """The reasons at hand for a case."""
    shape = ON_PAGES.get(CaseKind(case.kind))
    return shape.saved if shape else ()


def case_page(
    found: Waiting,
    seen: Shown,
    form: DecisionForm,
    problem: str | None = None,
    *,
    note: str = "",
) -> str:
    """The page of a case.

    Args:
        found: The case with its listing.
        seen: What lies before who looks.
        form: The decision as far as it was made.
        problem: Why nothing was done, if something was tried.
        note: What was written for another moderator, and not kept.
    """
    case, account = found.case, signed_in()
    shape = ON_PAGES.get(CaseKind(case.kind))
    form.offer(saved_for(case))
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
        final=[decision_words(case.kind, one) for one in seen.decisions if _is_final(case, one)],
        form=form,
        problem=problem,
        note=note,
        interest=str(INTERESTS[interest]) if interest else None,
        stuck=bool(interest) and nobody_decides(database.session, case, account),
        history=history_of(
            database.session,
            ("case", str(case.public_id)),
            service.stakes_of(database.session, account),
        ),
        actor_words=lambda entry: actor_words(entry, account),
        changed=changed,
        is_open=case.status == CaseStatus.OPEN,
        decider=decider_words(case, account),
        age=age_words(utc_now() - case.opened_at),
        decision_words=decision_words,
        outcome_words=outcome_words,
        told=TOLD,
        units=units_for(seen.facts.get("country")),
        parts=address_parts(chosen()),
        done=just_decided(),
        said=just_said(),
        **_at_hand(case, is_open=case.status == CaseStatus.OPEN and not interest),
    )


def _is_final(case: Case, decision: str) -> bool:
    return is_final(CaseKind(case.kind), decision)


def _at_hand(case: Case, *, is_open: bool) -> dict[str, Any]:
    """Who has a case before them, whom it can be handed to, and whether it can be undone."""
    account, now = signed_in(), utc_now()
    others = colleagues_for(database.session, case, account) if is_open else ()
    return {
        "me": service.actor_of(account),
        "held_by": holder(case, now) if is_open else None,
        "held_minutes": HELD_FOR.seconds // 60,
        "others": others,
        "note_length": NOTE_LENGTH,
        "sender_page": _sender_page(case),
        "may_undo": can_take_back(database.session, case, account, now) is None,
    }


def _sender_page(case: Case) -> str | None:
    """Where the account that sent something can be looked at; none where there is none."""
    sender = sender_of(database.session, case)
    return url_for(".person", account=sender.public_id) if sender else None
