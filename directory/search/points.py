"""Where the hits of a search are, in the order of its list: what a map needs, and no more."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import exists, select

from directory.geo.failures import GeocodingError
from directory.geo.point import GeoPoint
from directory.practitioners.models import PUBLIC_STATUSES, Location, Practitioner, Term
from directory.practitioners.whereabouts import shown_distance_km, shown_point
from directory.search import finding
from directory.search.query import MAX_OFFSET

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.geo.finder import PlaceFinder
    from directory.geo.place import Place
    from directory.search.engine import SearchEngine
    from directory.search.query import Circle, Hit
    from directory.search.request import SearchRequest

MAX_POINTS = MAX_OFFSET
"""As many as the list can be paged through, so that every number has its card."""

MOST_TOWNS = 40
"""Towns named for orientation."""

PIN_DECIMALS = 4
"""Decimals of coordinates of a pin, 11 m: nobody sees less on a map of a region."""


class Evidence(IntEnum):
    """What stands behind a listing, as pins are drawn: dotted, hollow, solid."""

    UNKNOWN = 0
    CLAIMED = 1
    MEMBERS = 2


@dataclass(frozen=True, slots=True)
class Point:
    """A hit at the place of work that matched.

    Attributes:
        number: Its number in the list, from 1.
        city: Name of its town, for orientation.
        distance_km: From the middle of the search, as exact as it may be told.
    """

    number: int
    at: GeoPoint
    slug: str
    name: str
    profession: str
    evidence: Evidence
    city: str
    distance_km: float | None


@dataclass(frozen=True, slots=True)
class Points:
    """The hits of a search that are somewhere.

    Attributes:
        total: How many hits there are; beyond the first `MAX_POINTS` none is looked up.
        circle: What was searched, after any widening; `None` for an area or without a place.
        towns: Names by which people know where the circle is, the largest first.
        by_video: Nobody is within reach: these work by video, wherever they are.
    """

    points: tuple[Point, ...]
    total: int
    place: Place | None
    circle: Circle | None
    by_video: bool
    towns: tuple[Place, ...] = ()


class _Person(NamedTuple):
    public_id: uuid.UUID
    slug: str
    name: str
    profession: str
    town_only: bool
    score: float | None
    score_is_new: bool
    claims: bool


class _Site(NamedTuple):
    latitude: float | None
    longitude: float | None
    city: str

    @property
    def at(self) -> GeoPoint | None:
        if self.latitude is None or self.longitude is None:
            return None
        return GeoPoint(self.latitude, self.longitude)


def find_points(
    session: Session,
    engine: SearchEngine,
    places: PlaceFinder,
    request: SearchRequest,
    *,
    today: date,
) -> Points:
    """Tell where the first `MAX_POINTS` hits of a search are; its page plays no part.

    Raises:
        PlaceNotFound: Nothing fits the place; nothing was searched.
        GeocodingError: Places cannot be looked up now.
        SearchUnavailable: There is no index to ask.
    """
    answered = finding.find(engine, places, request, today=today, offset=0, limit=MAX_POINTS)
    hits = answered.found.page.hits
    people, sites = _people(session, hits), _sites(session, hits)
    points = (
        _point(number, hit, people[hit.id], sites[hit.id])
        for number, hit in enumerate(hits, start=1)
        if hit.id in people and hit.id in sites
    )
    return Points(
        points=tuple(point for point in points if point),
        total=answered.found.page.total,
        place=answered.where.place,
        circle=answered.taken,
        by_video=answered.found.by_video,
        towns=_towns(places, answered.taken),
    )


def _towns(places: PlaceFinder, circle: Circle | None) -> tuple[Place, ...]:
    """Towns of the circle; a position can be searched around without place data too."""
    if circle is None:
        return ()
    try:
        return places.largest_towns(circle.center, circle.radius_km, MOST_TOWNS)
    except GeocodingError:
        return ()


def _point(number: int, hit: Hit, person: _Person, sites: list[_Site]) -> Point | None:
    """A hit as a point; `None` where nobody knows where it is."""
    # The index may lag behind a listing that lost a place.
    site = sites[hit.location] if 0 <= hit.location < len(sites) else sites[0]
    at = shown_point(site.at, town_only=person.town_only)
    if at is None:
        return None
    return Point(
        number=number,
        at=at.rounded(PIN_DECIMALS),
        slug=person.slug,
        name=person.name,
        profession=person.profession,
        evidence=_evidence(person),
        city=site.city,
        distance_km=shown_distance_km(hit.distance_km, town_only=person.town_only),
    )


def _evidence(person: _Person) -> Evidence:
    if person.score is not None and not person.score_is_new:
        return Evidence.MEMBERS
    return Evidence.CLAIMED if person.score is not None or person.claims else Evidence.UNKNOWN


def _people(session: Session, hits: Sequence[Hit]) -> dict[str, _Person]:
    """What a pin says of those who are still public, by public id."""
    claims = exists().where(Term.practitioner_id == Practitioner.id, Term.vocabulary == "region")
    statement = select(
        Practitioner.public_id,
        Practitioner.slug,
        Practitioner.name,
        Practitioner.profession,
        Practitioner.town_only,
        Practitioner.score,
        Practitioner.score_is_new,
        claims.label("claims"),
        Practitioner.status,
    ).where(Practitioner.public_id.in_(_ids(hits)))
    # As a condition SQLite would rather go through all public listings than through the ids.
    rows = session.execute(statement)
    people = [_Person._make(row[:-1]) for row in rows if row.status in PUBLIC_STATUSES]
    return {str(person.public_id): person for person in people}


def _sites(session: Session, hits: Sequence[Hit]) -> dict[str, list[_Site]]:
    """All places of work by public id, in the order in which the index counts them."""
    statement = (
        select(Practitioner.public_id, Location.latitude, Location.longitude, Location.city)
        .join(Location.practitioner)
        .where(Practitioner.public_id.in_(_ids(hits)))
        .order_by(Practitioner.id, Location.position, Location.id)
    )
    found: defaultdict[str, list[_Site]] = defaultdict(list)
    for public_id, latitude, longitude, city in session.execute(statement):
        found[str(public_id)].append(_Site(latitude, longitude, city))
    return dict(found)


def _ids(hits: Sequence[Hit]) -> list[uuid.UUID]:
    return [uuid.UUID(hit.id) for hit in hits]
