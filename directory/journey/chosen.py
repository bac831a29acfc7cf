"""The listings that an address names: to compare, to keep, to share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.listings.models import ListingMerge
from directory.practitioners.models import PUBLIC_STATUSES, FormerSlug, Practitioner
from directory.practitioners.service import load_public

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    _Owner = tuple[int, uuid.UUID, bool]

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_SLUG = 120


@dataclass(frozen=True, slots=True)
class Named:
    """Slugs that an address names.

    Attributes:
        slugs: Each once, in order, no more than were asked for.
        left_over: How many more there were.
        unreadable: How many parts can be no slug.
    """

    slugs: tuple[str, ...]
    left_over: int = 0
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """What stands behind slugs.

    Attributes:
        listings: Public listings, each once, in the order of the slugs.
        gone: Slugs that lead to none: unknown, hidden, or not yet public.
    """

    listings: tuple[Practitioner, ...]
    gone: tuple[str, ...]


def read_slugs(values: Iterable[str], most: int) -> Named:
    """Take the slugs out of an address, given by commas or by repeating the parameter. Pure.

    Args:
        values: Every value of the parameter, whatever is in it.
        most: How many slugs to take; the first ones are.
    """
    parts = [part.strip().lower() for value in values for part in value.split(",")]
    given = list(dict.fromkeys(part for part in parts if part))
    fit = [part for part in given if len(part) <= _LONGEST_SLUG and _SLUG.fullmatch(part)]
    return Named(tuple(fit[:most]), max(0, len(fit) - most), len(given) - len(fit))


def find_chosen(session: Session, slugs: Sequence[str]) -> Chosen:
    """Find the public listings behind slugs, as a profile's address finds one.

    Former slugs lead to the present listing, and merged listings to the one that was kept. It
    costs a dozen statements however many slugs there are.
    """
    known = _owners(session, slugs)
    ends = _follow_merges(session, {number for number, _, shown in known.values() if not shown})
    wanted = {
        slug: public_id if shown else ends.get(number)
        for slug, (number, public_id, shown) in known.items()
    }
    rows = load_public(session, {str(one) for one in wanted.values() if one})
    found = {slug: rows.get(str(wanted.get(slug))) for slug in slugs}
    listings = {row.id: row for row in found.values() if row}
    return Chosen(tuple(listings.values()), tuple(slug for slug, row in found.items() if not row))


def _owners(session: Session, slugs: Sequence[str]) -> dict[str, _Owner]:
    """Id, public id and whether it is public, of what has or had each slug; present ones win."""
    columns = (Practitioner.id, Practitioner.public_id, Practitioner.status)
    now = select(Practitioner.slug, *columns).where(Practitioner.slug.in_(slugs))
    before = (
        select(FormerSlug.slug, *columns)
        .join(Practitioner, Practitioner.id == FormerSlug.practitioner_id)
        .where(FormerSlug.slug.in_(slugs))
    )
    rows = [*session.execute(before), *session.execute(now)]
    return {
        slug: (number, known, status in PUBLIC_STATUSES) for slug, number, known, status in rows
    }


def _follow_merges(session: Session, ids: set[int]) -> dict[int, uuid.UUID]:
    """For hidden listings the public id of what each was merged into in the end, if anything."""
    at = {number: number for number in ids}
    ends: dict[int, uuid.UUID] = {}
    seen: set[int] = set()
    while border := set(at.values()) - seen:
        seen |= border
        steps = {merged: (kept, known) for merged, kept, known in _merges(session, border)}
        for start, here in at.items():
            if here in steps:
                at[start], ends[start] = steps[here]
    return ends


def _merges(session: Session, ids: set[int]) -> list[tuple[int, int, uuid.UUID]]:
    statement = (
        select(ListingMerge.merged_id, ListingMerge.kept_id, Practitioner.public_id)
        .join(Practitioner, Practitioner.id == ListingMerge.kept_id)
        .where(ListingMerge.merged_id.in_(ids), ListingMerge.undone_at.is_(None))
        .order_by(ListingMerge.id)
    )
    return [(merged, kept, known) for merged, kept, known in session.execute(statement)]
