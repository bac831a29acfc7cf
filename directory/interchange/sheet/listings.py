"""Between the table's records and listings of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from directory.interchange.kept_facts import kept_facts
from directory.interchange.listings import FreeSlugs
from directory.interchange.sheet.columns import VOCABULARIES
from directory.interchange.sheet.keeping import respecting
from directory.interchange.sheet.record import SheetListing, SheetPerson, SheetPlace
from directory.practitioners.models import (
    Fact,
    Location,
    LocationPayer,
    Practitioner,
    Precision,
    Status,
    Term,
)
from directory.practitioners.service import mark_changed, rename, slugify, state_terms
from directory.practitioners.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy.orm import Session

    from directory.db import Base

_PERSON_COLUMNS = (
    "name",
    "kind",
    "profession",
    "credentials",
    "bio",
    "email",
    "website",
    "telehealth",
    "accepting",
)
_PLACE_COLUMNS = (
    "name",
    "street",
    "city",
    "region",
    "region_code",
    "postal_code",
    "country",
    "precision",
    "phone",
    "fee_first",
    "fee_next",
    "currency",
    "self_pay",
    "sliding_scale",
)


def as_sheet(
    practitioner: Practitioner, external_id: str, source: str | None = None
) -> SheetListing:
    """Read a listing as the table says it.

    Args:
        practitioner: The listing with everything loaded.
        external_id: What the table calls it.
        source: Only places from this source; all of them without one.
    """
    columns = {column: getattr(practitioner, column) for column in _PERSON_COLUMNS}
    columns["kind"] = Kind(practitioner.kind)
    terms = tuple(
        (name, keys) for name in VOCABULARIES.values() if (keys := _keys(practitioner, name))
    )
    return SheetListing(
        external_id=external_id,
        person=SheetPerson(terms=terms, **columns),
        places=tuple(_as_place(place) for place in _places(practitioner, source)),
    )


def respected(practitioner: Practitioner, listing: SheetListing) -> SheetListing:
    """What the table may say: the listing's own word wherever a person gave it."""
    kept = kept_facts(practitioner)
    if not kept:
        return listing
    listed = as_sheet(practitioner, listing.external_id, practitioner.source)
    return respecting(listing, listed, kept)


def add_all(session: Session, listings: Sequence[SheetListing], source: str) -> None:
    """Add unclaimed listings and promise them to the search index."""
    stems = [slugify(f"{listing.person.name} {_town(listing)}") for listing in listings]
    slugs = FreeSlugs(session, set(stems))
    added = [
        _add(session, listing, source, slugs.take(stem))
        for listing, stem in zip(listings, stems, strict=True)
    ]
    session.flush()
    # Some thirty rows a listing: as plain inserts they take a quarter of the time.
    _insert(session, Term, (row for pair in added for row in _term_rows(*pair)))
    _insert(session, Fact, (row for pair in added for row in _fact_rows(*pair)))
    _insert(session, LocationPayer, (row for pair in added for row in _payer_rows(*pair)))


def _add(
    session: Session, listing: SheetListing, source: str, slug: str
) -> tuple[Practitioner, SheetListing]:
    person = {column: getattr(listing.person, column) for column in _PERSON_COLUMNS}
    practitioner = Practitioner(
        external_id=listing.external_id,
        slug=slug,
        status=Status.UNCLAIMED,
        source=source,
        **person,
    )
    for position, place in enumerate(listing.places):
        location = Location(source=source, position=position)
        _write_columns(location, place)
        practitioner.locations.append(location)
    session.add(practitioner)
    mark_changed(session, practitioner)
    return practitioner, listing


def _term_rows(practitioner: Practitioner, listing: SheetListing) -> Iterator[dict[str, Any]]:
    for vocabulary, keys in listing.person.terms:
        for position, key in enumerate(keys):
            yield {
                "practitioner_id": practitioner.id,
                "vocabulary": vocabulary,
                "key": key,
                "position": position,
            }


