"""What becomes of rows that wait about a listing when it is merged with another.

Reports, documents, claims, wishes to be removed, calls and mailed links go over to the kept
listing. Changes that the other one's owner sent in end: they speak of places and words of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from directory.listings.models import (
    FactReport,
    ListingFile,
    ListingToken,
    OwnerReply,
    OwnershipClaim,
    Reach,
    RemovalRequest,
    Revision,
    Stage,
)
from directory.vetting.models import Flag

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.practitioners.models import Practitioner

_WAIT = (FactReport, ListingFile, OwnershipClaim, RemovalRequest)


def move_waiting(
    session: Session,
    kept: Practitioner,
    merged: Practitioner,
    *,
    owners: Collection[int],
    now: datetime,
) -> None:
    """Let what waits go over or end; red flags have changed places already.

    Args:
        session: The open session, writing; both rows are locked.
        kept: The listing that stays.
        merged: The other.
        owners: Accounts that speak for either: what they claim is theirs already.
        now: When, aware.
    """
    ids = [kept.id, merged.id]
    _end(session, OwnershipClaim, ids, now, OwnershipClaim.account_id.in_(owners))
    _end(session, Revision, [merged.id], now)
    _move_replies(session, ids)
    _end(session, OwnerReply, [merged.id], now)
    for table in _WAIT:
        _put(session, table, kept, merged, table.status == Stage.WAITING)
    _put(session, ListingToken, kept, merged, ListingToken.used_at.is_(None))
    _move_calls(session, kept, merged)


def _end(
    session: Session, table: Any, listing_ids: Sequence[int], now: datetime, *which: Any
) -> None:
    rows = session.scalars(
        select(table).where(
            table.practitioner_id.in_(listing_ids), table.status == Stage.WAITING, *which
        )
    )
    for row in rows:
        row.status, row.decided_at = Stage.WITHDRAWN, now
    session.flush()


def _move_replies(session: Session, listing_ids: Sequence[int]) -> None:
    """Let replies stand where their red flag does."""
    rows = session.execute(
        select(OwnerReply, Flag.practitioner_id)
        .join(Flag, Flag.id == OwnerReply.flag_id)
        .where(OwnerReply.practitioner_id.in_(listing_ids))
    )
    for reply, practitioner_id in rows.all():
        reply.practitioner_id = practitioner_id
    session.flush()


def _put(
    session: Session, table: Any, kept: Practitioner, merged: Practitioner, which: Any
) -> None:
    session.execute(
        update(table)
        .where(table.practitioner_id == merged.id, which)
        .values(practitioner_id=kept.id),
        execution_options={"synchronize_session": "fetch"},
    )


def _move_calls(session: Session, kept: Practitioner, merged: Practitioner) -> None:
    """One voice a day: who called both is heard once."""
    rows = session.execute(
        select(Reach.visitor, Reach.called_on).where(Reach.practitioner_id == kept.id)
    )
    had = {(visitor, day) for visitor, day in rows}
    for call in session.scalars(select(Reach).where(Reach.practitioner_id == merged.id)).all():
        if (call.visitor, call.called_on) not in had:
            call.practitioner_id = kept.id
    session.flush()
