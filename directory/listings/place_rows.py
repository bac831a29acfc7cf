"""Brings a listing's places of work to what its owner states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.listings.fact_rows import OWNER
from directory.listings.reading import PLACE_COLUMNS
from directory.practitioners.models import Location, LocationPayer, Precision

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.listings.changes import Changes
    from directory.listings.content import PlaceContent
    from directory.practitioners.models import Practitioner


def write_places(
    session: Session,
    practitioner: Practitioner,
    places: tuple[PlaceContent, ...],
    found: Changes,
    day: date,
) -> None:
    """Write places in their order; a key that is no place of the listing's makes a new one.

    Args:
        session: The open session, writing.
        practitioner: The listing.
        places: All of them, the main one first.
        found: What changes in the listing; a place that does is its owner's from now on.
        day: On which the owner stated it.
    """
    rows = {str(row.id): row for row in practitioner.locations}
    kept = []
    for position, place in enumerate(places):
        row = rows.get(place.key) or Location()
        row.position = position
        if any(path.startswith(f"places/{place.key}/") for path in found):
            _write(row, place)
            row.source, row.confirmed_on = OWNER, day
        kept.append(row)
    practitioner.locations[:] = kept
    session.flush()


def _write(row: Location, place: PlaceContent) -> None:
    for name in PLACE_COLUMNS:
        setattr(row, name, getattr(place, name))
    row.precision = Precision(place.precision) if place.precision else None
    row.accessibility = list(place.accessibility) or None
    known = {one.payer: one for one in row.payers}
    row.payers[:] = [known.get(key) or LocationPayer(payer=key) for key in place.payers]
