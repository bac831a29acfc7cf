"""Taking a merge back: what changed with it is as it was, and what came since stays."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from directory import log
from directory.listings.merging.leading import MERGED, standing_merge
from directory.listings.merging.ledger import put_back
from directory.listings.merging.rule import lock_both, owners_of
from directory.listings.merging.views import take_views_away
from directory.practitioners.hiding import is_hidden_for, unhide
from directory.practitioners.models import Practitioner, Status
from directory.practitioners.service import mark_changed
from directory.vetting.moving import Moved, move_back
from directory.vetting.standings import follow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.listings.models import ListingMerge


class WhyMerged(StrEnum):
    """Why a merge cannot be taken back."""

    UNDONE = "It was taken back before."
    FURTHER = "The kept listing was merged further: take that back first."
    NOT_SHOWN = "The kept listing is not shown now: decide first what it is hidden for."


class UnmergeImpossible(Exception):
    """A merge cannot be taken back; the message says why.

    Attributes:
        why: The reason.
    """

    def __init__(self, why: WhyMerged) -> None:
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True, slots=True)
class Unmerged:
    """What taking a merge back left.

    Attributes:
        stayed: Table and column, or table alone, of what stays with the kept listing because
            somebody has changed it since.
    """

    stayed: tuple[tuple[str, str], ...]


def why_merged(session: Session, merge: ListingMerge) -> WhyMerged | None:
    """Why a merge cannot be taken back; nothing where it can."""
    if merge.undone_at is not None:
        return WhyMerged.UNDONE
    return why_bound(session, session.get_one(Practitioner, merge.kept_id))


def why_bound(session: Session, kept: Practitioner) -> WhyMerged | None:
    """Why nothing can be taken out of a listing again; nothing where it can."""
    if standing_merge(session, kept.id) is not None:
        return WhyMerged.FURTHER
    return None if kept.is_public else WhyMerged.NOT_SHOWN


def unmerge(session: Session, merge: ListingMerge, *, actor: str, now: datetime) -> Unmerged:
    """Take a merge back.

    Args:
        session: The open session, writing.
        merge: The merge.
        actor: Who takes it back.
        now: When, aware.

    Raises:
        MergeImpossible: One of the listings has gone.
        UnmergeImpossible: It was taken back before, or something depends on it.
    """
    kept, merged = lock_both(session, merge.kept_id, merge.merged_id)
    session.refresh(merge, with_for_update=True)
    why = why_merged(session, merge)
    if why is not None:
        raise UnmergeImpossible(why)
    merge.undone_at = now
    return part(session, kept, merged, merge.moved, actor=actor, now=now)


def part(
    session: Session,
    kept: Practitioner,
    merged: Practitioner,
    moved: dict[str, Any],
    *,
    actor: str,
    now: datetime,
) -> Unmerged:
    """Let two listings stand apart again, as a merge has noted it.

    Args:
        session: The open session, writing; both rows are locked, and nothing stands in the way.
        kept: The listing that stayed.
        merged: The one that comes back.
        moved: What the merge changed.
        actor: Who takes it back.
        now: When, aware.
    """
    move_back(session, kept, merged, Moved.from_json(moved["said"]))
    stayed = put_back(session, moved["rows"], owners_of(session, [kept.id]))
    take_views_away(session, kept, moved["views"])
    _stand_back(session, kept, moved["status"])
    _show(session, kept, merged, actor)
    for listing in (kept, merged):
        follow(session, listing, now)
    session.flush()
    return Unmerged(tuple(dict.fromkeys(stayed)))


def _stand_back(session: Session, kept: Practitioner, status: list[str]) -> None:
    """Nobody speaks for the kept listing again, if nobody else has come to."""
    before, after = status
    if before != after and kept.status == after and not owners_of(session, [kept.id]):
        kept.status = Status(before)


def _show(session: Session, kept: Practitioner, merged: Practitioner, actor: str) -> None:
    mark_changed(session, kept)
    log.record(
        session,
        actor=actor,
        action="unmerged",
        subject=("practitioner", str(kept.public_id)),
        before={"merged": str(merged.public_id)},
        after={"status": kept.status},
    )
    if is_hidden_for(merged, MERGED):
        unhide(session, merged, MERGED, actor=actor)
