"""Numbered cells of the globe, so that "near here" becomes a few ranges of numbers. Pure.

Latitude and longitude are cut into 2^16 steps each. A cell's number is its place along the
Hilbert curve over that square, so that cells with near numbers are near each other: rows sorted by
cell lie together on disk and in memory, and a circle is covered by few ranges.

The curve is D. Hilbert's ("Über die stetige Abbildung einer Linie auf ein Flächenstück",
Mathematische Annalen 38, 1891), read off from the most significant bits down. On the way down the
square is only ever swapped along its diagonal or turned by half a turn. The two commute and undo
themselves, so the state is two bits and four levels at a time can be looked up in a table.
"""

import math
from itertools import product
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from directory.geo.point import EARTH_RADIUS_KM, MAX_LATITUDE, MAX_LONGITUDE, GeoPoint

LEVEL = 16
"""Bits per axis: a cell is 0.0055 by 0.0027 degrees, 0.61 by 0.31 km at the equator."""

CELLS_PER_SIDE = 1 << LEVEL
CELLS = CELLS_PER_SIDE**2
"""Cell numbers run from 0 to this, exclusive: they fit 32 bits, and a signed 64-bit column."""

MAX_RANGES = 32
"""A cover has at most this many ranges, whatever the radius."""

_MAX_BLOCKS = 256  # looked at per cover: more would fit the circle closer and take longer
_BITS_AT_ONCE = 4
_SLACK = 1e-7  # degrees (a centimetre) and share of the radius: wider than any rounding error
_SWAPPED, _TURNED = 1, 2

Range: TypeAlias = tuple[int, int]
_Box: TypeAlias = tuple[int, int, int, int]


def cell_of(latitudes: ArrayLike, longitudes: ArrayLike) -> NDArray[np.int64]:
    """Number the cells that places lie in. Pure.

    Args:
        latitudes: Degrees, -90 to 90, shape (n,).
        longitudes: Degrees, -180 to 180, shape (n,). The two ends are one meridian but two cells.

    Returns:
        Cell numbers from 0 to `CELLS`, exclusive, shape (n,).
    """
    return _hilbert(_steps(longitudes, MAX_LONGITUDE), _steps(latitudes, MAX_LATITUDE))


