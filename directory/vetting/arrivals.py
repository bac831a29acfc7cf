"""Arrivals: an assessment has come in; the guard places it, and cases are opened where due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.accounts.models import TraceKind
from directory.accounts.service import linked_accounts, linked_by_devices
from directory.cases import CaseKind, open_case
from directory.vetting import guard
from directory.vetting.models import Assessment, Standing
from directory.vetting.standings import bring, entry_of, history, note, subject_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.practitioners.models import Practitioner
    from directory.vetting.guard import Burst, Placement

GUARD = "guard"
"""Who places, holds and lets count, and opens what follows from it."""


def admit(
    session: Session,
    practitioner: Practitioner,
    assessment: Assessment,
    member: Account,
    now: datetime,
) -> None:
    """Place a new assessment, or one that was withdrawn and came again.

    Args:
        session: The open session, with the practitioner's row locked.
        practitioner: Who was assessed.
        assessment: The stored row; its standing is decided here.
        member: Whose it is.
        now: When it arrived.
    """
    linked = _by(session, practitioner.id, linked_by_devices(session, member, now))
    groups = {row.vote_group for row in linked} | {assessment.vote_group}
    rows = history(session, practitioner.id, now, groups)
    arrival = guard.Arrival(assessment.id, now, frozenset(row.id for row in linked))
    entries = {number: entry_of(row) for number, row in rows.items()}
    placement = guard.place(entries, arrival)
    before = {number: Standing(row.standing) for number, row in rows.items()}
    bring(session, practitioner.id, rows | {assessment.id: assessment}, placement.changed)
    _write_down(session, practitioner, assessment, linked, member)
    _write_down_others(session, assessment, placement, rows, before)
    if placement.burst:
        _open_burst(session, practitioner, placement.burst)
    strangers = linked_accounts(session, member, TraceKind.NETWORK, now)
    strangers -= {row.member_id for row in linked}
    _open_shared_network(session, practitioner, assessment, strangers)


def _by(session: Session, practitioner_id: int, members: set[int]) -> Sequence[Assessment]:
    statement = select(Assessment).where(
        Assessment.practitioner_id == practitioner_id, Assessment.member_id.in_(members)
    )
    return session.scalars(statement.order_by(Assessment.id)).all()


def _write_down(
    session: Session,
    practitioner: Practitioner,
    assessment: Assessment,
    linked: Sequence[Assessment],
    member: Account,
) -> None:
    note(
        session,
        assessment,
        "assessed",
        actor=f"member:{member.public_id}",
        practitioner=str(practitioner.public_id),
        arrived_at=assessment.arrived_at.isoformat(),
        linked=[str(row.public_id) for row in linked],
    )


def _write_down_others(
    session: Session,
    assessment: Assessment,
    placement: Placement,
    rows: Mapping[int, Assessment],
    before: Mapping[int, Standing],
) -> None:
    for entry in placement.changed[1:]:
        is_held = entry.standing != before[entry.id]
        note(
            session,
            rows[entry.id],
            "held" if is_held else "linked",
            actor=GUARD,
            before=before[entry.id],
            because_of=str(assessment.public_id),
        )


def _open_burst(session: Session, practitioner: Practitioner, burst: Burst) -> None:
    """Put every held assessment of the practitioner into its one case."""
    statement = select(Assessment).where(
        Assessment.practitioner_id == practitioner.id, Assessment.standing == Standing.HELD
    )
    held = session.scalars(statement.order_by(Assessment.arrived_at, Assessment.id)).all()
    open_case(
        session,
        CaseKind.BURST,
        subject=("practitioner", str(practitioner.public_id)),
        practitioner_id=practitioner.id,
        details={
            "assessments": [str(row.public_id) for row in held],
            "arrived_at": [row.arrived_at.isoformat() for row in held],
            "vote_groups": [row.vote_group for row in held],
            "usual_in_14_days": round(burst.usual, 2),
            "all_linked": burst.all_linked,
        },
        actor=GUARD,
    )


def _open_shared_network(
    session: Session, practitioner: Practitioner, assessment: Assessment, strangers: set[int]
) -> None:
    """Strangers can stand behind one network: a moderator looks, nothing else happens."""
    others = [
        row
        for row in _by(session, practitioner.id, strangers)
        if row.standing != Standing.WITHDRAWN
    ]
    if not others:
        return
    open_case(
        session,
        CaseKind.SHARED_NETWORK,
        subject=subject_of(assessment),
        practitioner_id=practitioner.id,
        details={"assessments": [str(row.public_id) for row in (*others, assessment)]},
        actor=GUARD,
    )
