"""The real place data: the places people search by are found where they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.gazetteer import GeocodingError, PlaceNotFound
from directory.geo.point import GeoPoint

pytestmark = pytest.mark.places


@pytest.mark.parametrize(
    ("text", "name", "admin1", "latitude", "longitude", "within_km"),
    [
        ("93535", "Lancaster", "California", 34.70, -118.14, 30),
        ("Portland, ME", "Portland", "Maine", 43.66, -70.26, 5),
        ("Portland OR", "Portland", "Oregon", 45.52, -122.68, 5),
        ("Portland, TX", "Portland", "Texas", 27.88, -97.32, 5),
        ("St. Paul MN", "Saint Paul", "Minnesota", 44.94, -93.09, 5),
        ("Saint Paul, Minnesota", "Saint Paul", "Minnesota", 44.94, -93.09, 5),
        ("Mt Vernon, NY", "Mount Vernon", "New York", 40.91, -73.84, 5),
        ("Ft. Collins CO", "Fort Collins", "Colorado", 40.59, -105.08, 5),
        ("Brooklyn", "Brooklyn", "New York", 40.65, -73.95, 5),
        ("New York", "New York City", "New York", 40.71, -74.01, 5),
        ("Kansas City Kansas", "Kansas City", "Kansas", 39.11, -94.63, 10),
        ("Charleston West Virginia", "Charleston", "West Virginia", 38.35, -81.63, 10),
        ("Washington, DC 20001", "Washington", "District of Columbia", 38.91, -77.02, 5),
        ("SW1A 1AA", "London", "England", 51.50, -0.14, 3),
        ("EC1A 1BB", "London", "England", 51.52, -0.10, 3),
        ("10115 Berlin", "Berlin", "Berlin", 52.53, 13.38, 3),
        ("K1A 0B1", "Ottawa", "Ontario", 45.42, -75.70, 3),
        ("M5V 2T6", "Toronto", "Ontario", 43.64, -79.39, 3),
        ("Muenchen", "Munich", "Bayern", 48.14, 11.58, 5),
        ("Köln", "Köln", "Nordrhein-Westfalen", 50.94, 6.96, 5),
        ("8001 Zürich", "Zürich", "Zürich", 47.37, 8.54, 3),
        ("75001 Paris", "Paris", "Île-de-France", 48.86, 2.34, 3),
        ("Sydney NSW 2000", "Sydney", "New South Wales", -33.87, 151.21, 3),
        ("Wien", "Vienna", "Wien", 48.21, 16.37, 5),
        ("Den Haag", "The Hague", "Zuid-Holland", 52.08, 4.30, 5),
        ("Göteborg", "Gothenburg", "Västra Götalands län", 57.71, 11.97, 5),
        ("Reykjavik", "Reykjavík", "Höfuðborgarsvæði", 64.14, -21.9, 5),
        ("1200 Broadway, Denver, CO", "Denver", "Colorado", 39.74, -104.98, 5),
        ("10 Downing St, London SW1A 2AA", "London", "England", 51.50, -0.13, 3),
        ("Oregon", "Oregon", "Oregon", 45.52, -122.68, 5),
        ("California", "California", "California", 34.05, -118.24, 5),
        ("Bavaria", "Bayern", "Bayern", 48.14, 11.58, 5),
        ("Germany", "Germany", None, 52.52, 13.41, 5),
    ],
)
def test_a_clear_place_is_found_where_it_is(
    real, text, name, admin1, latitude, longitude, within_km
):
    resolution = real.resolve(text)

    place = resolution.place
    assert resolution.confident
    assert (place.name, place.admin1) == (name, admin1)
    assert place.point.distance_km(GeoPoint(latitude, longitude)) <= within_km


@pytest.mark.parametrize(
    ("text", "guess", "alternative"),
    [
        ("Springfield", "Springfield, Missouri", "Springfield, Illinois"),
        ("Portland", "Portland, Oregon", "Portland, Maine"),
        ("Washington", "Washington, District of Columbia", "Washington"),
        ("10115", "10115 New York", "10115 Berlin, Germany"),
        ("Georgia", "Georgia (state)", "Georgia"),
        (
            "Richmond, England",
            "Richmond (near Hounslow), England, United Kingdom",
            "Richmond (near Darlington), England, United Kingdom",
        ),
        ("Lancaster 97205", "97205 Portland, Oregon", "Lancaster, California"),
        ("Cambridge", "Cambridge, England, United Kingdom", "Cambridge, Massachusetts"),
    ],
)
def test_an_ambiguous_place_is_asked(real, text, guess, alternative):
    resolution = real.resolve(text)

    assert not resolution.confident
    assert resolution.place.label == guess
    assert alternative in [place.label for place in resolution.alternatives]


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Denver, ME", "Denver, Colorado"),
        ("Porltand", "Portland, Oregon"),
        ("Springfeild, IL", "Springfield, Illinois"),
        ("00000", None),
        ("Nowhere At All", None),
    ],
)
def test_a_wrong_place_is_refused_with_what_may_be_meant(real, text, suggestion):
    with pytest.raises(PlaceNotFound) as failure:
        real.resolve(text)

    assert suggestion in {None, *failure.value.suggestions}


def test_a_point_is_near_the_town_people_would_name(real):
    assert real.reverse(GeoPoint(45.52, -122.68)).label == "Portland, Oregon"
    assert real.reverse(GeoPoint(45.487, -122.80)).label == "Beaverton, Oregon"


def test_every_state_of_the_union_is_an_area_by_name_and_code(real):
    with real._file.reader() as reader:  # noqa: SLF001 - lists what no question asks for
        states = [place for _, place in reader.edition.regions.values() if place.country == "US"]

    assert len(states) == 51
    for place in states:
        assert real.resolve(f"{place.name} (state)").place.area == place.area
        assert real.resolve(f"{place.admin1_code} (state), USA").place.area == place.area


@given(text=st.text(max_size=200))
def test_whatever_is_typed_gives_a_place_on_the_earth_or_a_named_failure(real, text):
    try:
        found = real.resolve(text)
    except GeocodingError:
        return

    for place in (found.place, *found.alternatives):
        assert place.point is None or abs(place.point.latitude) <= 90


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Hamberg", "Hamburg, Germany"),
        ("Mancester", "Manchester, New Hampshire"),
        ("Westchester", "Westchester, Illinois"),
    ],
)
def test_what_may_be_a_slip_is_never_taken_without_asking(real, text, near):
    found = real.resolve(text)

    assert not found.confident
    assert near in [place.label for place in found.alternatives]


def test_a_county_called_after_its_town_is_no_other_reading(real):
    found = real.resolve("Plymouth, MA")

    assert found.confident
    assert found.alternatives == ()


def test_a_district_far_outside_of_its_city_is_put_into_it(real):
    assert real.resolve("T2P 2M5").place.point.distance_km(GeoPoint(51.047, -114.065)) <= 8
