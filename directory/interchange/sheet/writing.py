"""Writes listings as rows of the table, each place of work a row. Pure."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from directory.interchange.sheet.answers import write_answer
from directory.interchange.sheet.areas import region_as_stated
from directory.interchange.sheet.cells import guarded, joined
from directory.interchange.sheet.columns import COLUMNS, VOCABULARIES
from directory.interchange.sheet.numbers import write_degrees, write_price
from directory.interchange.sheet.record import SheetPlace
from directory.practitioners.models import Precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Protocol

    from directory.interchange.sheet.record import SheetListing, SheetPerson

    class Sink(Protocol):
        """What text is written to."""

        def write(self, text: str, /) -> object:
            """Take some text."""
            ...


def write_table(listings: Iterable[SheetListing], sink: Sink) -> Iterator[int]:
    """Write the header and then the listings, giving the number of rows after each listing.

    Lines end as RFC 4180 says, CR LF, so that Python quotes either sign within a cell.
    """
    writer = csv.writer(sink)
    writer.writerow(COLUMNS)
    rows = 0
    for listing in listings:
        for cells in rows_of(listing):
            writer.writerow(cells)
            rows += 1
        yield rows


def rows_of(listing: SheetListing) -> Iterator[list[str]]:
    """The rows of one listing, each with another place; one without a place if it has none."""
    person = {"external_id": listing.external_id} | _person_cells(listing.person)
    for place in _each_once(listing.places) or [_place_cells(SheetPlace())]:
        cells = person | place
        yield [guarded(cells[column]) for column in COLUMNS]


def _each_once(places: Iterable[SheetPlace]) -> list[dict[str, str]]:
    """The cells of places; none twice, as two of a town alone would be, and none that is empty."""
    cells = {tuple(found.values()): found for found in map(_place_cells, places)}
    return [found for values, found in cells.items() if any(values)]


def _person_cells(person: SheetPerson) -> dict[str, str]:
    terms = dict(person.terms)
    lists = {
        column: joined(terms.get(vocabulary, ())) for column, vocabulary in VOCABULARIES.items()
    }
    return lists | {
        "name": person.name,
        "kind": str(person.kind),
        "profession": person.profession,
        "credentials": person.credentials,
        "bio": person.bio,
        "email": person.email or "",
        "website": person.website or "",
        "telehealth": write_answer(person.telehealth),
        "accepting_new_clients": write_answer(person.accepting),
    }


def _place_cells(place: SheetPlace) -> dict[str, str]:
    # Coordinates that were looked up are left out: who reads the table looks them up again, and
    # does not take the middle of a town for somebody's door.
    is_exact = place.precision in {None, Precision.EXACT}
    point = place.point if is_exact else None
    return {
        "practice_name": place.name,
        "street": place.street,
        "city": place.city,
        "region_code": region_as_stated(place.region, place.region_code, place.country),
        "postal_code": place.postal_code,
        "country": place.country,
        "latitude": write_degrees(point.latitude if point else None),
        "longitude": write_degrees(point.longitude if point else None),
        "phone": place.phone or "",
        "price_first_visit": write_price(place.fee_first),
        "price_next_visit": write_price(place.fee_next),
        "currency": place.currency or "",
        "insurers": joined(place.payers),
        "self_pay": write_answer(place.self_pay),
        "sliding_scale": write_answer(place.sliding_scale),
    }
