"""Failures: every one is a geocoding error, and a place not found may come with suggestions."""

import pytest
from geopy.exc import GeopyError

from directory.geo.failures import (
    GazetteerMissing,
    GeocoderUnavailable,
    GeocodingError,
    PlaceNotFound,
)


@pytest.mark.parametrize("failure", [PlaceNotFound, GazetteerMissing, GeocoderUnavailable])
def test_every_failure_is_caught_as_a_geocoding_error(failure):
    assert issubclass(failure, GeocodingError)
    assert issubclass(failure, GeopyError)


def test_a_place_not_found_carries_its_message_and_suggestions():
    error = PlaceNotFound("No place fits.", ("Portland, Maine",))

    assert str(error) == "No place fits."
    assert error.suggestions == ("Portland, Maine",)
    assert PlaceNotFound("No place fits.").suggestions == ()
