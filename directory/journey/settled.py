"""Where somebody counts who is in a team already: as a search for the same place would have it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from directory.practitioners.whereabouts import shown_point
from directory.search.query import Circle
from directory.search.reach import DISTANCE_DECIMALS

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.journey.wishes import Wish
    from directory.practitioners.models import Location, Practitioner


class Standing(NamedTuple):
    """Where somebody counts.

    Attributes:
        location: Position of the location, -1 without any.
        km: How far it is, however far; `None` where that cannot be told.
        by_video: Nothing is within reach, and people may be seen by video.
    """

    location: int
    km: float | None = None
    by_video: bool = False


def standing(practitioner: Practitioner, wish: Wish) -> Standing:
    """The nearest location; else the one within the area; else one that states a price."""
    where, places = wish.query.where, practitioner.locations
    if isinstance(where, Circle):
        nearest = _nearest(practitioner, where)
        if nearest and nearest.km is not None and nearest.km <= where.radius_km:
            return nearest
        home = _first(places, lambda place: place.country == wish.country)
        if wish.video and practitioner.telehealth and home is not None:
            return Standing(home, by_video=True)
        if nearest:
            return nearest
    elif where is not None:
        inside = _first(
            places,
            lambda place: (
                place.country == where.country and where.admin1 in {None, place.region_code}
            ),
        )
        if inside is not None:
            return Standing(inside)
    currency = wish.query.filters.currency
    priced = _first(
        places, lambda place: place.fee_first is not None and currency in {None, place.currency}
    )
    return Standing(priced if priced is not None else 0 if places else -1)


def _nearest(practitioner: Practitioner, circle: Circle) -> Standing | None:
    """The nearest of the places as they are shown, of equally near ones the first."""
    away = []
    for number, place in enumerate(practitioner.locations):
        point = shown_point(place.point, town_only=practitioner.town_only)
        if point:
            away.append((round(circle.center.distance_km(point), DISTANCE_DECIMALS), number))
    if not away:
        return None
    km, number = min(away)
    return Standing(number, km)


def _first(places: list[Location], fits: Callable[[Location], bool]) -> int | None:
    return next((number for number, place in enumerate(places) if fits(place)), None)
