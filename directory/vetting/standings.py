"""Standings: brings assessments to where the guard puts them; tallies and log follow.

Everything here is called with the practitioner's row locked (`lock`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from directory import log
from directory.practitioners.models import Practitioner
from directory.vetting import guard, tallies
from directory.vetting.flag_watch import look_again
from directory.vetting.models import Assessment, Standing
from directory.vetting.recount import recount

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.vetting.guard import Entry


class WrongStanding(ValueError):
    """What is to be done to an assessment can't be done to one that stands where it stands."""


def lock(session: Session, practitioner_id: int) -> Practitioner:
    """Take a practitioner's row for this transaction, as it is now."""
    return session.scalars(
        select(Practitioner)
        .where(Practitioner.id == practitioner_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def subject_of(assessment: Assessment) -> tuple[str, str]:
    """How cases and the log name an assessment."""
    return ("assessment", str(assessment.public_id))


def entry_of(assessment: Assessment) -> Entry:
    """An assessment as the guard sees it."""
    return guard.Entry(
        id=assessment.id,
        arrived_at=assessment.arrived_at,
        standing=Standing(assessment.standing),
        counts_from=assessment.counts_from,
        group=assessment.vote_group,
        proved=assessment.proved,
        released=assessment.released,
        barred=assessment.barred,
    )


def history(
    session: Session, practitioner_id: int, at: datetime, groups: Collection[int]
) -> dict[int, Assessment]:
    """What the guard must know to place an arrival: see `guard.place`."""
    statement = select(Assessment).where(
        Assessment.practitioner_id == practitioner_id,
        or_(
            Assessment.arrived_at > at - guard.MEMORY,
            Assessment.counts_from > at - guard.SPACING,
            Assessment.vote_group.in_(groups),
        ),
    )
    return {row.id: row for row in session.scalars(statement)}


def bring(
    session: Session, practitioner_id: int, rows: Mapping[int, Assessment], entries: Iterable[Entry]
) -> None:
    """Bring assessments to where the guard puts them; the tallies move with them."""
    changed = list(entries)
    groups = {one.group for one in changed} | {rows[one.id].vote_group for one in changed}
    with tallies.moving(session, practitioner_id, groups):
        for entry in changed:
            _put(rows[entry.id], entry)


def _put(row: Assessment, entry: Entry) -> None:
    row.arrived_at = entry.arrived_at
    row.standing = entry.standing
    row.counts_from = entry.counts_from
    row.vote_group = entry.group
    row.proved = entry.proved
    row.released = entry.released
    row.barred = entry.barred


def follow(session: Session, practitioner: Practitioner, now: datetime) -> None:
    """What follows from a change of what counts: red flags are counted, the score is renewed."""
    look_again(session, practitioner, now)
    recount(session, practitioner, now)


def note(
    session: Session,
    assessment: Assessment,
    action: str,
    *,
    actor: str,
    before: Standing | None = None,
    **after: Any,
) -> None:
    """Write the log row of a change of an assessment; answers never stand in it."""
    log.record(
        session,
        actor=actor,
        action=action,
        subject=subject_of(assessment),
        before={"standing": before} if before else None,
        after={
            "standing": assessment.standing,
            "counts_from": assessment.counts_from and assessment.counts_from.isoformat(),
            **after,
        },
    )


def change(
    session: Session, assessment: Assessment, entry: Entry, action: str, *, actor: str
) -> None:
    """Bring one assessment to a new standing and write that down."""
    before = Standing(assessment.standing)
    bring(session, assessment.practitioner_id, {assessment.id: assessment}, [entry])
    note(session, assessment, action, actor=actor, before=before)


def prove(session: Session, *, assessment: Assessment, actor: str, now: datetime) -> None:
    """Let an assessment count at once because a moderator has seen proof of the visit.

    Raises:
        WrongStanding: It was withdrawn.
    """
    practitioner = _locked(session, assessment)
    if assessment.standing == Standing.WITHDRAWN:
        raise _wrong(assessment)
    change(session, assessment, guard.prove(entry_of(assessment)), "proved", actor=actor)
    follow(session, practitioner, now)


def release(
    session: Session, *, assessments: Collection[Assessment], actor: str, now: datetime
) -> None:
    """Let held or rejected assessments of one practitioner count from now on.

    Raises:
        WrongStanding: One of them is neither held nor rejected.
    """
    practitioner = _locked_to_decide(session, assessments)
    for assessment in assessments:
        entry = guard.release(entry_of(assessment), now)
        change(session, assessment, entry, "released", actor=actor)
    if practitioner:
        follow(session, practitioner, now)


def reject(
    session: Session, *, assessments: Collection[Assessment], actor: str, now: datetime
) -> None:
    """Refuse held assessments of one practitioner; their members may still withdraw them.

    Raises:
        WrongStanding: One of them is neither held nor rejected.
    """
    practitioner = _locked_to_decide(session, assessments)
    for assessment in assessments:
        change(session, assessment, guard.reject(entry_of(assessment)), "rejected", actor=actor)
    if practitioner:
        follow(session, practitioner, now)


def release_due(session: Session, now: datetime) -> int:
    """Let every assessment whose wait is over count.

    Returns:
        How many began to count.
    """
    waiting = select(Assessment.practitioner_id).where(
        Assessment.standing == Standing.WAITING, Assessment.counts_from <= now
    )
    found = sorted(set(session.scalars(waiting)))
    return sum(_begin(session, lock(session, number), now) for number in found)


def _begin(session: Session, practitioner: Practitioner, now: datetime) -> int:
    statement = select(Assessment).where(
        Assessment.practitioner_id == practitioner.id, Assessment.standing == Standing.WAITING
    )
    fresh = statement.order_by(Assessment.id).execution_options(populate_existing=True)
    rows = {row.id: row for row in session.scalars(fresh)}
    entries = guard.due([entry_of(row) for row in rows.values()], now)
    bring(session, practitioner.id, rows, entries)
    for entry in entries:
        note(session, rows[entry.id], "counted", actor="guard", before=Standing.WAITING)
    follow(session, practitioner, now)
    return len(entries)


def _locked_to_decide(session: Session, assessments: Collection[Assessment]) -> Practitioner | None:
    practitioner = None
    for assessment in assessments:
        practitioner = _locked(session, assessment)
        if assessment.standing not in {Standing.HELD, Standing.REJECTED}:
            raise _wrong(assessment)
    return practitioner


def _locked(session: Session, assessment: Assessment) -> Practitioner:
    """Lock the practitioner of an assessment, and read the assessment as it is now."""
    practitioner = lock(session, assessment.practitioner_id)
    session.refresh(assessment)
    return practitioner


def _wrong(assessment: Assessment) -> WrongStanding:
    message = f"Assessment {assessment.public_id} stands as {assessment.standing}."
    return WrongStanding(message)