def cover(point: GeoPoint, radius_km: float) -> list[Range]:
    """Find the ranges of cells that hold every place within a radius. Pure.

    They also hold some places outside it: measure what they give. The larger the circle, the
    coarser the blocks, so the work stays the same.

    Args:
        point: The middle of the circle; it may lie on a pole or on the antimeridian.
        radius_km: Kilometres, 0 or more; infinity covers the globe.

    Returns:
        Half-open `(first, end)` ranges of cell numbers, sorted, apart from each other, at most
        `MAX_RANGES` of them.

    Raises:
        ValueError: If the radius is negative or NaN.
    """
    if not radius_km >= 0:  # written so that NaN fails too
        message = f"a radius cannot be {radius_km} km"
        raise ValueError(message)
    boxes = _boxes_around(point, math.degrees(radius_km / EARTH_RADIUS_KM) * (1 + _SLACK) + _SLACK)
    starts, ends = zip(*(_blocks_of(box, _MAX_BLOCKS // len(boxes)) for box in boxes), strict=True)
    return _merged(np.concatenate(starts), np.concatenate(ends))


def _steps(degrees: ArrayLike, limit: float) -> NDArray[np.int64]:
    share = (np.asarray(degrees, dtype=np.float64) + limit) / (2 * limit)
    steps: NDArray[np.int64] = np.clip(share * CELLS_PER_SIDE, 0, CELLS_PER_SIDE - 1).astype(
        np.int64
    )
    return steps


def _curve_tables() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Tabulate four levels of the curve: state, x and y bits -> number, state afterwards."""
    side = 1 << _BITS_AT_ONCE
    numbers = np.zeros(4 * side * side, dtype=np.int64)
    states = np.zeros_like(numbers)
    for row, (before, x, y) in enumerate(product(range(4), range(side), range(side))):
        state, number = before, 0
        for bit in reversed(range(_BITS_AT_ONCE)):
            turned = state >> 1
            right, upper = (x >> bit & 1) ^ turned, (y >> bit & 1) ^ turned
            if state & _SWAPPED:
                right, upper = upper, right
            number = number << 2 | (3 * right) ^ upper
            if not upper:
                state ^= _SWAPPED | (_TURNED if right else 0)
        numbers[row], states[row] = number, state
    return numbers, states


_NUMBERS, _STATES = _curve_tables()


def _hilbert(x: NDArray[np.int64], y: NDArray[np.int64]) -> NDArray[np.int64]:
    number = np.zeros_like(x)
    state = np.zeros_like(x)
    mask = (1 << _BITS_AT_ONCE) - 1
    for shift in range(LEVEL - _BITS_AT_ONCE, -1, -_BITS_AT_ONCE):
        row = ((state << _BITS_AT_ONCE | (x >> shift & mask)) << _BITS_AT_ONCE) | (
            y >> shift & mask
        )
        number = number << 2 * _BITS_AT_ONCE | _NUMBERS[row]
        state = _STATES[row]
    return number


def _boxes_around(point: GeoPoint, reach: float) -> list[_Box]:
    """Frame a circle of `reach` degrees of arc: one box of cells, or two across the antimeridian.

    Half the width is asin(sin reach / cos latitude), wider than at the circle's middle (J. P.
    Snyder, "Map Projections: A Working Manual", USGS 1395, 1987, on tangent meridians).
    """
    south, north = point.latitude - reach, point.latitude + reach
    if south <= -MAX_LATITUDE or north >= MAX_LATITUDE:  # a pole inside: every meridian
        spans = [(-MAX_LONGITUDE, MAX_LONGITUDE)]
    else:
        sine = math.sin(math.radians(reach)) / math.cos(math.radians(point.latitude))
        half = math.degrees(math.asin(min(1.0, sine))) + _SLACK
        spans = _unwrapped(point.longitude - half, point.longitude + half)
    bottom, top = _steps([south, north], MAX_LATITUDE).tolist()
    sides = [_steps(span, MAX_LONGITUDE).tolist() for span in spans]
    return [(left, bottom, right, top) for left, right in sides]


def _unwrapped(west: float, east: float) -> list[tuple[float, float]]:
    if west <= -MAX_LONGITUDE:
        return [(-MAX_LONGITUDE, east), (west + 2 * MAX_LONGITUDE, MAX_LONGITUDE)]
    if east >= MAX_LONGITUDE:
        return [(west, MAX_LONGITUDE), (-MAX_LONGITUDE, east - 2 * MAX_LONGITUDE)]
    return [(west, east)]


def _blocks_of(box: _Box, most: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Cut a box of cells into the smallest square blocks of which it takes at most `most`."""
    left, bottom, right, top = box
    shift = 0
    while ((right >> shift) - (left >> shift) + 1) * (
        (top >> shift) - (bottom >> shift) + 1
    ) > most:
        shift += 1
    columns = np.arange(left >> shift, (right >> shift) + 1, dtype=np.int64) << shift
    rows = np.arange(bottom >> shift, (top >> shift) + 1, dtype=np.int64) << shift
    corners = _hilbert(np.tile(columns, len(rows)), np.repeat(rows, len(columns)))
    starts = corners >> 2 * shift << 2 * shift  # the curve enters and leaves each block once
    return starts, starts + (1 << 2 * shift)


def _merged(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> list[Range]:
    """Join ranges that touch, then those with the least between them, down to `MAX_RANGES`."""
    order = np.argsort(starts)
    starts, ends = starts[order], np.maximum.accumulate(ends[order])
    gaps = starts[1:] - ends[:-1]
    apart = gaps > 0
    if apart.sum() >= MAX_RANGES:
        widest = np.argpartition(gaps, -(MAX_RANGES - 1))[-(MAX_RANGES - 1) :]
        apart = np.zeros_like(apart)
        apart[widest] = True
    firsts = starts[np.concatenate(([True], apart))]
    lasts = ends[np.concatenate((apart, [True]))]
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))
