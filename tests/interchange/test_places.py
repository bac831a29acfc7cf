"""Where records are put on the map."""

from dataclasses import replace

import pytest

from directory.geo.point import GeoPoint
from directory.interchange.places import Locator
from directory.interchange.remarks import Reason
from directory.practitioners.models import Precision
from tests.interchange.nppes_rows import SmallWorld, place
from tests.interchange.test_record import LOCATION, RECORD

BOSTON = place(
    "Boston",
    42.36,
    -71.06,
    precision="postal",
    postal_code="02116",
    admin1="Massachusetts",
    admin1_code="MA",
)


def placed(world=None, *, town_only=False, **what_matters):
    record = replace(RECORD, town_only=town_only, location=replace(LOCATION, **what_matters))
    return Locator(world or SmallWorld()).place(record)


def test_a_postal_code_decides_over_the_town():
    record, remarks = placed()

    assert record.location.point == GeoPoint(39.75, -105.0)
    assert record.location.precision is Precision.POSTAL
    assert remarks == ()


def test_another_countrys_code_of_the_same_digits_is_passed_over():
    berlin = place("Berlin", 52.5, 13.4, precision="postal", country="DE", admin1_code="BE")
    here = place("Denver", 39.75, -105.0, precision="postal")

    record, _ = placed(SmallWorld(**{"80202": ([berlin, here], False)}))

    assert record.location.point == GeoPoint(39.75, -105.0)


@pytest.mark.parametrize("code", ["", "80299"])
def test_without_a_known_code_the_town_is_taken(code):
    record, remarks = placed(postal_code=code)

    assert record.location.point == GeoPoint(39.74, -104.98)
    assert record.location.precision is Precision.CITY
    assert remarks == ()


def test_a_town_that_may_be_another_is_not_taken():
    unsure = place("Denver", 39.74, -104.98), False

    record, remarks = placed(SmallWorld(**{"Denver, Colorado": unsure}), postal_code="")

    assert record.location.point is None
    assert remarks == (Reason.PLACE_UNKNOWN,)


def test_a_town_in_another_state_is_not_taken():
    elsewhere = place("Denver", 35.5, -81.0, admin1="North Carolina", admin1_code="NC"), True

    record, _ = placed(SmallWorld(**{"Denver, Colorado": elsewhere}), postal_code="")

    assert record.location.point is None


def test_what_is_nowhere_goes_in_without_coordinates_and_is_remarked():
    record, remarks = placed(postal_code="", city="")

    assert (record.location.point, record.location.precision) == (None, None)
    assert remarks == (Reason.PLACE_UNKNOWN,)


def test_a_code_in_another_state_is_trusted_and_remarked():
    world = SmallWorld(**{"02116": (BOSTON, True)})

    record, remarks = placed(world, postal_code="02116")

    location = record.location
    assert (location.city, location.region, location.region_code) == (
        "Boston",
        "Massachusetts",
        "MA",
    )
    assert location.point == BOSTON.point
    assert remarks == (Reason.ZIP_STATE_CONFLICT,)


def test_a_military_post_is_in_no_conflict():
    world = SmallWorld(**{"02116": (BOSTON, True)})

    _, remarks = placed(world, postal_code="02116", region_code="AE", region="Armed Forces Europe")

    assert remarks == ()


def test_a_missing_town_is_taken_from_the_code():
    record, _ = placed(city="")

    assert record.location.city == "Denver"


def test_what_may_be_a_home_shows_the_towns_point_and_nothing_else():
    record, _ = placed(town_only=True)

    location = record.location
    assert (location.street, location.postal_code, location.phone) == ("", "", None)
    assert location.point == GeoPoint(39.74, -104.98)
    assert location.precision is Precision.CITY


def test_a_home_in_an_unknown_town_stands_within_ten_kilometres_of_its_postal_code():
    record, remarks = placed(town_only=True, city="Nowhere")

    location = record.location
    assert (location.postal_code, location.precision) == ("", Precision.CITY)
    assert location.point == GeoPoint(39.8, -105.0)
    assert remarks == ()


def test_a_home_whose_town_and_code_are_unknown_has_no_coordinates():
    record, remarks = placed(town_only=True, city="Nowhere", postal_code="00000")

    assert record.location.point is None
    assert remarks == (Reason.HOME_UNPLACED,)


def test_a_home_without_a_stated_town_has_the_point_of_its_postal_codes_town():
    record, _ = placed(town_only=True, city="")

    assert (record.location.city, record.location.point) == ("Denver", GeoPoint(39.74, -104.98))


def test_a_slip_of_the_country_is_put_right_when_code_and_state_agree():
    record, _ = placed(country="CA")

    assert (record.location.country, record.location.region) == ("US", "Colorado")


def test_a_foreign_address_stays_where_it_is():
    cologne = place("Köln", 50.94, 6.96, precision="postal", country="DE", admin1_code="NW")
    world = SmallWorld(**{"80202": ([cologne, place("Denver", 39.75, -105.0)], True)})

    record, _ = placed(world, country="DE", region="", region_code="DE", city="Köln")

    assert record.location.country == "DE"
    assert record.location.point == cologne.point


def test_a_foreign_town_without_region_is_asked_for_in_its_country():
    ottawa = place("Ottawa", 45.42, -75.69, country="CA", admin1="Ontario", admin1_code="ON")
    world = SmallWorld(Ottawa=(ottawa, True))

    record, _ = placed(
        world, country="CA", region="", region_code="", city="Ottawa", postal_code=""
    )

    assert record.location.point == ottawa.point
    assert ("Ottawa", "CA") in world.asked


def test_a_place_without_a_point_is_no_place():
    nowhere = replace(place("Denver", 0.0, 0.0, precision="postal"), point=None)

    _, remarks = placed(SmallWorld(**{"80202": (nowhere, True)}), city="")

    assert remarks == (Reason.PLACE_UNKNOWN,)


def test_each_place_is_asked_for_once():
    world = SmallWorld()
    locator = Locator(world)

    for _ in range(3):
        locator.place(RECORD)

    assert world.asked == [("80202", "US")]
