"""Coordinates: every usual notation gives the same point, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.coordinates import coordinates_in
from directory.geo.folding import accepted
from directory.geo.point import CoordinatesOutOfRange, GeoPoint

PORTLAND = GeoPoint(45.52, -122.68)


@pytest.mark.parametrize(
    "text",
    [
        "45.52, -122.68",
        "45.52 -122.68",
        "45.52,-122.68",
        "45.52;-122.68",
        "45.52 / -122.68",
        "45.52° N, 122.68° W",
        "45.52ºN 122.68ºW",
        "45.52N 122.68W",
        "N45.52 W122.68",
        "n 45.52, w 122.68",
        "122.68 W, 45.52 N",
        "45°31'12\"N 122°40'48\"W",
        "45° 31\N{PRIME} 12\N{DOUBLE PRIME} N, 122° 40\N{PRIME} 48\N{DOUBLE PRIME} W",
        "45°31.2'N 122°40.8'W",
        "45,52 -122,68",
        "45,52; -122,68",
        "lat 45.52, lon -122.68",
        "latitude: 45.52 longitude: -122.68",
        "Lat=45.52 Lng=-122.68",
        "(45.52, -122.68)",
        "geo:45.52,-122.68",
        "geo:45.52,-122.68;u=35",
        "geo:45.52,-122.68?z=12",
        "+45.52 \N{MINUS SIGN}122.68",
        "GPS: 45.52 -122.68",
    ],
)
def test_a_notation_is_read(text):
    point = coordinates_in(accepted(text))

    assert point is not None
    assert point.rounded(6) == PORTLAND


@pytest.mark.parametrize(
    "text",
    [
        "",
        "45.52",
        "97205",
        "12 345",
        "45, 122",
        "1010 1011",
        "45.52, -122.68, 12",
        "48.1 11.5 Munich",
        "45.5 N 46.5 N",
        "45.5 N 46.5",
        "2.35 O 48.85 N",
        "5-10.5",
        "1e3, 1e3",
    ],
)
def test_what_may_be_something_else_is_not(text):
    assert coordinates_in(text) is None


@pytest.mark.parametrize("text", ["95.1, 20.3", "45.5, 200.1", "91 N 10 E"])
def test_a_point_off_the_earth_is_refused(text):
    with pytest.raises(CoordinatesOutOfRange):
        coordinates_in(text)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_survives_being_written_down(latitude, longitude):
    north, east = round(latitude, 6), round(longitude, 6)

    assert coordinates_in(f"{north:.6f}, {east:.6f}") == GeoPoint(north, east)
