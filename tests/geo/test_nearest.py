"""Nearest town: a city's edge belongs to the city, a suburb's middle to the suburb."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.nearest import MAX_REACH_KM, nearest, reaches_km
from directory.geo.point import GeoPoint

CITY, SUBURB = (45.5235, -122.6762), (45.4871, -122.8037)
REACHES = reaches_km([652_503, 97_494])


def town_of(latitude, longitude):
    lat, lon = zip(CITY, SUBURB, strict=True)
    return nearest(GeoPoint(latitude, longitude), lat, lon, REACHES)


def test_the_edge_of_a_city_belongs_to_it_though_a_suburb_is_as_near():
    index, distance_km = town_of(45.5060, -122.7390)

    assert index == 0
    assert distance_km == pytest.approx(5.3, abs=0.1)


def test_the_middle_of_a_suburb_is_its_own():
    assert town_of(*SUBURB) == (1, 0)


@given(st.integers(0, 40_000_000))
def test_no_town_reaches_farther_than_the_limit(people):
    assert 0 <= reaches_km([people])[0] <= MAX_REACH_KM
