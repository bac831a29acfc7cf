"""Writes many new listings with a few statements: a national register holds half a million."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from directory.db import Base
from directory.interchange.listing_columns import COLUMNS, PLACE_COLUMNS, SPECIALTY
from directory.interchange.other_names import merged
from directory.outbox import INDEX
from directory.outbox.models import OutboxEntry
from directory.practitioners.models import Fact, Licence, Location, Practitioner, Status, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from directory.interchange.record import ListingRecord

_FIRST_VERSION = 1

Values = dict[str, Any]


def insert_listings(session: Session, records: Sequence[tuple[ListingRecord, str]]) -> None:
    """Add unclaimed listings, each under its slug, and promise them to the search index.

    Args:
        session: The open session, in a writing transaction.
        records: Records with slugs that are free; no two with one NPI.
    """
    if not records:
        return
    session.flush()
    listings = [_listing(record, slug) for record, slug in records]
    _insert(session, Practitioner, listings)
    ids = _ids(session, [record.npi for record, _ in records])
    for table, rows in _details(records, ids).items():
        _insert(session, table, rows)
    promises = [
        {"topic": INDEX, "key": str(listing["public_id"]), "version": _FIRST_VERSION}
        for listing in listings
    ]
    _insert(session, OutboxEntry, promises)


def _listing(record: ListingRecord, slug: str) -> Values:
    columns = {column: getattr(record, column) for column in COLUMNS}
    return columns | {
        "public_id": uuid.uuid4(),
        "version": _FIRST_VERSION,
        "slug": slug,
        "npi": record.npi,
        "name": record.name,
        "status": Status.UNCLAIMED,
        "source": record.source,
        "source_updated_on": record.updated_on,
        "other_names": merged(None, record.other_names, record.name),
    }


def _ids(session: Session, npis: list[str]) -> Mapping[str, int]:
    statement = select(Practitioner.npi, Practitioner.id).where(Practitioner.npi.in_(npis))
    return {npi: row_id for npi, row_id in session.execute(statement) if npi}


def _details(
    records: Sequence[tuple[ListingRecord, str]], ids: Mapping[str, int]
) -> dict[type[Base], list[Values]]:
    rows: dict[type[Base], list[Values]] = {Location: [], Term: [], Licence: [], Fact: []}
    for record, _ in records:
        owner = {"practitioner_id": ids[record.npi]}
        rows[Location].append(owner | _location(record))
        rows[Term].extend(owner | term for term in _terms(record))
        rows[Licence].extend(owner | licence for licence in _licences(record))
        rows[Fact].extend(
            owner | {"field": field, "source": record.source} for field in record.stated_fields()
        )
    return rows


def _location(record: ListingRecord) -> Values:
    point = record.location.point
    place = {column: getattr(record.location, column) for column in PLACE_COLUMNS}
    return place | {
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "source": record.source,
    }


def _terms(record: ListingRecord) -> Iterator[Values]:
    for position, key in enumerate(record.specialties):
        yield {"vocabulary": SPECIALTY, "key": key, "position": position}


def _licences(record: ListingRecord) -> Iterator[Values]:
    for licence in record.licences:
        yield {
            "title": licence.title,
            "number": licence.number,
            "region_code": licence.region_code,
            "source": record.source,
        }


def _insert(session: Session, model: type[Base], rows: list[Values]) -> None:
    if rows:
        # The table, not the model: rows need no objects, and nothing is to be kept of them.
        table = Base.metadata.tables[model.__tablename__]
        session.execute(insert(table), rows)