def _fact_rows(practitioner: Practitioner, listing: SheetListing) -> Iterator[dict[str, Any]]:
    for field in listing.stated_fields():
        yield {
            "practitioner_id": practitioner.id,
            "field": field,
            "source": practitioner.source,
        }


def _payer_rows(practitioner: Practitioner, listing: SheetListing) -> Iterator[dict[str, Any]]:
    for location, place in zip(practitioner.locations, listing.places, strict=True):
        for payer in place.payers:
            yield {"location_id": location.id, "payer": payer}


def _insert(session: Session, model: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    values = list(rows)
    if values:
        session.execute(insert(model), values)


def update(session: Session, practitioner: Practitioner, listing: SheetListing) -> None:
    """Make a listing say what the table says, and promise the change to the search index.

    What the table has no column for, such as opening hours, stays; so does what an owner or a
    moderator has stated.
    """
    listing = respected(practitioner, listing)
    name = practitioner.name
    _write(practitioner, listing)
    if name != listing.person.name:
        rename(session, practitioner, listing.person.name)
    mark_changed(session, practitioner)


def _write(practitioner: Practitioner, listing: SheetListing) -> None:
    for column in _PERSON_COLUMNS:
        setattr(practitioner, column, getattr(listing.person, column))
    stated = dict(listing.person.terms)
    for vocabulary in VOCABULARIES.values():
        state_terms(practitioner, vocabulary, stated.get(vocabulary, ()))
    _write_places(practitioner, listing)
    _write_facts(practitioner, listing)


def _write_places(practitioner: Practitioner, listing: SheetListing) -> None:
    own = _places(practitioner, practitioner.source)
    for surplus in own[len(listing.places) :]:
        practitioner.locations.remove(surplus)
    for number, place in enumerate(listing.places):
        if number < len(own):
            _write_place(own[number], place)
        else:
            location = Location(source=practitioner.source, position=_next(practitioner))
            _write_place(location, place)
            practitioner.locations.append(location)


def _write_place(location: Location, place: SheetPlace) -> None:
    _write_columns(location, place)
    known = {payer.payer: payer for payer in location.payers}
    location.payers = [known.get(key) or LocationPayer(payer=key) for key in place.payers]


def _write_columns(location: Location, place: SheetPlace) -> None:
    for column in _PLACE_COLUMNS:
        setattr(location, column, getattr(place, column))
    location.latitude = place.point.latitude if place.point else None
    location.longitude = place.point.longitude if place.point else None


def _write_facts(practitioner: Practitioner, listing: SheetListing) -> None:
    stated = set(listing.stated_fields()) - kept_facts(practitioner)
    known = {fact.field: fact for fact in practitioner.facts}
    for field, fact in known.items():
        if fact.source == practitioner.source and field not in stated:
            practitioner.facts.remove(fact)
    for field in sorted(stated - known.keys()):
        practitioner.facts.append(Fact(field=field, source=practitioner.source))


def _as_place(location: Location) -> SheetPlace:
    columns = {column: getattr(location, column) for column in _PLACE_COLUMNS}
    if location.precision:
        columns["precision"] = Precision(location.precision)
    payers = tuple(sorted(payer.payer for payer in location.payers))
    return SheetPlace(point=location.point, payers=payers, **columns)


def _keys(practitioner: Practitioner, vocabulary: str) -> tuple[str, ...]:
    stated = (term for term in practitioner.terms if term.vocabulary == vocabulary)
    return tuple(term.key for term in sorted(stated, key=lambda term: (term.position, term.key)))


def _places(practitioner: Practitioner, source: str | None) -> list[Location]:
    own = [place for place in practitioner.locations if source is None or place.source == source]
    # A place that is not written yet has no id and comes last, where it was added.
    return sorted(own, key=lambda place: (place.position, place.id or 0))


def _next(practitioner: Practitioner) -> int:
    return max((place.position for place in practitioner.locations), default=-1) + 1


def _town(listing: SheetListing) -> str:
    return listing.places[0].city if listing.places else ""
