"""Planting the demo world in the database, and taking it out again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from directory import log, outbox
from directory.demo.records import SOURCE
from directory.demo.rows import read, write
from directory.demo.world import DEFAULT_COUNT, DEFAULT_SEED, world
from directory.practitioners.models import Location, Practitioner
from directory.practitioners.service import free_slug, mark_changed, rename

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from uuid import UUID

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from directory.demo.records import DemoListing

ACTOR = "command:seed"
_SUBJECT = ("directory", SOURCE)


@dataclass(slots=True)
class _Tally:
    added: int = 0
    changed: int = 0
    removed: int = 0

    @property
    def total(self) -> int:
        return self.added + self.changed + self.removed


def plant(
    session: Session,
    *,
    count: int = DEFAULT_COUNT,
    seed: int = DEFAULT_SEED,
    today: date,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Bring the database's demo listings to the world of a seed; real listings are not touched.

    Planting the same world again changes nothing. The caller commits.

    Args:
        session: A session in a writing transaction.
        count: Number of listings the world should have.
        seed: Which world.
        today: The day on which the listings should look fresh.
        progress: Called after each listing with how many are done.

    Returns:
        How many listings were added, changed or removed.
    """
    standing = _standing(session, Practitioner.external_id.is_(None))
    tally = _Tally()
    for number, listing in enumerate(world(count=count, seed=seed, today=today), start=1):
        _bring(session, standing.pop(listing.public_id, None), listing, tally)
        if progress:
            progress(number)
    for practitioner in standing.values():
        _remove(session, practitioner)
        tally.removed += 1
    if tally.total:
        after = {"seed": seed, "count": count, "added": tally.added}
        after |= {"changed": tally.changed, "removed": tally.removed}
        log.record(session, actor=ACTOR, action="planted", subject=_SUBJECT, after=after)
    session.flush()
    return tally.total


def uproot(session: Session) -> int:
    """Take all demo listings out; real listings are not touched. The caller commits.

    Returns:
        How many listings were removed.
    """
    standing = _standing(session)
    for practitioner in standing.values():
        _remove(session, practitioner)
    if standing:
        before = {"count": len(standing)}
        log.record(session, actor=ACTOR, action="uprooted", subject=_SUBJECT, before=before)
    session.flush()
    return len(standing)


def _standing(session: Session, *criteria: ColumnElement[bool]) -> dict[UUID, Practitioner]:
    """Listings of the demo; those of its owners have an id of their source."""
    statement = (
        select(Practitioner)
        .where(Practitioner.source == SOURCE, *criteria)
        .order_by(Practitioner.id)
        .options(
            selectinload(Practitioner.locations).selectinload(Location.payers),
            selectinload(Practitioner.terms),
            selectinload(Practitioner.licences),
            selectinload(Practitioner.facts),
        )
    )
    return {row.public_id: row for row in session.scalars(statement)}


def _bring(
    session: Session, practitioner: Practitioner | None, listing: DemoListing, tally: _Tally
) -> None:
    """Add a listing, or change what stands to it if it differs."""
    if practitioner is None:
        practitioner = _plant_new(session, listing)
        tally.added += 1
    elif read(practitioner) != listing:
        write(session, practitioner, listing)
        if practitioner.name != listing.columns["name"]:
            rename(session, practitioner, listing.columns["name"])
        tally.changed += 1
    else:
        return
    mark_changed(session, practitioner)


def _plant_new(session: Session, listing: DemoListing) -> Practitioner:
    name, city = listing.columns["name"], listing.locations[0].columns["city"]
    slug = free_slug(session, name, city)
    practitioner = Practitioner(public_id=listing.public_id, slug=slug, name=name, source=SOURCE)
    session.add(practitioner)
    write(session, practitioner, listing)
    return practitioner


def _remove(session: Session, practitioner: Practitioner) -> None:
    key, version = str(practitioner.public_id), practitioner.version + 1
    outbox.enqueue(session, outbox.INDEX, key, version)
    session.delete(practitioner)
