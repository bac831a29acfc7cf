"""How exactly it may be told where somebody works. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from directory.geo.point import GeoPoint

TOWN_DECIMALS = 1
"""Decimals of coordinates where only the town is shown: about 11 km."""


def shown_point(point: GeoPoint | None, *, town_only: bool) -> GeoPoint | None:
    """The coordinates that may leave the site: rounded where only the town is shown. Pure."""
    return point.rounded(TOWN_DECIMALS) if point and town_only else point


def shown_distance_km(distance_km: float | None, *, town_only: bool) -> float | None:
    """A distance to 100 m, or to a kilometre where only the town is shown. Pure."""
    return None if distance_km is None else round(distance_km, 0 if town_only else 1)
