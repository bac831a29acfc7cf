"""Which places of work a listing takes over from another of the same person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.listings.reading import PLACE_COLUMNS
from directory.practitioners.models import Location, LocationPayer, Precision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.practitioners.models import Practitioner

SAME_WITHIN_KM = 0.2
"""Two exact places that are so near are one: a house and its back door, a wrong house number."""


def is_same_place(one: Location, other: Location) -> bool:
    """Whether two places of one person are the same. Pure.

    They are where street and town agree, or where both are exactly known and at most
    `SAME_WITHIN_KM` apart. A place of which no street is known is any place in its town.
    """
    if _folded(one.country) != _folded(other.country):
        return False
    if _folded(one.city) == _folded(other.city):
        streets = {_folded(one.street), _folded(other.street)}
        if len(streets) == 1 or "" in streets:
            return True
    here, there = one.point, other.point
    exact = one.precision == other.precision == Precision.EXACT
    return bool(exact and here and there and here.distance_km(there) <= SAME_WITHIN_KM)


def places_to_add(kept: Practitioner, merged: Practitioner) -> list[Location]:
    """Places of the merged listing that the kept one lacks.

    A street that is kept private goes nowhere: the other listing might show it.
    """
    if merged.town_only and not kept.town_only:
        return []
    return [place for place in merged.locations if _same(place, kept.locations) is None]


def phones_to_fill(kept: Practitioner, merged: Practitioner) -> list[tuple[Location, str]]:
    """Places of the kept listing without a number, each with the one the merged listing has."""
    if merged.town_only and not kept.town_only:
        return []
    found = []
    for place in kept.locations:
        known = _same(place, [one for one in merged.locations if one.phone])
        if known is not None and known.phone and not place.phone:
            found.append((place, known.phone))
    return found


def copied(place: Location, position: int) -> Location:
    """A place as another listing states it too, with its source and date."""
    columns = {name: getattr(place, name) for name in PLACE_COLUMNS}
    return Location(
        **columns,
        position=position,
        precision=place.precision,
        accessibility=list(place.accessibility) if place.accessibility else None,
        source=place.source,
        confirmed_on=place.confirmed_on,
        payers=[LocationPayer(payer=one.payer) for one in place.payers],
    )


def _same(place: Location, others: Sequence[Location]) -> Location | None:
    return next((one for one in others if is_same_place(place, one)), None)


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace(".", " ").replace(",", " ").split())
