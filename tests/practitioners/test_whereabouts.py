"""Whoever shows only their town is not found by coordinates or distances."""

from directory.geo.point import GeoPoint
from directory.practitioners.whereabouts import shown_distance_km, shown_point

HOME = GeoPoint(39.7392, -104.9903)


def test_a_place_of_work_is_told_as_it_is_known():
    assert shown_point(HOME, town_only=False) == HOME
    assert shown_distance_km(4.26, town_only=False) == 4.3


def test_of_a_town_only_the_surroundings_are_told():
    assert shown_point(HOME, town_only=True) == GeoPoint(39.7, -105.0)
    assert shown_distance_km(4.26, town_only=True) == 4


def test_what_nobody_knows_is_not_made_up():
    assert shown_point(None, town_only=True) is None
    assert shown_distance_km(None, town_only=False) is None
