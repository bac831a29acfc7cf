"""One search from question to answer: place, words, engine, widening, cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.practitioners.service import load_cards
from directory.search import finding
from directory.search.loosening import looser
from directory.search.query import Page, Query, Sort
from directory.search.reasons import reasons_for, snippet_for
from directory.search.results import Card, Interpretation, Results
from directory.search.thesaurus import sore_link

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.geo.finder import PlaceFinder
    from directory.practitioners.models import Location, Practitioner
    from directory.search.engine import SearchEngine
    from directory.search.finding import Answered
    from directory.search.query import Hit
    from directory.search.request import SearchRequest


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
    answered = finding.find(
        engine,
        places,
        request,
        today=today,
        offset=(request.page - 1) * request.per_page,
        limit=request.per_page,
        new_here=request.sort is Sort.BEST and request.page == 1,
    )
    page = answered.found.page
    newcomer, *cards = _cards(session, answered.found.query, page)
    return Results(
        request=request,
        interpretation=_interpretation(answered),
        total=page.total,
        matched=page.matched,
        cards=tuple(card for card in cards if card),
        facets=page.facets,
        unstated=page.unstated,
        new_here=newcomer,
        looser=looser(engine, answered),
    )


def _interpretation(answered: Answered) -> Interpretation:
    where, understood, found = answered.where, answered.understood, answered.found
    parsed = understood.parsed
    asked, taken = answered.asked, answered.taken
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
        currency=where.currency,
    )


def _cards(session: Session, query: Query, page: Page) -> tuple[Card | None, ...]:
    """Load the newcomer and the hits; `None` for what is no longer public, whatever the index says."""
    hits = (page.newcomer, *page.hits)
    found = load_cards(session, [hit.id for hit in hits if hit])
    numbers = (0, *range(query.offset + 1, query.offset + 1 + len(page.hits)))
    return tuple(
        _card(query, found[hit.id], hit, number) if hit and hit.id in found else None
        for number, hit in zip(numbers, hits, strict=True)
    )


def _card(query: Query, practitioner: Practitioner, hit: Hit, number: int) -> Card:
    location = location_of(practitioner, hit)
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


def location_of(practitioner: Practitioner, hit: Hit) -> Location | None:
    """The place that matched; the index may lag behind a listing that lost one."""
    if 0 <= hit.location < len(practitioner.locations):
        return practitioner.locations[hit.location]
    return practitioner.locations[0] if practitioner.locations else None
