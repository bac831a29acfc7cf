"""Merging: two listings of one person become one, and can become two again.

The kept listing takes over what it lacks and what members said; the other one is hidden and leads
to it. Every row that changes is noted (`merge_ledger`), so that `undoing_merge` puts it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from directory import log
from directory.listings.merging.cases import move_cases
from directory.listings.merging.facts import lacking, take_over_facts
from directory.listings.merging.leading import MERGED
from directory.listings.merging.ledger import differences, snapshot
from directory.listings.merging.rule import MergeImpossible, lock_both, owners_of, why_apart
from directory.listings.merging.views import add_views
from directory.listings.merging.waiting import move_waiting
from directory.listings.models import ListingMerge
from directory.practitioners.hiding import hide
from directory.practitioners.models import Ownership, Practitioner, Status
from directory.practitioners.service import mark_changed
from directory.vetting import moving
from directory.vetting.recount import recount
from directory.vetting.standings import follow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


__all__ = ["MERGED", "MergeImpossible", "foreseen", "merge"]


def merge(
    session: Session, *, kept: Practitioner, merged: Practitioner, actor: str, now: datetime
) -> ListingMerge:
    """Let two listings become one; addresses of the other lead to the kept one from now on.

    Args:
        session: The open session, writing.
        kept: The listing that stays: nothing that it states is overwritten.
        merged: The other, which is hidden.
        actor: Who merges them.
        now: When, aware.

    Raises:
        HeldByAnother: Another moderator has a case before them that would end with it.
        MergeImpossible: They cannot become one as they stand.
    """
    kept, merged = lock_both(session, kept.id, merged.id)
    why = why_apart(session, kept, merged)
    if why is not None:
        raise MergeImpossible(why)
    both = (kept.id, merged.id)
    before, stood = snapshot(session, both), kept.status
    owners = owners_of(session, both)
    expected = foreseen(session, kept, merged)
    take_over_facts(session, kept, merged)
    _take_owners(session, kept, merged)
    said = moving.move(session, kept, merged, owners=owners, now=now)
    move_waiting(session, kept, merged, owners=owners, now=now)
    move_cases(session, kept, merged, actor=actor, now=now)
    views = add_views(session, kept, merged)
    hide(session, merged, MERGED, actor=actor)
    mark_changed(session, kept)
    follow(session, kept, now)
    recount(session, merged, now)
    row = ListingMerge(kept_id=kept.id, merged_id=merged.id, merged_at=now)
    row.moved = {
        "rows": differences(before, snapshot(session, both)),
        "said": said.as_json(),
        "views": views,
        "status": [str(stood), str(kept.status)],
        "counts": expected,
    }
    session.add(row)
    _note(session, kept, merged, stood, actor)
    session.flush()
    return row


def foreseen(session: Session, kept: Practitioner, merged: Practitioner) -> dict[str, int]:
    """How much a merge would bring over, by what it is; nothing is written.

    Args:
        session: The open session.
        kept: The listing that would stay.
        merged: The other.
    """
    lacks = lacking(session, kept, merged)
    owners = owners_of(session, (kept.id, merged.id))
    return moving.foreseen(session, kept, merged, owners) | {
        "places": len(lacks.places),
        "phones": len(lacks.phones),
        "facts": len(lacks.columns) + len(lacks.terms),
        "npi": int(lacks.takes_npi),
        "licences": len(lacks.licences),
        "claims": len(lacks.claims),
        "documents": len(lacks.documents),
        "owner": int(bool(owners) and not owners_of(session, [kept.id])),
    }


def _take_owners(session: Session, kept: Practitioner, merged: Practitioner) -> None:
    """Let whoever speaks for the merged listing speak for the kept one."""
    had = owners_of(session, [kept.id])
    theirs = session.scalars(select(Ownership).where(Ownership.practitioner_id == merged.id)).all()
    for row in theirs:
        if row.account_id not in had:
            session.add(
                Ownership(practitioner_id=kept.id, account_id=row.account_id, since=row.since)
            )
        session.delete(row)
    if theirs and kept.status == Status.UNCLAIMED:
        kept.status = Status.PUBLISHED
    session.flush()


def _note(
    session: Session, kept: Practitioner, merged: Practitioner, stood: Status, actor: str
) -> None:
    """The kept listing's log row; the other one's says that it was hidden, and for what."""
    after: dict[str, Any] = {"status": kept.status, "merged": str(merged.public_id)}
    log.record(
        session,
        actor=actor,
        action="merged",
        subject=("practitioner", str(kept.public_id)),
        before={"status": stood},
        after=after,
    )
