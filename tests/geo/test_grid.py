"""Cells and covers: numbers along the curve are neighbours, and no place in reach is missed."""

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from directory.geo.grid import CELLS, CELLS_PER_SIDE, MAX_RANGES, cell_of, cover
from directory.geo.point import EARTH_RADIUS_KM, GeoPoint, distances_km

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
points = st.builds(GeoPoint, latitudes, longitudes)
radii = st.floats(0, 21_000) | st.floats(0, 50)


def middle_of(steps, limit):
    return (np.asarray(steps) + 0.5) / CELLS_PER_SIDE * 2 * limit - limit


def test_every_cell_of_a_block_has_its_own_number_and_the_curve_never_jumps():
    columns, rows = np.meshgrid(np.arange(64), np.arange(64))  # the curve's first 4,096 cells

    numbers = cell_of(middle_of(rows.ravel(), 90), middle_of(columns.ravel(), 180))

    order = np.argsort(numbers)
    assert numbers[order].tolist() == list(range(64 * 64))
    moves = np.abs(np.diff(columns.ravel()[order])) + np.abs(np.diff(rows.ravel()[order]))
    assert set(moves.tolist()) == {1}


def test_the_curve_never_jumps_where_four_levels_meet_four_levels():
    side = 64
    start = CELLS_PER_SIDE // 2 - side // 2
    columns, rows = np.meshgrid(np.arange(side) + start, np.arange(side) + start)

    numbers = cell_of(middle_of(rows.ravel(), 90), middle_of(columns.ravel(), 180))

    order = np.argsort(numbers)
    successive = np.diff(numbers[order]) == 1
    moves = np.abs(np.diff(columns.ravel()[order])) + np.abs(np.diff(rows.ravel()[order]))
    assert len(set(numbers.tolist())) == side * side
    assert set(moves[successive].tolist()) == {1}


@given(latitudes, longitudes)
@example(90.0, 180.0)
@example(-90.0, -180.0)
def test_every_place_has_a_cell(latitude, longitude):
    cells = cell_of([latitude], [longitude])

    assert cells.dtype == np.int64
    assert 0 <= cells[0] < CELLS


@given(points, radii, st.floats(0, 2 * math.pi), st.floats(0, 1))
@example(GeoPoint(89.9, 10.0), 30.0, 0.0, 1.0)
@example(GeoPoint(-90.0, 0.0), 5.0, 1.0, 1.0)
@example(GeoPoint(10.0, 180.0), 50.0, 1.0, 1.0)
@example(GeoPoint(10.0, -180.0), 50.0, 4.0, 1.0)
@example(GeoPoint(45.0, 0.0), 0.0, 0.0, 0.0)
def test_no_place_in_reach_is_missed(point, radius_km, bearing, share):
    place = travelled(point, radius_km * share, bearing)

    ranges = cover(point, radius_km)

    assert covered(ranges, [place.latitude], [place.longitude]).all()


@given(points, radii)
def test_no_place_of_a_crowd_in_reach_is_missed(point, radius_km):
    chance = np.random.default_rng(7)
    near = chance.normal(0, radius_km / 111, (2, 200))
    crowd_lat = np.clip(point.latitude + near[0], -90, 90)
    crowd_lon = (point.longitude + near[1] + 180) % 360 - 180

    ranges = cover(point, radius_km)

    in_reach = distances_km(point, crowd_lat, crowd_lon) <= radius_km
    assert covered(ranges, crowd_lat[in_reach], crowd_lon[in_reach]).all()


@given(points, radii)
def test_ranges_are_sorted_apart_and_few(point, radius_km):
    ranges = cover(point, radius_km)

    flat = [edge for pair in ranges for edge in pair]
    assert flat == sorted(set(flat))
    assert flat[0] >= 0
    assert flat[-1] <= CELLS
    assert len(ranges) <= MAX_RANGES


@pytest.mark.parametrize("radius_km", [1, 10, 50, 300])
def test_a_cover_is_at_most_three_times_the_circle(radius_km):
    chance = np.random.default_rng(11)
    point = GeoPoint(45.52, -122.68)
    degrees = 4 * radius_km / 111
    lat = chance.uniform(point.latitude - degrees, point.latitude + degrees, 40_000)
    lon = chance.uniform(point.longitude - 2 * degrees, point.longitude + 2 * degrees, 40_000)

    held = covered(cover(point, radius_km), lat, lon)

    assert held.sum() <= 3 * (distances_km(point, lat, lon) <= radius_km).sum()


@pytest.mark.parametrize("radius_km", [20_100, 1e9, math.inf])
def test_a_radius_beyond_the_globe_covers_all_of_it(radius_km):
    assert cover(GeoPoint(12.0, 34.0), radius_km) == [(0, CELLS)]


@pytest.mark.parametrize("radius_km", [-1.0, math.nan])
def test_a_radius_that_is_none_is_refused(radius_km):
    with pytest.raises(ValueError, match="radius"):
        cover(GeoPoint(0.0, 0.0), radius_km)


def covered(ranges, lat, lon):
    cells = cell_of(lat, lon)
    held = np.zeros(len(cells), dtype=bool)
    for first, end in ranges:
        held |= (cells >= first) & (cells < end)
    return held


def travelled(point, distance_km, bearing):
    """Go a distance along a great circle (the direct problem on the sphere)."""
    lat, angle = math.radians(point.latitude), distance_km / EARTH_RADIUS_KM
    sine = math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(bearing)
    there = math.asin(max(-1.0, min(1.0, sine)))
    east = math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(lat),
        math.cos(angle) - math.sin(lat) * math.sin(there),
    )
    longitude = (point.longitude + math.degrees(east) + 180) % 360 - 180
    return GeoPoint(math.degrees(there), longitude)
