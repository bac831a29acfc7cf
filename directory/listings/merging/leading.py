"""Where listings lead that were merged with another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from directory.listings.models import ListingMerge
from directory.practitioners.models import FormerSlug, Practitioner

if TYPE_CHECKING:
    import uuid
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

MERGED = "It was merged with another listing of the same person."
"""What a merged listing is hidden for; a fixed sentence, so that it can be taken out again."""


def leads_to(session: Session, slug: str) -> Practitioner | None:
    """The public listing that a merged one's address leads to, present or former.

    Args:
        session: The open session.
        slug: Any that the merged listing has or had.
    """
    former = select(FormerSlug.practitioner_id).where(FormerSlug.slug == slug)
    statement = select(Practitioner).where(
        or_(Practitioner.slug == slug, Practitioner.id.in_(former))
    )
    return _end_of(session, session.scalars(statement).first())


def id_leads_to(session: Session, public_id: uuid.UUID) -> Practitioner | None:
    """The public listing that a merged one's id leads to."""
    statement = select(Practitioner).where(Practitioner.public_id == public_id)
    return _end_of(session, session.scalars(statement).one_or_none())


def standing_merge(session: Session, merged_id: int) -> ListingMerge | None:
    """The merge by which a listing is not shown; none where it was not merged, or is back."""
    statement = select(ListingMerge).where(
        ListingMerge.merged_id == merged_id, ListingMerge.undone_at.is_(None)
    )
    return session.scalars(statement.order_by(ListingMerge.id.desc())).first()


def merge_of(session: Session, public_id: uuid.UUID) -> ListingMerge | None:
    """A merge by its public id."""
    statement = select(ListingMerge).where(ListingMerge.public_id == public_id)
    return session.scalars(statement).one_or_none()


def merged_into(session: Session, practitioner_id: int) -> Sequence[Practitioner]:
    """The listings that stand merged into one, also through others, the nearest first."""
    found: list[Practitioner] = []
    border = [practitioner_id]
    while border:
        statement = (
            select(Practitioner)
            .join(ListingMerge, ListingMerge.merged_id == Practitioner.id)
            .where(ListingMerge.kept_id.in_(border), ListingMerge.undone_at.is_(None))
            .where(Practitioner.id.not_in([practitioner_id, *(one.id for one in found)]))
            .order_by(ListingMerge.id)
        )
        rows = list(dict.fromkeys(session.scalars(statement)))
        found += rows
        border = [row.id for row in rows]
    return found


def _end_of(session: Session, listing: Practitioner | None) -> Practitioner | None:
    """Follow merges to where they end; nothing where that is not shown, or nothing was merged."""
    merge = standing_merge(session, listing.id) if listing else None
    if listing is None or merge is None:
        return None
    while merge is not None:
        listing = session.get_one(Practitioner, merge.kept_id)
        merge = standing_merge(session, listing.id)
    return listing if listing.is_public else None
