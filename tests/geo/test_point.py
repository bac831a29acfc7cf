"""Points: only places on the earth exist, and distances are those of a sphere."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.point import (
    EARTH_RADIUS_KM,
    CoordinatesOutOfRange,
    GeoPoint,
    distances_km,
    km_from_miles,
    miles_from_km,
)

points = st.builds(GeoPoint, st.floats(-90, 90), st.floats(-180, 180))
PORTLAND = GeoPoint(45.5234, -122.6762)
BERLIN = GeoPoint(52.5244, 13.4105)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(90.1, 0), (-90.1, 0), (0, 180.1), (0, -180.1), (math.nan, 0), (0, math.nan), (math.inf, 0)],
)
def test_what_is_no_place_on_the_earth_is_refused(latitude, longitude):
    with pytest.raises(CoordinatesOutOfRange, match="between"):
        GeoPoint(latitude, longitude)


def test_a_degree_of_the_equator_is_111_km():
    distance = GeoPoint(0, 0).distance_km(GeoPoint(0, 1))

    assert distance == pytest.approx(EARTH_RADIUS_KM * math.pi / 180)


def test_portland_to_berlin_agrees_with_the_ellipsoid_within_half_a_percent():
    distance = PORTLAND.distance_km(BERLIN)

    assert distance == pytest.approx(8361.66, rel=0.005)  # geographiclib, WGS 84


@given(points, points)
def test_distance_is_the_same_both_ways_and_at_most_half_the_globe(one, other):
    there = one.distance_km(other)

    assert there == pytest.approx(other.distance_km(one), abs=1e-6)
    assert 0 <= there <= math.pi * EARTH_RADIUS_KM + 1e-6


@given(points, st.lists(points, max_size=5))
def test_many_distances_equal_each_alone(point, others):
    distances = distances_km(point, [o.latitude for o in others], [o.longitude for o in others])

    assert distances == pytest.approx(np.array([point.distance_km(o) for o in others]), abs=1e-5)


@given(points, st.integers(0, 8))
def test_rounding_moves_a_point_by_half_a_unit_at_most(point, decimals):
    rounded = point.rounded(decimals)

    assert abs(rounded.latitude - point.latitude) <= 0.5000001 * 10**-decimals
    assert abs(rounded.longitude - point.longitude) <= 0.5000001 * 10**-decimals


@given(st.floats(0, 1e6))
def test_miles_and_back_are_the_same_miles(miles):
    there_and_back = miles_from_km(km_from_miles(miles))

    assert there_and_back == pytest.approx(miles)


def test_a_mile_is_1609_metres():
    assert km_from_miles(1) == 1.609344
