"""Places are completed from what they state; what is stated stays."""

import pytest

from directory.geo.failures import PlaceNotFound
from directory.geo.place import Resolution
from directory.geo.point import GeoPoint
from directory.interchange.sheet.placing import Placer
from directory.interchange.sheet.record import SheetPlace
from directory.interchange.sheet.remarks import Flaw
from directory.practitioners.models import Precision
from tests.interchange.nppes_rows import SmallWorld, place


class World(SmallWorld):
    """The small world, which also tells what is near a point."""

    def __init__(self, **others):
        bern = place("Bern", 46.95, 7.45)
        super().__init__(**{"Denver": (place("Denver", 39.74, -104.98), True)} | others)
        self.bern = bern

    def resolve(self, text, *, country_hint=None):
        if text == "80202 Denver":
            return Resolution(place("Denver", 39.75, -105.0), (), confident=True)
        return super().resolve(text, country_hint=country_hint)

    def reverse(self, point):
        if point.latitude > 80:
            raise PlaceNotFound("ice")
        return place("Denver", 39.74, -104.98)


@pytest.fixture
def placer():
    return Placer(World())


def test_stated_coordinates_stay_and_tell_the_country(placer):
    stated = SheetPlace(
        point=GeoPoint(39.7, -105), precision=Precision.EXACT, region_code="Colorado"
    )

    found, flaws = placer.place(stated)

    assert (found.point, found.precision, flaws) == (stated.point, Precision.EXACT, [])
    assert (found.country, found.region_code, found.region) == ("US", "CO", "Colorado")


def test_a_postal_code_is_found_first(placer):
    found, flaws = placer.place(SheetPlace(postal_code="80202", country="US"))

    assert (found.point, found.precision) == (GeoPoint(39.75, -105.0), Precision.POSTAL)
    assert (found.city, found.region_code, flaws) == ("Denver", "CO", [])


def test_a_town_is_found_with_its_region(placer):
    found, flaws = placer.place(SheetPlace(city="Denver", region_code="CO", country="US"))

    assert (found.precision, found.region, flaws) == (Precision.CITY, "Colorado", [])


def test_a_town_without_a_region_is_found_where_there_is_only_one(placer):
    found, flaws = placer.place(SheetPlace(city="Denver", country="US"))

    assert (found.region_code, found.precision, flaws) == ("CO", Precision.CITY, [])


def test_a_town_that_may_be_several_is_left_without_coordinates():
    unsure = Placer(World(Springfield=(place("Springfield", 37.2, -93.3), False)))

    found, flaws = unsure.place(SheetPlace(city="Springfield", country="US"))

    assert (found.point, found.region_code, flaws) == (None, "", [Flaw.PLACE_UNKNOWN])


def test_a_town_abroad_of_the_same_name_is_another():
    found, flaws = Placer(World()).place(SheetPlace(city="Denver", country="DE"))

    assert (found.point, flaws) == (None, [Flaw.PLACE_UNKNOWN])


def test_where_code_and_region_disagree_both_stay_as_stated(placer):
    stated = SheetPlace(city="Cheyenne", region_code="WY", postal_code="80202", country="US")

    found, flaws = placer.place(stated)

    assert (found.city, found.region_code, found.region) == ("Cheyenne", "WY", "Wyoming")
    assert (found.precision, flaws) == (Precision.POSTAL, [Flaw.ZIP_STATE_CONFLICT])


def test_a_place_without_its_country_tells_it(placer):
    found, flaws = placer.place(SheetPlace(city="Denver", postal_code="80202"))

    assert (found.country, flaws) == ("US", [])


def test_an_unknown_place_has_no_country(placer):
    found, flaws = placer.place(SheetPlace(city="Nowhere", region_code="XX"))

    assert (found.country, flaws) == ("", [Flaw.COUNTRY_UNKNOWN, Flaw.PLACE_UNKNOWN])


def test_a_point_far_from_everything_has_no_country(placer):
    found, flaws = placer.place(SheetPlace(point=GeoPoint(89, 0), precision=Precision.EXACT))

    assert (found.country, flaws) == ("", [Flaw.COUNTRY_UNKNOWN])


def test_who_states_no_place_is_not_asked_for_one(placer):
    assert placer.place(SheetPlace(region="CO")) == (SheetPlace(region="CO"), [])


def test_without_place_data_an_american_address_still_has_its_country():
    alone = Placer(None)

    found, flaws = alone.place(SheetPlace(city="Denver", region_code="CO", postal_code="80202"))

    assert (found.country, found.region, found.point) == ("US", "Colorado", None)
    assert flaws == [Flaw.PLACE_UNKNOWN]


def test_without_place_data_a_point_has_no_country():
    point = SheetPlace(point=GeoPoint(39.7, -105), precision=Precision.EXACT)

    assert Placer(None).place(point) == (point, [Flaw.COUNTRY_UNKNOWN])


def test_an_unknown_code_without_a_town_is_not_found(placer):
    found, flaws = placer.place(SheetPlace(postal_code="99999", country="US"))

    assert (found.point, flaws) == (None, [Flaw.PLACE_UNKNOWN])
