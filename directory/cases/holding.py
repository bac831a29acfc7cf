"""Having a case before one: held for a while, let go, or handed to somebody else.

Holding is a courtesy of some minutes and no state of the case, so the log does not tell of it;
handing over is told there, without the note.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from directory import log
from directory.cases.deciding import (
    MODERATOR,
    AlreadyDecided,
    HeldByAnother,
    check_hold,
    holder,
)
from directory.cases.models import Case, CaseStatus

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account

__all__ = [
    "HELD_FOR",
    "NOTE_LENGTH",
    "HeldByAnother",
    "NotStaff",
    "give_up_all",
    "hand_over",
    "hold",
    "holder",
    "let_go",
]

HELD_FOR = timedelta(minutes=15)
"""How long a case is held by somebody who does nothing more about it."""

NOTE_LENGTH = 500


class NotStaff(ValueError):
    """A case is handed to staff alone, and to nobody who is suspended or gone."""

    def __init__(self) -> None:
        super().__init__("Hand it to somebody who moderates here.")


def hold(session: Session, case: Case, *, actor: str, now: datetime) -> datetime:
    """Take a case before one, or keep it there a while longer.

    Args:
        session: The open session, writing.
        case: The case.
        actor: Who takes it: "moderator:" and their public id.
        now: When, aware.

    Returns:
        Until when nobody else decides it, unless it is let go.

    Raises:
        AlreadyDecided: Nothing is left to decide.
        HeldByAnother: Another moderator has it before them.
    """
    _lock_open(session, case)
    check_hold(case, actor, now)
    case.held_by, case.held_until = actor, now + HELD_FOR
    return case.held_until


def let_go(session: Session, case: Case, *, actor: str) -> bool:
    """Let others have a case; tells whether the actor held it."""
    session.flush()
    session.refresh(case, with_for_update=True)
    if case.held_by != actor:
        return False
    case.held_by = case.held_until = None
    return True


def hand_over(
    session: Session, case: Case, *, actor: str, to: Account, note: str, now: datetime
) -> None:
    """Ask another moderator to decide a case; the actor lets it go.

    Args:
        session: The open session, writing.
        case: The case.
        actor: Who hands it over.
        to: Who shall decide it; the caller has made sure that no interest stands in the way.
        note: What they should know, in up to `NOTE_LENGTH` letters; "" leaves the note as it is.
        now: When, aware.

    Raises:
        AlreadyDecided: Nothing is left to decide.
        HeldByAnother: Another moderator has it before them.
        NotStaff: The account does not moderate.
    """
    _lock_open(session, case)
    check_hold(case, actor, now)
    if not (to.active and to.is_staff):
        raise NotStaff
    before = case.handed_to
    case.held_by = case.held_until = None
    case.handed_to = f"{MODERATOR}{to.public_id}"
    case.note = note.strip()[:NOTE_LENGTH] or case.note
    log.record(
        session,
        actor=actor,
        action="handed over",
        subject=("case", str(case.public_id)),
        before={"to": before},
        after={"to": case.handed_to, "kind": str(case.kind)},
    )


def give_up_all(session: Session, account: Account, *, actor: str) -> int:
    """Put back into the queue what an account holds or was handed, as when it moderates no more.

    Args:
        session: The open session, writing.
        account: Whose cases.
        actor: Who sees to it; each case that had been handed over gets a log row.

    Returns:
        How many cases.
    """
    name = f"{MODERATOR}{account.public_id}"
    statement = (
        select(Case)
        .where(or_(Case.held_by == name, Case.handed_to == name))
        .order_by(Case.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = session.scalars(statement).all()
    for case in found:
        if case.held_by == name:
            case.held_by = case.held_until = None
        if case.handed_to == name:
            case.handed_to = None
            log.record(
                session,
                actor=actor,
                action="handed back",
                subject=("case", str(case.public_id)),
                before={"to": name},
                after={"to": None, "kind": str(case.kind)},
            )
    return len(found)


def _lock_open(session: Session, case: Case) -> None:
    """Lock a case that still waits, as it stands now."""
    session.flush()
    session.refresh(case, with_for_update=True)
    if case.status == CaseStatus.DECIDED:
        raise AlreadyDecided(case)
