"""What waits for a moderator, in which order, and how it is decided: once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case as choose
from sqlalchemy import select

from directory import log
from directory.cases.models import Case, CaseKind, CaseStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

REASON_LENGTH = 1_000

MODERATOR = "moderator:"
"""What the names of moderators begin with, as the log has them."""


class AlreadyDecided(Exception):
    """Somebody has decided the case before; the message says who, when and what."""

    def __init__(self, case: Case) -> None:
        when = f"{case.decided_at:%Y-%m-%d %H:%M} UTC"
        super().__init__(f"{case.decided_by} decided it on {when}: {case.decision}.")


class HeldByAnother(Exception):
    """Another moderator has the case before them; the message says who and until when.

    Attributes:
        held_by: Who has it, as the log names them.
        held_until: Until when they have it, if they do nothing.
    """

    def __init__(self, case: Case) -> None:
        super().__init__(f"{case.held_by} holds it until {case.held_until:%Y-%m-%d %H:%M} UTC.")
        self.held_by, self.held_until = case.held_by, case.held_until


class StillOpen(Exception):
    """A case that nobody has decided cannot be opened again."""

    def __init__(self) -> None:
        super().__init__("Nobody has decided it.")


class ReasonMissing(ValueError):
    """A decision was given without a reason, or with one that is too long."""


def queue(session: Session) -> Sequence[Case]:
    """All that waits: private reports on top, then the oldest first."""
    urgent = choose((Case.kind == CaseKind.PRIVATE_REPORT, 0), else_=1)
    return session.scalars(
        select(Case).where(Case.status == CaseStatus.OPEN).order_by(urgent, Case.opened_at, Case.id)
    ).all()


def open_case_of(session: Session, kind: CaseKind, subject: tuple[str, str]) -> Case | None:
    """The case of a kind that waits about a thing, if there is one."""
    return session.scalars(
        select(Case).where(
            Case.kind == kind,
            Case.subject_type == subject[0],
            Case.subject_id == subject[1],
            Case.status == CaseStatus.OPEN,
        )
    ).first()


def decide_case(
    session: Session, case: Case, decision: str, *, reason: str, actor: str, now: datetime
) -> None:
    """Close a case. What was decided is carried out by the caller, in the same transaction.

    The reason stays with the case; the log tells the decision alone. Whoever held the case holds
    it no longer, and whom it was handed to has nothing left to do.

    Args:
        session: The open session, writing; the case's row is locked.
        case: The case.
        decision: A verb: "release", "cap".
        reason: Why, in 1 to 1,000 letters.
        actor: Who decides.
        now: When, aware.

    Raises:
        AlreadyDecided: It was decided before.
        HeldByAnother: The actor is a moderator, and another one has it before them.
        ReasonMissing: The reason is empty or too long.
    """
    session.flush()
    session.refresh(case, with_for_update=True)
    if case.status == CaseStatus.DECIDED:
        raise AlreadyDecided(case)
    check_hold(case, actor, now)
    case.reason = checked_reason(reason)
    case.status = CaseStatus.DECIDED
    case.decision = decision
    case.decided_by = actor
    case.decided_at = now
    case.held_by = case.held_until = case.handed_to = None
    log.record(
        session,
        actor=actor,
        action="decided",
        subject=("case", str(case.public_id)),
        before={"status": CaseStatus.OPEN},
        after={"status": CaseStatus.DECIDED, "kind": str(case.kind), "decision": decision},
    )


def reopen_case(session: Session, case: Case, *, actor: str, now: datetime) -> None:
    """Let a decided case wait again, as old as it is. What was done is undone by the caller.

    Args:
        session: The open session, writing, under the lock of what the case is about.
        case: The case.
        actor: Who takes the decision back.
        now: When, aware.

    Raises:
        StillOpen: Nobody has decided it.
    """
    session.flush()
    session.refresh(case, with_for_update=True)
    if case.status == CaseStatus.OPEN:
        raise StillOpen
    taken_back = {"decision": case.decision, "decided_by": case.decided_by}
    case.status = CaseStatus.OPEN
    case.decision = case.decided_by = case.decided_at = case.reason = case.undo = None
    log.record(
        session,
        actor=actor,
        action="reopened",
        subject=("case", str(case.public_id)),
        before={"status": CaseStatus.DECIDED, **taken_back},
        after={"status": CaseStatus.OPEN, "at": now.isoformat()},
    )


def holder(case: Case, now: datetime) -> str | None:
    """Who has a case before them at a time, as the log names them. Pure."""
    is_held = case.held_by and case.held_until and case.held_until > now
    return case.held_by if is_held else None


def check_hold(case: Case, actor: str, now: datetime) -> None:
    """Make sure that no other moderator has a case before them; commands and owners go ahead. Pure.

    Raises:
        HeldByAnother: One has.
    """
    if actor.startswith(MODERATOR) and holder(case, now) not in {None, actor}:
        raise HeldByAnother(case)


def checked_reason(reason: str) -> str:
    """A reason without space around it. Pure.

    Raises:
        ReasonMissing: Nothing is left of it, or more than `REASON_LENGTH` letters.
    """
    text = reason.strip()
    if not 0 < len(text) <= REASON_LENGTH:
        message = f"Say why, in 1 to {REASON_LENGTH:,} letters."
        raise ReasonMissing(message)
    return text
