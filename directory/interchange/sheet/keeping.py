"""Holds a table against what people have stated here, whose word stands. Pure."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from directory.interchange.listing_columns import PLACE_COLUMNS
from directory.interchange.record import ListingRecord, LocationRecord
from directory.interchange.sheet.columns import VOCABULARIES
from directory.interchange.sheet.record import SheetPlace

if TYPE_CHECKING:
    from collections.abc import Collection

    from directory.interchange.sheet.record import SheetListing

_COLUMNS_OF = {
    "name": ("name",),
    "profession": ("kind", "profession"),
    "credentials": ("credentials",),
    "telehealth": ("telehealth",),
    "accepting": ("accepting",),
}
"""Fact to the columns that it is about."""

_COLUMNS_OF_PLACE = {
    "phone": ("phone",),
    "fees": ("fee_first", "fee_next", "currency", "self_pay", "sliding_scale", "payers"),
    "payment": ("payers",),
}


def as_record(listing: SheetListing, source: str) -> ListingRecord:
    """The table's word in the form in which it is held against a listing: its first place counts."""
    person = listing.person
    place = listing.places[0] if listing.places else SheetPlace(country="")
    columns = {name: getattr(place, name) for name in PLACE_COLUMNS}
    return ListingRecord(
        npi="",
        kind=person.kind,
        name=person.name,
        profession=person.profession,
        credentials=person.credentials,
        gender=None,
        specialties=(),
        licences=(),
        location=LocationRecord(**columns, point=place.point),
        town_only=False,
        source=source,
        updated_on=None,
    )


def respecting(listing: SheetListing, listed: SheetListing, kept: Collection[str]) -> SheetListing:
    """What the table may say.

    Args:
        listing: What it says.
        listed: What the directory says, in the same form.
        kept: Facts that stand (`kept_facts.kept_facts`).
    """
    columns = [name for fact in kept for name in _COLUMNS_OF.get(fact, ())]
    ours, theirs = dict(listed.person.terms), dict(listing.person.terms)
    terms = {
        name: keys
        for name in VOCABULARIES.values()
        if (keys := (ours if name in kept else theirs).get(name))
    }
    person = replace(
        listing.person,
        terms=tuple(terms.items()),
        **{name: getattr(listed.person, name) for name in columns},
    )
    if "location" in kept:
        return replace(listing, person=person, places=listed.places)
    of_places = [name for fact in kept for name in _COLUMNS_OF_PLACE.get(fact, ())]
    places = (
        replace(place, **{name: getattr(own, name) for name in of_places}) if own else place
        for place, own in zip_longest(listing.places, listed.places[: len(listing.places)])
    )
    return replace(listing, person=person, places=tuple(places))
