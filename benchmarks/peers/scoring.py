"""What the other ways share: exact distance, the rest of the ranking formula, a box round a circle."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from directory.geo.point import GeoPoint
from directory.search.ranking import (
    FRESH_FLOOR,
    FRESH_HALF_LIFE_DAYS,
    HALF_DISTANCE_KM,
    NEUTRAL_LOW,
)

if TYPE_CHECKING:
    from directory.search.query import Circle, Query

_KM_PER_DEGREE = 111.0


def nearest(circle: Circle, places: list[Any]) -> tuple[float, float | None, str | None] | None:
    """Distance, fee and currency of the nearest place within a circle; `None` without one."""
    reached = (
        (circle.center.distance_km(GeoPoint(latitude, longitude)), fee, currency)
        for latitude, longitude, fee, currency in places
    )
    best = min(reached, key=lambda place: place[0], default=None)
    return best if best and best[0] <= circle.radius_km else None


def standing(query: Query, text: float, km: float, stored: dict[str, Any]) -> float:
    """A text score blended as the site does it."""
    low = float(stored.get("score_low", NEUTRAL_LOW))
    age = max(0, query.today.toordinal() - int(stored["confirmed"]))
    fresh: float = FRESH_FLOOR + (1 - FRESH_FLOOR) * 2 ** (-age / FRESH_HALF_LIFE_DAYS)
    return text / (1 + km / HALF_DISTANCE_KM) * (0.5 + low / 100) * fresh


def box_around(circle: Circle) -> tuple[float, float, float, float]:
    """South, west, north and east of a circle that reaches no pole and no antimeridian."""
    height = circle.radius_km / _KM_PER_DEGREE
    center = circle.center
    widest = min(89.0, abs(center.latitude) + height)
    width = height / math.cos(math.radians(widest))
    return (
        center.latitude - height,
        center.longitude - width,
        center.latitude + height,
        center.longitude + width,
    )
