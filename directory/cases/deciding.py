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


class AlreadyDecided(Exception):
    """Somebody has decided the case before; the message says who, when and what."""

    def __init__(self, case: Case) -> None:
        when = f"{case.decided_at:%Y-%m-%d %H:%M} UTC"
        super().__init__(f"{case.decided_by} decided it on {when}: {case.decision}.")


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

    The reason stays with the case; the log tells the decision alone.

    Args:
        session: The open session, writing; the case's row is locked.
        case: The case.
        decision: A verb: "release", "cap".
        reason: Why, in 1 to 1,000 letters.
        actor: Who decides.
        now: When, aware.

    Raises:
        AlreadyDecided: It was decided before.
        ReasonMissing: The reason is empty or too long.
    """
    session.flush()
    session.refresh(case, with_for_update=True)
    if case.status == CaseStatus.DECIDED:
        raise AlreadyDecided(case)
    case.reason = checked_reason(reason)
    case.status = CaseStatus.DECIDED
    case.decision = decision
    case.decided_by = actor
    case.decided_at = now
    log.record(
        session,
        actor=actor,
        action="decided",
        subject=("case", str(case.public_id)),
        before={"status": CaseStatus.OPEN},
        after={"status": CaseStatus.DECIDED, "kind": str(case.kind), "decision": decision},
    )


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
