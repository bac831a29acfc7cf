"""One search from question to answer: place, words, engine, widening, cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.numbers import get_territory_currencies

from directory.geo.failures import GeocodingError
from directory.geo.home import at_home
from directory.practitioners.service import load_public
from directory.search import widening
from directory.search.query import Circle, Filters, Page, Query, Sort
from directory.search.reasons import reasons_for, snippet_for
from directory.search.request import DEFAULT_RADIUS_KM, MAX_RADIUS_KM
from directory.search.results import Card, Interpretation, Results
from directory.search.thesaurus import fitting_professions, sore_link
from directory.search.understanding import understand

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.geo.area import Area
    from directory.geo.finder import PlaceFinder
    from directory.geo.place import Place
    from directory.geo.point import GeoPoint
    from directory.practitioners.models import Location, Practitioner
    from directory.search.engine import SearchEngine
    from directory.search.query import Hit
    from directory.search.request import SearchRequest
    from directory.search.understanding import Understood
    from directory.search.widening import Found


@dataclass(frozen=True, slots=True)
class _Where:
    """What was made of the place: words of it, and the circle or area to search."""

    place: Place | None = None
    alternatives: tuple[Place, ...] = ()
    reach: Circle | Area | None = None


def search(
    session: Session,
    engine: SearchEngine,
    places: PlaceFinder,
    request: SearchRequest,
    *,
    today: date,
) -> Results:
    """Answer one search request.

    Raises:
        PlaceNotFound: Nothing fits the place; nothing was searched.
        GeocodingError: Places cannot be looked up now.
        SearchUnavailable: There is no index to ask.
    """
    understood = understand(engine, places, request)
    where = _where(places, request, understood.near)
    parsed = understood.parsed
    currency = _currency(where.place)
    filters = Filters(
        chosen=request.chosen,
        max_price=request.max_price,
        currency=currency,
        min_score=request.min_score,
        stated_only=request.stated_only,
    )
    query = Query(
        today=today,
        text=parsed.text,
        where=where.reach,
        filters=filters,
        unstated_professions=fitting_professions(parsed.concepts),
        sort=request.sort,
        offset=(request.page - 1) * request.per_page,
        limit=request.per_page,
        new_here=request.sort is Sort.BEST and request.page == 1,
    )
    country = where.place.country if where.place else None
    found = widening.find(engine, query, country, words_matter=not understood.general)
    page = found.page
    newcomer, *cards = _cards(session, found.query, page)
    return Results(
        request=request,
        interpretation=_interpretation(where, understood, found, currency),
        total=page.total,
        matched=page.matched,
        cards=tuple(card for card in cards if card),
        facets=page.facets,
        unstated=page.unstated,
        new_here=newcomer,
    )


def _where(places: PlaceFinder, request: SearchRequest, near: str) -> _Where:
    radius = min(request.radius_km or DEFAULT_RADIUS_KM, MAX_RADIUS_KM)
    if request.point is not None:
        # A position is health data here: two decimals (1 km) are enough to search by.
        point = request.point.rounded(2)
        return _Where(place=_town_near(places, point), reach=Circle(point, radius))
    if not near.strip():
        return _Where()
    found = at_home(places.resolve(near), request.country_hint)
    place = found.place
    if place.area is not None:
        return _Where(place, found.alternatives, place.area)
    reach = Circle(place.point, radius) if place.point else None
    return _Where(place, found.alternatives, reach)


def _town_near(places: PlaceFinder, point: GeoPoint) -> Place | None:
    """The town to name for a position; the search goes on without, at sea or without place data."""
    try:
        return places.reverse(point)
    except GeocodingError:
        return None


def _currency(place: Place | None) -> str | None:
    """The currency people of the place pay in."""
    if place is None or not place.country:
        return None
    current: list[str] = get_territory_currencies(place.country)
    return current[0] if current else None


def _interpretation(
    where: _Where, understood: Understood, found: Found, currency: str | None
) -> Interpretation:
    parsed = understood.parsed
    asked = where.reach if isinstance(where.reach, Circle) else None
    taken = found.query.where if isinstance(found.query.where, Circle) else asked
    terms = tuple(
        (group.asked, tuple(" ".join(m.phrase) for m in group.members[1:] if m.weight >= 1))
        for group in parsed.text.groups
    )
    return Interpretation(
        place=where.place,
        alternatives=where.alternatives,
        center=asked.center if asked else None,
        radius_km=taken.radius_km if taken else None,
        asked_radius_km=asked.radius_km if asked else None,
        whole_country=found.whole_country,
        telehealth_only=found.by_video,
        words_dropped=found.words_dropped,
        terms=terms,
        excluded=tuple(" ".join(phrase) for phrase in parsed.text.excluded),
        unwanted=tuple(group.asked for group in parsed.text.unwanted),
        question=understood.question,
        repairs=understood.repairs,
        place_named=understood.place_named,
        sore=sore_link(parsed.concepts),
        currency=currency,
    )


def _cards(session: Session, query: Query, page: Page) -> tuple[Card | None, ...]:
    """Load the newcomer and the hits; `None` for what is no longer public, whatever the index says."""
    hits = (page.newcomer, *page.hits)
    found = load_public(session, [hit.id for hit in hits if hit])
    numbers = (0, *range(query.offset + 1, query.offset + 1 + len(page.hits)))
    return tuple(
        _card(query, found[hit.id], hit, number) if hit and hit.id in found else None
        for number, hit in zip(numbers, hits, strict=True)
    )


def _card(query: Query, practitioner: Practitioner, hit: Hit, number: int) -> Card:
    location = _location(practitioner, hit)
    reasons = reasons_for(practitioner, location, hit, query.text, query.filters)
    return Card(
        number=number,
        practitioner=practitioner,
        location=location,
        distance_km=hit.distance_km,
        score=hit.score,
        reasons=reasons,
        unstated=hit.unstated,
        snippet=snippet_for(practitioner, query.text, reasons),
    )


def _location(practitioner: Practitioner, hit: Hit) -> Location | None:
    """The place that matched; the index may lag behind a listing that lost one."""
    if 0 <= hit.location < len(practitioner.locations):
        return practitioner.locations[hit.location]
    return practitioner.locations[0] if practitioner.locations else None
