"""Which town people would say a point is near. Pure.

A point at the edge of a city is often closer to the middle of a suburb or a hamlet than to the
city's own. So a town reaches as far from its middle as its people need room, and the town whose
edge is nearest wins.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from directory.geo.point import GeoPoint, distances_km

PEOPLE_PER_KM2 = 1_500
"""The density from which the European Commission's and the UN's "degree of urbanisation" (2020)
counts an urban centre."""

MAX_REACH_KM = 12.0
"""A metropolis reaches no further, or it would swallow the towns around it."""


def reaches_km(populations: ArrayLike) -> NDArray[np.float64]:
    """Tell how far towns reach from their middles, in kilometres. Pure.

    Args:
        populations: People in each town, shape (n,).

    Returns:
        The radius of a disc with room for them, at most `MAX_REACH_KM`, shape (n,).
    """
    radius = np.sqrt(np.asarray(populations, dtype=np.float64) / (np.pi * PEOPLE_PER_KM2))
    reaches: NDArray[np.float64] = np.minimum(radius, MAX_REACH_KM)
    return reaches


def nearest(
    point: GeoPoint, latitudes: ArrayLike, longitudes: ArrayLike, reaches: ArrayLike
) -> tuple[int, float]:
    """Choose the town that a point belongs to. Pure.

    Args:
        point: Somewhere.
        latitudes: Degrees, shape (n,), n at least 1.
        longitudes: Degrees, shape (n,).
        reaches: Kilometres, shape (n,), from `reaches_km`.

    Returns:
        The town's position in the arrays, and the distance to its middle in kilometres.
    """
    distances = distances_km(point, latitudes, longitudes)
    best = int(np.argmin(distances - np.asarray(reaches)))
    return best, float(distances[best])
