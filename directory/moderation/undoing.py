"""A moderator takes a decision back while nothing depends on it: the case waits again.

The world is then as it was before the decision, but for the log, the mails that are out, and the
addresses that were forgotten with it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import log
from directory.cases import Case, CaseKind, CaseStatus
from directory.cases.deciding import reopen_case
from directory.cases.footprint import Back, put_back
from directory.cases.ways_back import WITHIN
from directory.listings.merging.parting import UnmergeImpossible
from directory.moderation.reversals import FINAL, UNDO, is_final, lock_case, stands, why_final
from directory.moderation.service import NotYours, may_decide

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.cases.footprint import Reversal, Rows
    from directory.moderation.task import Task

__all__ = [
    "FINAL",
    "TAKEN_BACK",
    "UNDO",
    "WITHIN",
    "UndoImpossible",
    "Why",
    "can_take_back",
    "is_final",
    "might_take_back",
    "take_back",
    "why_final",
]

TAKEN_BACK = "The decision is taken back; the case waits again."


class Why(StrEnum):
    """Why a decision is not taken back."""

    NOT_DECIDED = "not_decided"
    """Nobody has decided it, or somebody has taken that back before."""
    NOT_THIS_KIND = "not_this_kind"
    """Decisions of this kind are final."""
    TOO_LATE = "too_late"
    """It is more than `WITHIN` ago."""
    LATER_CHANGE = "later_change"
    """What was decided on has changed since."""
    NOT_YOURS = "not_yours"
    """The account has an interest in it, or somebody else decided an appeal."""


_SENTENCES = {
    Why.NOT_DECIDED: "The case is open: there is no decision to take back.",
    Why.NOT_THIS_KIND: "This decision cannot be taken back.",
    Why.TOO_LATE: f"A decision can be taken back for {WITHIN.days} days.",
    Why.LATER_CHANGE: "Something has changed since, so the decision cannot be taken back.",
    Why.NOT_YOURS: "Only who heard the appeal can take this back.",
}


class UndoImpossible(Exception):
    """A decision cannot be taken back; nothing was written.

    Attributes:
        why: The reason.
    """

    def __init__(self, why: Why) -> None:
        super().__init__(_SENTENCES[why])
        self.why = why


def can_take_back(session: Session, case: Case, account: Account, now: datetime) -> Why | None:
    """Why an account cannot take a decision back; nothing where it can. Only reads.

    Args:
        session: The open session.
        case: The case.
        account: Who would.
        now: When, aware.
    """
    if case.status == CaseStatus.DECIDED and may_decide(session, account, case):
        return Why.NOT_YOURS
    return _hindrance(session, case, f":{account.public_id}", now)


def might_take_back(case: Case, actor: str, now: datetime) -> bool:
    """Whether a decision could be taken back if nothing has changed since; asks nothing. Pure.

    It is what a list can say of a case that has just been decided; `can_take_back` knows for sure.

    Args:
        case: The case.
        actor: Who would.
        now: When, aware.
    """
    return _hindrance_of(case, actor, now) is None


def take_back(task: Task, account: Account) -> str:
    """Take a decision back: everything stands as before it, and the case waits again.

    Whoever had been told of the decision is told that it is being looked at again.

    Args:
        task: The case, who takes it back and when (the verdict), and the letters.
        account: Who takes it back.

    Returns:
        What was done, in a sentence.

    Raises:
        NotYours: The account has an interest in it.
        UndoImpossible: Something else stands in the way; the caller rolls back, and nothing is
            written.
    """
    session, case = task.session, task.case
    lock_case(session, case)
    interest = may_decide(session, account, case)
    if interest:
        raise NotYours(interest)
    why = _hindrance(session, case, task.verdict.actor, task.verdict.now)
    if why:
        raise UndoImpossible(why)
    reversal = UNDO[CaseKind(case.kind), (case.undo or {})["of"]]
    try:
        _reverse(task, reversal)
    except UnmergeImpossible as refusal:
        raise UndoImpossible(Why.LATER_CHANGE) from refusal
    for address, name in reversal.told(session, case):
        task.letters.post(session, "moderation/undone.txt", to=address, name=name)
    session.flush()
    return TAKEN_BACK


def _reverse(task: Task, reversal: Reversal) -> None:
    """Put the rows back, let the case wait again, and do what follows from both."""
    session, case = task.session, task.case
    actor, now = task.verdict.actor, task.verdict.now
    kept = case.undo or {}
    before: Rows = kept["before"]
    stood = put_back(session, reversal.rows(session, case) or [], before)
    for number in kept["closed"]:
        reopen_case(session, session.get_one(Case, number), actor=actor, now=now)
    back = Back(session, case, actor, now, before, stood)
    _tell_of_cases(back)
    reversal.follow(back)


def _hindrance(session: Session, case: Case, actor: str, now: datetime) -> Why | None:
    """What stands in the way, but for an interest."""
    why = _hindrance_of(case, actor, now)
    return why or (None if _is_last_word(session, case) else Why.LATER_CHANGE)


def _hindrance_of(case: Case, actor: str, now: datetime) -> Why | None:
    """What stands in the way of anybody, and of who did not hear an appeal. Pure."""
    if case.status != CaseStatus.DECIDED or case.decided_at is None:
        return Why.NOT_DECIDED
    reversal = UNDO.get((CaseKind(case.kind), (case.undo or {}).get("of", "")))
    if reversal is None:
        return Why.NOT_THIS_KIND
    if reversal.alone and _who(case.decided_by or "") != _who(actor):
        return Why.NOT_YOURS
    return Why.TOO_LATE if now - case.decided_at > WITHIN else None


def _who(actor: str) -> str:
    return actor.partition(":")[2]


def _is_last_word(session: Session, case: Case) -> bool:
    """Whether nothing has been done since about what was decided."""
    newer = (
        select(Case.id)
        .where(Case.kind == case.kind, Case.id > case.id)
        .where(Case.subject_type == case.subject_type, Case.subject_id == case.subject_id)
        .limit(1)
    )
    if session.scalar(newer) is not None:
        return False
    kept = case.undo or {}
    parts = UNDO[CaseKind(case.kind), kept["of"]].rows(session, case) or []
    return stands(session, parts, kept["after"])


def _tell_of_cases(back: Back) -> None:
    """Log the cases that the decision had opened, and that are not there any more."""
    were = {row["id"] for row in back.before.get(Case.__tablename__, ())}
    opened = back.stood[Case.__tablename__] if Case.__tablename__ in back.before else []
    for row in opened:
        if row["id"] not in were:
            log.record(
                back.session,
                actor=back.actor,
                action="opening taken back",
                subject=("case", row["public_id"]),
                before={"status": row["status"]},
            )
