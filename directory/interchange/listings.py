"""Turns records into listings, and a listing back into the record it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlalchemy import select

from directory.interchange.bulk import insert_listings
from directory.interchange.kept_facts import kept_facts, respecting
from directory.interchange.listing_columns import COLUMNS, PLACE_COLUMNS, SPECIALTY
from directory.interchange.other_names import names_wanted
from directory.interchange.record import LicenceRecord, ListingRecord, LocationRecord
from directory.practitioners.models import (
    Fact,
    FormerSlug,
    Licence,
    Location,
    Practitioner,
)
from directory.practitioners.service import mark_changed, rename, slugify, state_terms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy.orm import Session

_NAMESAKES_ASKED = 100
"""Numbered slugs looked up at once; more namesakes than that in one town are rare."""


def add_all(session: Session, records: Iterable[ListingRecord]) -> None:
    """Add unclaimed listings and promise them to the search index."""
    wanted = [(record, slugify(f"{record.name} {record.location.city}")) for record in records]
    slugs = FreeSlugs(session, {stem for _, stem in wanted})
    insert_listings(session, [(record, slugs.take(stem)) for record, stem in wanted])


def update(session: Session, practitioner: Practitioner, record: ListingRecord) -> None:
    """Make a listing say what the record says, and promise the change to the search index.

    What an owner or a moderator has stated stays as it is.
    """
    kept = kept_facts(practitioner)
    record = _respected(practitioner, record, kept)
    if record.town_only and "location" not in kept:
        _leave_practice_only(practitioner, record.source)
    _write(practitioner, record, kept)
    if practitioner.name != record.name:
        rename(session, practitioner, record.name)
    mark_changed(session, practitioner)


def says(practitioner: Practitioner, record: ListingRecord) -> bool:
    """Whether a listing says what the record does, wherever that is the registry's to say."""
    kept = kept_facts(practitioner)
    listed = _listed(practitioner, record, kept)
    return listed is not None and respecting(record, listed, kept) == listed


def as_record(
    practitioner: Practitioner, source: str, place: LocationRecord | None = None
) -> ListingRecord | None:
    """Read a listing as the record its source would give; `None` if it has no place from there.

    What others added to the listing, such as further locations, is left out.

    Args:
        practitioner: The listing, with all that belongs to it.
        source: Whose record it would be.
        place: What stands for the place, where the source has none in the listing.
    """
    location = _own_location(practitioner, source)
    if practitioner.npi is None or (location is None and place is None):
        return None
    columns = {column: getattr(practitioner, column) for column in COLUMNS}
    return ListingRecord(
        npi=practitioner.npi,
        name=practitioner.name,
        source=practitioner.source,
        updated_on=practitioner.source_updated_on,
        specialties=tuple(practitioner.keys(SPECIALTY)),
        licences=tuple(
            LicenceRecord(licence.title, licence.number, licence.region_code)
            for licence in practitioner.licences
            if licence.source == source
        ),
        location=record_of_place(location) if location else cast("LocationRecord", place),
        **columns,
    )


def record_of_place(location: Location) -> LocationRecord:
    """A place of a listing as a record has it."""
    columns = {column: getattr(location, column) for column in PLACE_COLUMNS}
    return LocationRecord(**columns, point=location.point)


def _listed(
    practitioner: Practitioner, record: ListingRecord, kept: Collection[str]
) -> ListingRecord | None:
    place = record.location if "location" in kept else None
    return as_record(practitioner, record.source, place)


def _respected(
    practitioner: Practitioner, record: ListingRecord, kept: Collection[str]
) -> ListingRecord:
    listed = _listed(practitioner, record, kept) if kept else None
    return respecting(record, listed, kept) if listed else record


def _write(practitioner: Practitioner, record: ListingRecord, kept: Collection[str]) -> None:
    for column in COLUMNS:
        setattr(practitioner, column, getattr(record, column))
    practitioner.source_updated_on = record.updated_on
    practitioner.other_names = names_wanted(practitioner.other_names, record)
    state_terms(practitioner, SPECIALTY, record.specialties)
    if "location" not in kept:
        _write_location(practitioner, record)
    if "licences" not in kept:
        _write_licences(practitioner, record)
    _write_facts(practitioner, record, kept)


def _write_location(practitioner: Practitioner, record: ListingRecord) -> None:
    location = _own_location(practitioner, record.source)
    if location is None:
        location = Location(source=record.source, position=len(practitioner.locations))
        practitioner.locations.append(location)
    for column in PLACE_COLUMNS:
        setattr(location, column, getattr(record.location, column))
    point = record.location.point
    location.latitude = point.latitude if point else None
    location.longitude = point.longitude if point else None


def _write_licences(practitioner: Practitioner, record: ListingRecord) -> None:
    # One of us may have seen a licence; the date stays as long as the licence does.
    seen = {_licence_key(licence): licence.verified_on for licence in practitioner.licences}
    others = [licence for licence in practitioner.licences if licence.source != record.source]
    practitioner.licences = others + [
        Licence(
            title=licence.title,
            number=licence.number,
            region_code=licence.region_code,
            source=record.source,
            verified_on=seen.get((licence.title, licence.number, licence.region_code)),
        )
        for licence in record.licences
    ]


def _write_facts(practitioner: Practitioner, record: ListingRecord, kept: Collection[str]) -> None:
    stated = set(record.stated_fields()) - set(kept)
    known = {fact.field: fact for fact in practitioner.facts}
    for field, fact in known.items():
        if fact.source == record.source and field not in stated:
            practitioner.facts.remove(fact)
    for field in sorted(stated - known.keys()):
        practitioner.facts.append(Fact(field=field, source=record.source))


class FreeSlugs:
    """Numbers namesakes as renaming does, with a few queries for a batch instead of some for each."""

    def __init__(self, session: Session, stems: Collection[str]) -> None:
        self._session = session
        self._taken = _taken(session, stems)
        self._asked = dict.fromkeys(stems, 1)

    def take(self, stem: str) -> str:
        """A slug that nobody has, had or was given here."""
        slug, number = stem, 1
        while slug in self._taken:
            number += 1
            slug = f"{stem}-{number}"
            if number > self._asked[stem]:
                self._ask_on(stem)
        self._taken.add(slug)
        return slug

    def _ask_on(self, stem: str) -> None:
        first = self._asked[stem] + 1
        self._asked[stem] += _NAMESAKES_ASKED
        candidates = {f"{stem}-{number}" for number in range(first, self._asked[stem] + 1)}
        # What waits to be written was given here and is known; writing it row by row is slow.
        with self._session.no_autoflush:
            self._taken |= _taken(self._session, candidates)


def _taken(session: Session, slugs: Collection[str]) -> set[str]:
    now = select(Practitioner.slug).where(Practitioner.slug.in_(slugs))
    before = select(FormerSlug.slug).where(FormerSlug.slug.in_(slugs))
    return {*session.scalars(now), *session.scalars(before)}


def _leave_practice_only(practitioner: Practitioner, source: str) -> None:
    """Drop further addresses of somebody who may live at one; they come back as towns."""
    own = [place for place in practitioner.locations if place.source == source]
    for place in own[1:]:
        if place.street:
            practitioner.locations.remove(place)


def _own_location(practitioner: Practitioner, source: str) -> Location | None:
    own = (location for location in practitioner.locations if location.source == source)
    return next(own, None)


def _licence_key(licence: Licence) -> tuple[str, str | None, str | None]:
    return (licence.title, licence.number, licence.region_code)
