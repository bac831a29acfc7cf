"""Sets aside what a member said, and takes it back up exactly as it stood.

What is set aside is held: it weighs nothing. Where each assessment stood is read from the log when
it is taken up again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.accounts.models import Account
from directory.log.models import Event
from directory.vetting import standings
from directory.vetting.models import Assessment, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from directory.practitioners.models import Practitioner

SET_ASIDE, TAKEN_UP = "set aside", "taken up again"
"""What the log says of each assessment."""


def set_aside(session: Session, member_id: int, *, actor: str, now: datetime) -> int:
    """Let nothing that a member said weigh any longer; scores follow at once.

    Args:
        session: The open session, writing.
        member_id: Number of the account.
        actor: Who decides.
        now: When, aware.

    Returns:
        How many assessments were set aside: those that counted, or waited to.
    """
    found = 0
    for number, practitioner_id in _of_member(session, member_id):
        practitioner = standings.lock(session, practitioner_id)
        found += _put_aside(session, practitioner, _fresh(session, number), actor, now)
    return found


def keep_aside(session: Session, rows: Iterable[Assessment], *, actor: str, now: datetime) -> int:
    """Set aside again what a decision just let count, where its member is suspended.

    The decision stands: it is what the assessment goes back to when the suspension is lifted.

    Args:
        session: The open session, writing; the practitioner's row is locked.
        rows: Assessments of one practitioner.
        actor: Who decided.
        now: When, aware.

    Returns:
        How many were set aside.
    """
    members = {row.member_id: row for row in rows if row.member_id is not None}
    suspended = session.scalars(
        select(Account.id)
        .where(Account.id.in_(members), Account.suspended_at.is_not(None))
        .order_by(Account.id)
    )
    found = 0
    for member_id in suspended.all():
        row = members[member_id]
        practitioner = standings.lock(session, row.practitioner_id)
        found += _put_aside(session, practitioner, row, actor, now)
    return found


def _put_aside(
    session: Session, practitioner: Practitioner, row: Assessment, actor: str, now: datetime
) -> bool:
    if row.standing not in {Standing.COUNTED, Standing.WAITING}:
        return False
    began = row.counts_from.isoformat() if row.counts_from else None
    before = Standing(row.standing)
    entry = replace(standings.entry_of(row), standing=Standing.HELD, counts_from=None)
    standings.bring(session, practitioner.id, {row.id: row}, [entry])
    standings.note(session, row, SET_ASIDE, actor=actor, before=before, counted_from=began)
    standings.follow(session, practitioner, now)
    return True


def take_up(session: Session, member_id: int, *, actor: str, now: datetime) -> int:
    """Let what was set aside stand where it stood; what was decided since stays as decided.

    Returns:
        How many assessments stand again.
    """
    found = 0
    for number, practitioner_id in _of_member(session, member_id):
        practitioner = standings.lock(session, practitioner_id)
        row = _fresh(session, number)
        event = _last_event(session, row)
        if row.standing != Standing.HELD or event is None or event.action != SET_ASIDE:
            continue
        entry = replace(
            standings.entry_of(row),
            standing=Standing((event.before or {})["standing"]),
            counts_from=_moment((event.after or {})["counted_from"]),
        )
        standings.change(session, row, entry, TAKEN_UP, actor=actor)
        standings.follow(session, practitioner, now)
        found += 1
    return found


def _of_member(session: Session, member_id: int) -> list[tuple[int, int]]:
    """Numbers of a member's assessments and of whom they are about, in the order of locking."""
    statement = (
        select(Assessment.id, Assessment.practitioner_id)
        .where(Assessment.member_id == member_id)
        .order_by(Assessment.practitioner_id)
    )
    return [(number, practitioner_id) for number, practitioner_id in session.execute(statement)]


def _fresh(session: Session, number: int) -> Assessment:
    statement = select(Assessment).where(Assessment.id == number)
    return session.scalars(statement.execution_options(populate_existing=True)).one()


def _last_event(session: Session, row: Assessment) -> Event | None:
    kind, number = standings.subject_of(row)
    statement = select(Event).where(Event.subject_type == kind, Event.subject_id == number)
    return session.scalars(statement.order_by(Event.id.desc()).limit(1)).first()


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
