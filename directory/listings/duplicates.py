"""Listings that may be the one somebody is about to send: by NPI, or by name near the place."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from directory.geo.point import EARTH_RADIUS_KM, MAX_LONGITUDE, GeoPoint
from directory.listings.alike import alike, name_words
from directory.practitioners.models import PUBLIC_STATUSES, Location, Practitioner, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from directory.listings.content import ListingContent

NEAR_KM = 5.0
"""How far apart two places of one person are at most, to be asked about."""

MOST = 5
"""Duplicates that are shown."""

MOST_COMPARED = 20_000
"""Places whose names are compared, the nearest first: more than a city has within `NEAR_KM`."""

NPI, NEAR = "npi", "near"

_KM_PER_DEGREE = math.radians(1) * EARTH_RADIUS_KM
_SLACK = 1.001
"""What the box is larger by than the circle, so that rounding loses nothing."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A listing that may be the same.

    Attributes:
        practitioner: Whose it is.
        reason: "npi" where the number is the same, "near" where name and place are alike.
        distance_km: Between the nearest places, for "near".
    """

    practitioner: Practitioner
    reason: str
    distance_km: float | None


def duplicates(
    session: Session, content: ListingContent, *, also_hidden: bool = False
) -> list[Duplicate]:
    """Listings that may be the one in question, at most `MOST`, the likeliest first.

    Args:
        session: The open session.
        content: What somebody is about to send.
        also_hidden: Whether those that are not shown are told too. That is for moderators: who
            left, or was hidden, must not come back as somebody new without being noticed.
    """
    statuses = (*PUBLIC_STATUSES, Status.HIDDEN) if also_hidden else PUBLIC_STATUSES
    found = []
    same = _same_npi(session, content.npi, statuses) if content.npi else None
    if same is not None:
        found.append(Duplicate(same, NPI, None))
    distances = _near(session, content, statuses)
    nearest = sorted(distances, key=lambda number: (distances[number], number))
    numbers = [number for number in nearest if same is None or number != same.id][:MOST]
    found += [
        Duplicate(session.get_one(Practitioner, number), NEAR, distances[number])
        for number in numbers
    ]
    return found[:MOST]


def _same_npi(session: Session, npi: str, statuses: Collection[Status]) -> Practitioner | None:
    statement = select(Practitioner).where(
        Practitioner.npi == npi, Practitioner.status.in_(statuses)
    )
    return session.scalars(statement).one_or_none()


def _near(
    session: Session, content: ListingContent, statuses: Collection[Status]
) -> dict[int, float]:
    """Ids of listings of a similar name within `NEAR_KM`, with the shortest distance."""
    words = name_words(content.name)
    found: dict[int, float] = {}
    for place in content.places:
        if place.latitude is None or place.longitude is None:
            continue
        centre = GeoPoint(place.latitude, place.longitude)
        for number, name, latitude, longitude in _in_box(session, centre, statuses):
            # Names first: in a large city most listings fall away before a distance is measured.
            if alike(words, name_words(name)):
                distance_km = centre.distance_km(GeoPoint(latitude, longitude))
                if distance_km <= NEAR_KM:
                    found[number] = min(distance_km, found.get(number, distance_km))
    return found


def _in_box(session: Session, centre: GeoPoint, statuses: Collection[Status]) -> Iterator[Any]:
    """Id, name, latitude and longitude of each place of work in a box around a point.

    The index of latitudes finds them; of more than `MOST_COMPARED` the nearest, as the flat map of
    the box has them, are given.
    """
    south, north, reach = box(centre)
    west, east = centre.longitude - reach, centre.longitude + reach
    inside = [Location.latitude.between(south, north), Location.longitude.is_not(None)]
    if west >= -MAX_LONGITUDE and east <= MAX_LONGITUDE:
        inside.append(Location.longitude.between(west, east))
    north_by = Location.latitude - centre.latitude
    east_by = (Location.longitude - centre.longitude) * math.cos(math.radians(centre.latitude))
    places = (
        select(Location.practitioner_id, Location.latitude, Location.longitude)
        .where(*inside)
        .order_by(north_by * north_by + east_by * east_by)
        .limit(MOST_COMPARED)
        .subquery()
    )
    statement = select(
        Practitioner.id,
        Practitioner.name,
        places.c.latitude,
        places.c.longitude,
        Practitioner.status,
    ).join(places, places.c.practitioner_id == Practitioner.id)
    # Asked for the status, SQLite would begin with all that is public instead of with the box.
    for *found, status in session.execute(statement):
        if status in statuses:
            yield found


def box(centre: GeoPoint) -> tuple[float, float, float]:
    """South, north, and degrees of longitude to either side that hold a circle of `NEAR_KM`. Pure.

    The meridians that touch the circle are asin(sin(r) / cos(latitude)) away (J. P. Matuschek,
    "Finding Points Within a Distance of a Latitude/Longitude"); around a pole it holds them all.
    """
    half = NEAR_KM / _KM_PER_DEGREE * _SLACK
    south, north = centre.latitude - half, centre.latitude + half
    if north >= 90 or south <= -90:
        return south, north, 360.0
    ratio = math.sin(math.radians(half)) / math.cos(math.radians(centre.latitude))
    return south, north, math.degrees(math.asin(ratio)) * _SLACK
