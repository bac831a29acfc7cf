"""Tells towns of one name in one region apart by the larger towns they are near. Pure."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

import numpy as np

from directory.geo.folding import fold
from directory.geo.nearest import reaches_km
from directory.geo.point import GeoPoint, distances_km

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

APART_KM = 15.0
"""Nearer ones are one town twice, or as good as one."""

LANDMARK_PEOPLE = 50_000
"""Towns of this size are known well enough to tell others apart by."""

OUTSTANDING = 20
"""A town this many times larger than its twins keeps its name as it is."""


class Town(Protocol):
    """What is needed of a town; `assemble.Town` is one."""

    name: str
    country: str
    region: int | None
    latitude: float
    longitude: float
    population: int


Twin = TypeVar("Twin", bound=Town)


class _Landmarks(NamedTuple):
    names: list[str]
    reaches: NDArray[np.float64]
    latitudes: NDArray[np.float64]
    longitudes: NDArray[np.float64]


def told_apart(towns: Sequence[Twin]) -> Iterator[tuple[Twin, str]]:
    """List the towns that need it, each with the name of the larger town it is near. Pure."""
    landmarks = _landmarks(towns)
    for twins in _twins(towns):
        largest = max(twins, key=lambda town: town.population)
        for town in twins:
            others = max(other.population for other in twins if other is not town)
            if town is largest and town.population >= OUTSTANDING * max(1, others):
                continue
            near = _nearest(town, landmarks)
            if near:
                yield town, near


def _twins(towns: Sequence[Twin]) -> Iterator[list[Twin]]:
    groups: defaultdict[tuple[int | None, str, str], list[Twin]] = defaultdict(list)
    for town in towns:
        groups[town.region, town.country, town.name].append(town)
    for group in groups.values():
        if len(group) > 1 and any(_apart_km(*pair) > APART_KM for pair in combinations(group, 2)):
            yield group


def _apart_km(one: Town, other: Town) -> float:
    here = GeoPoint(one.latitude, one.longitude)
    return here.distance_km(GeoPoint(other.latitude, other.longitude))


def _landmarks(towns: Sequence[Twin]) -> dict[str, _Landmarks]:
    groups: defaultdict[str, list[Twin]] = defaultdict(list)
    for town in towns:
        if town.population >= LANDMARK_PEOPLE:
            groups[town.country].append(town)
    return {
        country: _Landmarks(
            [town.name for town in group],
            reaches_km([town.population for town in group]),
            np.array([town.latitude for town in group]),
            np.array([town.longitude for town in group]),
        )
        for country, group in groups.items()
    }


def _nearest(town: Town, landmarks: dict[str, _Landmarks]) -> str | None:
    around = landmarks.get(town.country)
    if around is None:
        return None
    here = GeoPoint(town.latitude, town.longitude)
    away = distances_km(here, around.latitudes, around.longitudes) - around.reaches
    order = np.argsort(away)
    names = (around.names[index] for index in order.tolist())
    return next((name for name in names if fold(name) != fold(town.name)), None)
