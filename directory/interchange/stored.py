"""Reads listings back as the records they came from, many at once and without loading them.

Most rows of a file that is read again say what the directory has already. Telling that from plain
columns is several times faster than loading each listing with everything that hangs on it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from directory.geo.point import GeoPoint
from directory.interchange.listing_columns import COLUMNS, PLACE_COLUMNS, SPECIALTY
from directory.interchange.other_names import names_wanted
from directory.interchange.record import LicenceRecord, ListingRecord, LocationRecord
from directory.practitioners.models import Licence, Location, Practitioner, Status, Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Row
    from sqlalchemy.orm import Session


class _Details(NamedTuple):
    """What hangs on listings, by their row ids."""

    locations: Mapping[int, LocationRecord]
    specialties: Mapping[int, list[str]]
    licences: Mapping[int, list[LicenceRecord]]


def said_already(session: Session, records: Collection[ListingRecord]) -> set[str]:
    """NPIs of the records that the directory has as they are, as unclaimed listings."""
    by_npi = {record.npi: record for record in records}
    columns = [getattr(Practitioner, name) for name in COLUMNS]
    statement = select(
        Practitioner.id,
        Practitioner.npi,
        Practitioner.name,
        Practitioner.source,
        Practitioner.source_updated_on,
        Practitioner.other_names,
        *columns,
    ).where(Practitioner.npi.in_(by_npi), Practitioner.status == Status.UNCLAIMED)
    rows = session.execute(statement).all()
    details = _details(session, [row.id for row in rows])
    return {
        row.npi
        for row in rows
        if _record_of(row, details) == by_npi[row.npi]
        and names_wanted(row.other_names, by_npi[row.npi]) == row.other_names
    }


def _record_of(row: Row[Any], details: _Details) -> ListingRecord | None:
    location = details.locations.get(row.id)
    if location is None:
        return None
    return ListingRecord(
        npi=row.npi,
        name=row.name,
        source=row.source,
        updated_on=row.source_updated_on,
        specialties=tuple(details.specialties.get(row.id, ())),
        licences=tuple(details.licences.get(row.id, ())),
        location=location,
        **{name: getattr(row, name) for name in COLUMNS},
    )


def _details(session: Session, ids: list[int]) -> _Details:
    specialties: dict[int, list[str]] = defaultdict(list)
    terms = (
        select(Term.practitioner_id, Term.key)
        .where(Term.practitioner_id.in_(ids), Term.vocabulary == SPECIALTY)
        .order_by(Term.position)
    )
    for practitioner_id, key in session.execute(terms):
        specialties[practitioner_id].append(key)
    licences: dict[int, list[LicenceRecord]] = defaultdict(list)
    held = (
        select(Licence.practitioner_id, Licence.title, Licence.number, Licence.region_code)
        .join(Practitioner, Practitioner.id == Licence.practitioner_id)
        .where(Licence.practitioner_id.in_(ids), Licence.source == Practitioner.source)
        .order_by(Licence.id)
    )
    for practitioner_id, title, number, region_code in session.execute(held):
        licences[practitioner_id].append(LicenceRecord(title, number, region_code))
    return _Details(_locations(session, ids), specialties, licences)


def _locations(session: Session, ids: Iterable[int]) -> dict[int, LocationRecord]:
    """The first location from its own source of each listing."""
    columns = [getattr(Location, name) for name in PLACE_COLUMNS]
    statement = (
        select(Location.practitioner_id, Location.latitude, Location.longitude, *columns)
        .join(Practitioner, Practitioner.id == Location.practitioner_id)
        .where(Location.practitioner_id.in_(ids), Location.source == Practitioner.source)
        .order_by(Location.position, Location.id)
    )
    found: dict[int, LocationRecord] = {}
    for practitioner_id, latitude, longitude, *cells in session.execute(statement):
        if practitioner_id not in found:
            point = None if latitude is None else GeoPoint(latitude, longitude)
            place = dict(zip(PLACE_COLUMNS, cells, strict=True))
            found[practitioner_id] = LocationRecord(**place, point=point)
    return found
