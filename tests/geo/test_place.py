"""Places: a label says what is needed to tell them apart, and no word twice."""

from directory.geo.area import Area
from directory.geo.place import Place, Resolution
from directory.geo.point import GeoPoint


def test_a_label_says_country_and_region_once():
    berlin = Place("Berlin", GeoPoint(52, 13), "city", "DE", "Germany", "Berlin", "BE")
    code = Place("10115", None, "postal", "DE", "Germany", "Berlin", "BE", postal_code="10115")

    assert berlin.label == "Berlin, Germany"
    assert code.label == "10115, Berlin, Germany"
    assert Resolution(berlin).confident


def test_towns_of_the_united_states_are_told_by_their_state_alone():
    place = Place("Portland", GeoPoint(45, -122), "city", "US", "United States", "Oregon", "OR")

    assert place.label == place.query == "Portland, Oregon"


def test_coordinates_are_their_own_label():
    place = Place(
        "45.5, -122.6", GeoPoint(45.5, -122.6), "coordinates", "US", "United States", "Oregon"
    )

    assert place.label == "45.5, -122.6"


def test_the_query_of_a_state_does_not_lead_to_a_town_of_its_name():
    area = Area("CA", "ON", "Canada", "Ontario")
    place = Place("Ontario", None, "admin1", "CA", "Canada", "Ontario", "ON", area)

    assert place.label == "Ontario, Canada"
    assert place.query == "Ontario (state), Canada"


def test_a_state_that_shares_its_towns_label_says_that_it_is_one():
    area = Area("DE", "BE", "Germany", "Berlin")
    state = Place("Berlin", None, "admin1", "DE", "Germany", "Berlin", "BE", area)
    shown = Place("Berlin", None, "admin1", "DE", "Germany", "Berlin", "BE", area, told_apart=True)

    assert shown.label == shown.query == "Berlin (state), Germany"
    assert shown == state
