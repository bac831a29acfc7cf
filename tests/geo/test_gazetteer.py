"""The gazetteer: what people type is found, what is not clear is asked, nothing is made up."""

import contextlib

import pytest
from geopy.exc import GeocoderServiceError
from geopy.geocoders.base import Geocoder
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.gazetteer import GeocodingError, PlaceNotFound
from directory.geo.point import GeoPoint

PORTLAND_OREGON = GeoPoint(45.52345, -122.67621)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("45.52,-122.68", "45.52, -122.68"),
        ("45.52 \N{MINUS SIGN}122.68", "45.52, -122.68"),
        ("geo:45.52,-122.68", "45.52, -122.68"),
    ],
)
def test_coordinates_are_taken_as_they_are(gazetteer, text, name):
    resolution = gazetteer.resolve(text)

    assert (resolution.place.name, resolution.place.precision) == (name, "coordinates")
    assert resolution.confident


def test_suggestions_and_alternatives_resolve_to_themselves(gazetteer):
    for text in ("Springfield", "Washington", "Ontario, CA", "10115", "LA"):
        resolution = gazetteer.resolve(text)

        for place in (resolution.place, *resolution.alternatives):
            assert gazetteer.resolve(place.query).place == place


def test_a_country_of_which_only_the_name_is_known_says_so(gazetteer):
    with pytest.raises(PlaceNotFound, match="Places in Peru are not known here"):
        gazetteer.resolve("Cusco, Peru")


def test_a_state_is_an_area_at_its_largest_town(gazetteer):
    place = gazetteer.resolve("Oregon").place

    assert place.area is not None
    assert place.area.code == "US-OR"
    assert (place.admin1, place.admin1_code) == ("Oregon", "OR")
    assert place.point == PORTLAND_OREGON


def test_a_country_is_an_area(gazetteer):
    place = gazetteer.resolve("Germany").place

    assert place.area is not None
    assert place.area.code == "DE"
    assert place.admin1 is None


def test_a_hint_puts_a_country_first(gazetteer):
    hinted = gazetteer.resolve("London", country_hint="CA")

    assert hinted.place.label == "London, Ontario, Canada"
    assert hinted.confident
    assert gazetteer.resolve("10115", country_hint="DE").place.country == "DE"
    assert gazetteer.resolve("10115", country_hint="DE").confident


def test_a_point_nearby_decides_between_names(gazetteer):
    near_boston = GeoPoint(42.36, -71.9)

    resolution = gazetteer.resolve("Springfield", near=near_boston)

    assert resolution.place.admin1 == "Massachusetts"
    assert resolution.confident


def test_coordinates_tell_the_state_they_lie_in(gazetteer):
    place = gazetteer.resolve("geo:45.52,-122.68").place

    assert (place.point, place.country, place.admin1) == (GeoPoint(45.52, -122.68), "US", "Oregon")


def test_coordinates_in_the_ocean_are_a_place_of_no_country(gazetteer):
    assert gazetteer.resolve("-40.5, -130.5").place.country == ""


def test_the_largest_towns_around_come_first_and_no_others(gazetteer):
    towns = gazetteer.largest_towns(GeoPoint(40.7, -74.0), 90.0, 5)

    assert [town.name for town in towns] == ["New York City", "Brooklyn"]
    assert [town.name for town in gazetteer.largest_towns(GeoPoint(40.7, -74.0), 90.0, 1)] == [
        "New York City"
    ]
    assert gazetteer.largest_towns(GeoPoint(40.7, -74.0), 0.1, 5) == ()


def test_towns_far_from_a_point_are_not_around_it_however_large_the_circle(gazetteer):
    towns = gazetteer.largest_towns(GeoPoint(45.5, -122.7), 2_000.0, 5)

    assert [town.name for town in towns] == ["Portland"]


def test_reverse_names_the_town_a_point_is_near(gazetteer):
    place = gazetteer.reverse(GeoPoint(45.60, -122.60))

    assert place.label == "Portland, Oregon"
    assert place.distance_km == pytest.approx(10.3, abs=0.1)


def test_reverse_far_from_every_town_finds_none(gazetteer):
    with pytest.raises(PlaceNotFound):
        gazetteer.reverse(GeoPoint(-40.0, -130.0))


@pytest.mark.parametrize("ring", [(47.0, -122.68), (45.52, -120.0), (45.52, -122.28)])
def test_reverse_looks_farther_where_towns_are_rare(gazetteer, ring):
    assert gazetteer.reverse(GeoPoint(*ring)).distance_km > 30


def test_it_is_a_geocoder_of_geopy(gazetteer):
    location = gazetteer.geocode("Portland, ME")

    assert isinstance(gazetteer, Geocoder)
    assert (location.address, location.latitude) == ("Portland, Maine", 43.65737)
    assert location.raw.country == "US"


def test_geopys_list_holds_the_alternatives(gazetteer):
    locations = gazetteer.geocode("Springfield", exactly_one=False)

    assert [place.raw.admin1 for place in locations] == ["Missouri", "Massachusetts", "Illinois"]


def test_geopy_gets_none_for_nothing(gazetteer):
    assert gazetteer.geocode("Nowhere At All") is None


@pytest.mark.parametrize("ask", ["get_json", "get_text"])
def test_it_never_uses_the_network(gazetteer, ask):
    with pytest.raises(GeocoderServiceError):
        getattr(gazetteer.adapter, ask)("http://127.0.0.1/", timeout=1, headers={})


@given(text=st.text(max_size=210))
def test_nothing_typed_raises_anything_but_a_geocoding_error(gazetteer, text):
    with contextlib.suppress(GeocodingError):
        assert gazetteer.resolve(text).place.point


@given(letter=st.characters(), times=st.integers(1, 200))
def test_no_letter_over_and_over_raises_anything_else(gazetteer, letter, times):
    with contextlib.suppress(GeocodingError):
        assert gazetteer.resolve(letter * times).place.point


@pytest.mark.parametrize("text", ["SELECT * FROM place", "<script>", "{{7*7}}", "a=b", "$(reboot)"])
def test_what_programs_write_is_no_place(gazetteer, text):
    with pytest.raises(PlaceNotFound):
        gazetteer.resolve(text)


def test_a_state_may_stand_in_front(gazetteer):
    assert gazetteer.resolve("OR Portland").place.label == "Portland, Oregon"
    assert gazetteer.resolve("Oregon, Portland").place.label == "Portland, Oregon"


def test_words_around_a_place_are_left_out(gazetteer):
    assert gazetteer.resolve("downtown Denver").place.label == "Denver, Colorado"
    assert gazetteer.resolve("Portland, OR area").place.label == "Portland, Oregon"


def test_near_me_is_not_maine(gazetteer):
    with pytest.raises(PlaceNotFound, match="Say a town"):
        gazetteer.resolve("near me")


words = st.sampled_from(
    [
        "portland",
        "springfield",
        "97201",
        "or",
        "me",
        "usa",
        "de",
        "10115",
        "berlin",
        "london",
        "st",
        ",",
        ",",
        ",",
        "(",
        ")",
        "main",
        "12",
        "(state)",
        "st.",
        "new",
        "york",
        "washington",
        "dc",
        "sw1a",
        "1aa",
        "k1a",
        "-0",
        "45.5",
        "n",
        "c/o",
        "suite",
        "#5",
        "ß",
    ]
)


@given(parts=st.lists(words, max_size=30))
def test_no_mixture_of_places_raises_anything_else(gazetteer, parts):
    try:
        resolution = gazetteer.resolve(" ".join(parts)[:200])
    except GeocodingError:
        return
    assert resolution.place not in resolution.alternatives
