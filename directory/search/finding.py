"""From a request to an engine's answer: the place said, the words read, then looking further out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from babel.numbers import get_territory_currencies

from directory.geo.failures import GeocodingError
from directory.geo.home import at_home
from directory.search import widening
from directory.search.query import Circle, Filters, Query
from directory.search.request import DEFAULT_RADIUS_KM, MAX_RADIUS_KM
from directory.search.thesaurus import fitting_professions
from directory.search.understanding import understand

if TYPE_CHECKING:
    from datetime import date

    from directory.geo.area import Area
    from directory.geo.finder import PlaceFinder
    from directory.geo.place import Place
    from directory.geo.point import GeoPoint
    from directory.search.engine import SearchEngine
    from directory.search.request import SearchRequest
    from directory.search.understanding import Understood
    from directory.search.widening import Found


@dataclass(frozen=True, slots=True)
class Where:
    """What was made of the place: words of it, and the circle or area to search."""

    place: Place | None = None
    alternatives: tuple[Place, ...] = ()
    reach: Circle | Area | None = None

    @property
    def currency(self) -> str | None:
        """The currency people of the place pay in, an ISO 4217 code, if the place tells it."""
        if self.place is None or not self.place.country:
            return None
        current: list[str] = get_territory_currencies(self.place.country)
        return current[0] if current else None


@dataclass(frozen=True, slots=True)
class Answered:
    """What a request was taken for, and what the engine found.

    Attributes:
        asked_first: The question before it was looked further out.
    """

    where: Where
    understood: Understood
    found: Found
    asked_first: Query

    @property
    def asked(self) -> Circle | None:
        """The circle first asked for; `None` for an area or without a place."""
        return self.where.reach if isinstance(self.where.reach, Circle) else None

    @property
    def taken(self) -> Circle | None:
        """The circle in force after any widening, or else the one asked for."""
        reach = self.found.query.where
        return reach if isinstance(reach, Circle) else self.asked


def find(
    engine: SearchEngine,
    places: PlaceFinder,
    request: SearchRequest,
    *,
    today: date,
    offset: int,
    limit: int,
    new_here: bool = False,
) -> Answered:
    """Answer a request with hits; their order is the same however many are asked for.

    Args:
        engine: Whom to ask.
        places: Who knows where the place is.
        request: What was asked; its page plays no part.
        today: The day freshness is counted from.
        offset: How many hits to leave out in front.
        limit: How many to give, up to `directory.search.query.MAX_OFFSET`.
        new_here: Whether to draw somebody for the "new here" place.

    Raises:
        PlaceNotFound: Nothing fits the place; nothing was searched.
        GeocodingError: Places cannot be looked up now.
        SearchUnavailable: There is no index to ask.
    """
    understood = understand(engine, places, request)
    where = where_of(places, request, understood.near)
    query = replace(
        _query_of(request, understood, where, today),
        offset=offset,
        limit=limit,
        new_here=new_here,
    )
    country = where.place.country if where.place else None
    found = widening.find(engine, query, country, words_matter=not understood.general)
    return Answered(where, understood, found, query)


def _query_of(request: SearchRequest, understood: Understood, where: Where, today: date) -> Query:
    return Query(
        today=today,
        text=understood.parsed.text,
        where=where.reach,
        filters=filters_of(request, where.currency),
        unstated_professions=fitting_professions(understood.parsed.concepts),
        sort=request.sort,
    )


def where_of(places: PlaceFinder, request: SearchRequest, near: str) -> Where:
    """Tell where to search.

    Args:
        places: Who knows where the place is.
        request: Its point, if any, counts more than words; its radius is cut to `MAX_RADIUS_KM`.
        near: The place in words; empty for everywhere.

    Raises:
        PlaceNotFound: Nothing fits the place.
        GeocodingError: Places cannot be looked up now.
    """
    radius = min(request.radius_km or DEFAULT_RADIUS_KM, MAX_RADIUS_KM)
    if request.point is not None:
        # A position is health data here: two decimals (1 km) are enough to search by.
        point = request.point.rounded(2)
        return Where(place=_town_near(places, point), reach=Circle(point, radius))
    if not near.strip():
        return Where()
    found = at_home(places.resolve(near), request.country_hint)
    place = found.place
    if place.area is not None:
        return Where(place, found.alternatives, place.area)
    reach = Circle(place.point, radius) if place.point else None
    return Where(place, found.alternatives, reach)


def _town_near(places: PlaceFinder, point: GeoPoint) -> Place | None:
    """The town to name for a position; the search goes on without, at sea or without place data."""
    try:
        return places.reverse(point)
    except GeocodingError:
        return None


def filters_of(request: SearchRequest, currency: str | None) -> Filters:
    """What a hit must be or have, prices compared in a currency."""
    return Filters(
        chosen=request.chosen,
        max_price=request.max_price,
        currency=currency,
        min_score=request.min_score,
        stated_only=request.stated_only,
    )
