"""Which places of work are the same, and which come over."""

import pytest

from directory.geo.point import GeoPoint
from directory.listings.merging.places import (
    copied,
    is_same_place,
    phones_to_fill,
    places_to_add,
)
from directory.practitioners.models import Location, LocationPayer, Practitioner, Precision

DENVER = GeoPoint(39.7392, -104.9903)


def place(**what_matters):
    columns = {
        "street": "1 Main Street",
        "city": "Denver",
        "country": "US",
        "latitude": DENVER.latitude,
        "longitude": DENVER.longitude,
        "precision": Precision.EXACT,
        "source": "submission",
    }
    return Location(**(columns | what_matters))


def listing(*places, **what_matters):
    return Practitioner(name="Ada Alder", locations=list(places), **what_matters)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({}, True),
        ({"street": "1  MAIN street.", "latitude": None, "longitude": None}, True),
        ({"street": ""}, True),
        ({"street": "3 Back Lane"}, True),
        ({"street": "3 Back Lane", "latitude": 39.7412}, False),
        ({"street": "3 Back Lane", "precision": Precision.CITY}, False),
        ({"street": "3 Back Lane", "latitude": None, "longitude": None}, False),
        ({"city": "Vail", "latitude": 39.64, "longitude": -106.37}, False),
        ({"country": "CA"}, False),
    ],
)
def test_places_are_one_by_street_and_town_or_within_200_metres(other, same):
    assert is_same_place(place(), place(**other)) is same
    assert is_same_place(place(**other), place()) is same


def test_only_places_that_are_lacking_come_over():
    vail = place(city="Vail", latitude=39.64)

    assert places_to_add(listing(place()), listing(place(), vail)) == [vail]


def test_a_private_street_goes_to_no_listing_that_shows_streets():
    private = listing(place(phone="1"), town_only=True)

    assert places_to_add(listing(), private) == []
    assert phones_to_fill(listing(place()), private) == []
    assert len(places_to_add(listing(town_only=True), private)) == 1


def test_a_phone_is_filled_where_none_is_stated():
    bare, known = place(), place(phone="+1 303 555 0100")

    assert phones_to_fill(listing(bare), listing(known)) == [(bare, "+1 303 555 0100")]
    assert phones_to_fill(listing(known), listing(place(phone="2"))) == []
    assert phones_to_fill(listing(place(city="Vail", latitude=0)), listing(known)) == []


def test_a_copy_keeps_source_date_and_payers():
    first = place(
        source="nppes", accessibility=["step_free"], payers=[LocationPayer(payer="cigna")]
    )

    made = copied(first, 3)

    assert (made.source, made.position, made.accessibility) == ("nppes", 3, ["step_free"])
    assert [one.payer for one in made.payers] == ["cigna"]
