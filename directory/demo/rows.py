"""Between made-up listings and rows of the database."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from directory.demo.records import (
    LISTING_COLUMNS,
    LOCATION_COLUMNS,
    SOURCE,
    DemoLicence,
    DemoListing,
    DemoLocation,
    DemoTerm,
)
from directory.practitioners.models import (
    Fact,
    Licence,
    Location,
    LocationPayer,
    Practitioner,
    Term,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

# The order in which a made-up listing names its vocabularies.
_TERM_ORDER = ("modality", "condition", "method", "region", "stage", "language")


def write(session: Session, practitioner: Practitioner, listing: DemoListing) -> None:
    """Give a practitioner everything a listing says but the name (see `rename` for that)."""
    for column in LISTING_COLUMNS:
        if column != "name":  # a new name changes the address too
            setattr(practitioner, column, listing.columns[column])
    if practitioner.id is not None:
        for rows in (practitioner.locations, practitioner.terms, practitioner.licences):
            rows.clear()
        practitioner.facts.clear()
        session.flush()  # old rows must be gone before new ones with the same keys come
    practitioner.locations = [
        _location(position, place) for position, place in enumerate(listing.locations)
    ]
    practitioner.terms = [Term(**asdict(term)) for term in listing.terms]
    practitioner.licences = [
        Licence(source=SOURCE, **asdict(licence)) for licence in listing.licences
    ]
    practitioner.facts = [
        Fact(field=field, source=SOURCE, verified_on=day) for field, day in listing.facts.items()
    ]


def _location(position: int, place: DemoLocation) -> Location:
    payers = [LocationPayer(payer=payer) for payer in place.payers]
    return Location(position=position, source=SOURCE, payers=payers, **place.columns)


def read(practitioner: Practitioner) -> DemoListing:
    """What stands in the database, in the form in which the world is made up."""
    terms = sorted(practitioner.terms, key=_place_of_term)
    return DemoListing(
        public_id=practitioner.public_id,
        columns={column: getattr(practitioner, column) for column in LISTING_COLUMNS},
        locations=tuple(
            DemoLocation(
                {column: getattr(place, column) for column in LOCATION_COLUMNS},
                tuple(sorted(row.payer for row in place.payers)),
            )
            for place in practitioner.locations
        ),
        terms=tuple(DemoTerm(row.vocabulary, row.key, row.position, row.note) for row in terms),
        licences=tuple(
            DemoLicence(row.title, row.number or "", row.region_code or "", row.verified_on)
            for row in practitioner.licences
        ),
        facts={row.field: row.verified_on for row in practitioner.facts},
    )


def _place_of_term(term: Term) -> tuple[int, str, int]:
    known = term.vocabulary in _TERM_ORDER
    order = _TERM_ORDER.index(term.vocabulary) if known else len(_TERM_ORDER)
    return order, term.vocabulary, term.position
