"""Further places of work: which a listing should have, and making it so."""

import pytest

from directory.interchange.homes import Address
from directory.interchange.nppes_header import LOCATION_COLUMNS
from directory.interchange.places import Locator
from directory.interchange.secondary import (
    PLACES_AT_MOST,
    Mail,
    further_places,
    places_wanted,
    write_places,
)
from directory.practitioners.models import Location, Practitioner
from tests.interchange.nppes_files import place_row
from tests.interchange.nppes_rows import SmallWorld, place

PUEBLO = place("Pueblo", 38.25, -104.61, precision="postal", postal_code="81001")
TOWN = place("Pueblo", 38.27, -104.6)
WORLD = SmallWorld(**{"81001": (PUEBLO, True), "Pueblo, Colorado": (TOWN, True)})
ELSEWHERE = Mail(sole=True, address=Address("PO BOX 9", "", "80202"))
EMPLOYED = Mail(sole=False, address=Address("500 MAIN ST", "", "81001"))


def listing(*places, town_only=False):
    made = Practitioner(town_only=town_only)
    made.locations = [
        Location(source="nppes", street="12 Maple St", city="Denver", region_code="CO",
                 postal_code="80202", country="US", position=0),
        *places,
    ]  # fmt: skip
    return made


def cells(**what_matters):
    return place_row("1234567893", **what_matters)[: len(LOCATION_COLUMNS)]


def wanted(practitioner, *rows, mail=ELSEWHERE):
    found = places_wanted(practitioner, rows, mail, Locator(WORLD))
    return [(place.street, place.city, place.postal_code, place.phone) for place in found.values()]


def test_a_further_place_is_read_as_a_practice_address_is():
    found = places_wanted(listing(), [cells()], ELSEWHERE, Locator(WORLD))

    (record,) = found.values()
    assert (record.street, record.city, record.region) == ("500 Main St", "Pueblo", "Colorado")
    assert (record.phone, record.precision) == ("+1 719-555-0148", "postal")
    assert record.point == PUEBLO.point


def test_the_practice_address_itself_is_no_further_place():
    row = cells(street="12 MAPLE ST", city="DENVER", zip="80202")

    assert wanted(listing(), row) == []


def test_one_address_given_twice_is_one_place():
    assert len(wanted(listing(), cells(), cells(phone=""))) == 1


def test_a_place_without_an_address_is_left_out():
    assert wanted(listing(), cells(city="", zip="")) == []


def test_a_place_a_chain_has_too_many_of_is_left_out():
    rows = [cells(street=f"{number} MAIN ST") for number in range(1, PLACES_AT_MOST + 9)]

    assert len(wanted(listing(), *rows)) == PLACES_AT_MOST


@pytest.mark.parametrize(
    "mail",
    [
        Mail(sole=True, address=Address("500 Main Street", "", "810019999")),
        None,
    ],
    ids=["a sole proprietor's mail goes there", "nobody knows where the mail goes"],
)
def test_what_may_be_a_home_is_known_by_its_town(mail):
    assert wanted(listing(), cells(), mail=mail) == [("", "Pueblo", "", None)]


def test_who_is_employed_does_not_live_where_they_work():
    assert wanted(listing(), cells(), mail=EMPLOYED)[0][0] == "500 Main St"


def test_all_places_of_a_listing_shown_by_its_town_are_towns():
    assert wanted(listing(town_only=True), cells()) == [("", "Pueblo", "", None)]


def test_a_town_that_another_place_tells_already_is_no_place_of_its_own():
    row = cells(city="DENVER", zip="80202", street="7 ELM ST")

    assert wanted(listing(town_only=True), row, cells(), cells(street="9 OAK ST")) == [
        ("", "Pueblo", "", None)
    ]


def test_what_is_known_with_its_street_keeps_it_when_the_mail_is_not_known():
    practitioner = listing()
    write_places(practitioner, places_wanted(practitioner, [cells()], EMPLOYED, Locator(WORLD)))

    assert wanted(practitioner, cells(), mail=None)[0][0] == "500 Main St"


def test_writing_what_is_there_already_changes_nothing():
    practitioner = listing()
    found = places_wanted(practitioner, [cells()], ELSEWHERE, Locator(WORLD))

    assert write_places(practitioner, found) == {"places_added": 1}
    assert write_places(practitioner, found) == {}


def test_places_come_change_and_go_and_the_owners_stay():
    own = Location(source="submission", city="Golden", region_code="CO", country="US", position=1)
    practitioner = listing(own)
    locator = Locator(WORLD)
    rows = [cells(), cells(street="7 ELM ST")]
    write_places(practitioner, places_wanted(practitioner, rows, EMPLOYED, locator))

    rows = [cells(phone="7195550199"), cells(street="9 OAK ST")]
    told = write_places(practitioner, places_wanted(practitioner, rows, EMPLOYED, locator))

    assert told == {"places_added": 1, "places_changed": 1, "places_removed": 1}
    streets = [location.street for location in further_places(practitioner)]
    assert streets == ["500 Main St", "9 Oak St"]
    assert own in practitioner.locations
    assert further_places(practitioner)[0].phone == "+1 719-555-0199"
    assert len({location.position for location in practitioner.locations}) == 4
