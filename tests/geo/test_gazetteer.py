"""The gazetteer: what people type is found, what is not clear is asked, nothing is made up."""

import contextlib
import sqlite3
import threading
from contextlib import closing

import pytest
from geopy.exc import GeocoderServiceError
from geopy.geocoders.base import Geocoder
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.build import build_gazetteer
from directory.geo.gazetteer import Gazetteer, GazetteerMissing, GeocodingError, PlaceNotFound
from directory.geo.point import GeoPoint
from tests.geo.world import SEEDS, no_progress

PORTLAND_OREGON = GeoPoint(45.52345, -122.67621)


@pytest.mark.parametrize(
    ("text", "label", "precision"),
    [
        ("93535", "93535 Lancaster, California", "postal"),
        ("97201-1234", "97201 Portland, Oregon", "postal"),
        ("Portland, ME", "Portland, Maine", "city"),
        ("portland or", "Portland, Oregon", "city"),
        ("Portland (Maine)", "Portland, Maine", "city"),
        ("Portland, TX", "Portland, Texas", "city"),
        ("Portland, Maine, USA", "Portland, Maine", "city"),
        ("St. Paul MN", "Saint Paul, Minnesota", "city"),
        ("N Las Vegas, NV", "North Las Vegas, Nevada", "city"),
        ("Washington, DC", "Washington, District of Columbia", "city"),
        ("Brooklyn", "Brooklyn, New York", "city"),
        ("New York", "New York City, New York", "city"),
        ("Muenchen", "Munich, Bayern, Germany", "city"),
        ("München", "Munich, Bayern, Germany", "city"),
        ("Munchen, Bavaria", "Munich, Bayern, Germany", "city"),
        ("Münster", "Münster, Nordrhein-Westfalen, Germany", "city"),
        ("Cologne", "Köln, Nordrhein-Westfalen, Germany", "city"),
        ("Berlin, DE", "Berlin, Germany", "city"),
        ("San Juan, PR", "San Juan, Puerto Rico", "city"),
        ("Narrow Creek, Oregon", "Narrow Creek, Oregon", "city"),
        ("Oregon", "Oregon", "admin1"),
        ("California", "California", "admin1"),
        ("Washington (state)", "Washington", "admin1"),
        ("Germany", "Germany", "country"),
        ("UK", "United Kingdom", "country"),
        ("United States (country)", "United States", "country"),
        ("SW1A 1AA", "SW1A London, England, United Kingdom", "postal"),
        ("W1A 1AA", "W1 London, England, United Kingdom", "postal"),
        ("K1A 0B1", "K1A Ottawa, Ontario, Canada", "postal"),
        ("10115 Berlin", "10115 Berlin, Germany", "postal"),
        ("D-10115", "10115 Berlin, Germany", "postal"),
        ("8001 Zürich", "8001 Zürich, Switzerland", "postal"),
        ("75001 Paris", "75001 Paris, Île-de-France, France", "postal"),
        ("1012 AB Amsterdam", "1012 Amsterdam, Noord-Holland, Netherlands", "postal"),
        ("624 66", "624 66 Fårö, Gotlands län, Sweden", "postal"),
        ("97201 USA", "97201 Portland, Oregon", "postal"),
        ("Washington, DC 20001", "20001 Washington, District of Columbia", "postal"),
        ("Flat 2, Some House, SW1A 2AA", "SW1A London, England, United Kingdom", "postal"),
        ("London SW1A 2AA", "SW1A London, England, United Kingdom", "postal"),
        ("12 Main St, Portland, ME 04101", "04101 Portland, Maine", "postal"),
        ("12 Main St Portland ME", "Portland, Maine", "city"),
        ("Main St, Portland, ME", "Portland, Maine", "city"),
        ("1200 Broadway, Denver, CO", "Denver, Colorado", "city"),
        ("12345 Main St, Denver, CO", "Denver, Colorado", "city"),
        ("14201 Broadway, New York, NY", "New York City, New York", "city"),
        ("Hauptstr. 5, Berlin", "Berlin, Germany", "city"),
        ("Capitol Hill, Seattle, WA", "Seattle, Washington", "city"),
        ("Lancaster CA 00000", "Lancaster, California", "city"),
        ("45.52,-122.68", "45.52, -122.68", "coordinates"),
        ("45.52 \N{MINUS SIGN}122.68", "45.52, -122.68", "coordinates"),
    ],
)
def test_what_is_clear_is_found_without_asking(gazetteer, text, label, precision):
    resolution = gazetteer.resolve(text)

    assert resolution.place.label == label
    assert resolution.place.precision == precision
    assert resolution.confident


@pytest.mark.parametrize(
    ("text", "guess", "alternative"),
    [
        ("Springfield", "Springfield, Missouri", "Springfield, Massachusetts"),
        ("Portland", "Portland, Oregon", "Portland, Maine"),
        ("Washington", "Washington, District of Columbia", "Washington"),
        ("LA", "Los Angeles, California", "Louisiana"),
        ("10115", "10115 New York", "10115 Berlin, Germany"),
        ("London, CA", "London, Ontario, Canada", "London, California"),
        ("Ontario, CA", "Ontario, California", "Ontario, Canada"),
        ("Denver, ME 80202", "80202 Denver, Colorado", None),
        ("Seattle, WA 97201", "97201 Portland, Oregon", "Seattle, Washington"),
        ("Denver SW1A 1AA", "SW1A London, England, United Kingdom", "Denver, Colorado"),
        ("Camden, London", "Camden Town, England, United Kingdom", None),
        ("Somewhere, Denver", "Denver, Colorado", None),
        ("Portlnd 97201", "97201 Portland, Oregon", None),
    ],
)
def test_what_is_not_clear_is_guessed_but_asked(gazetteer, text, guess, alternative):
    resolution = gazetteer.resolve(text)

    assert not resolution.confident
    assert resolution.place.label == guess
    assert alternative in {None, *(place.label for place in resolution.alternatives)}


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Denver, ME", "Denver, Colorado"),
        ("Denver, Maine, USA", "Denver, Colorado"),
        ("Porltand", "Portland, Oregon"),
        ("Portlnad, ME", "Portland, Maine"),
        ("New Portland, ME", "Portland, Maine"),
        ("Portland, Narnia", "Portland, Oregon"),
        ("Springfield, Denver", "Springfield, Missouri"),
        ("Mexico", "Mexico, Missouri"),
        ("12345 Narnia Road", None),
        ("Cancun, Mexico", None),
        ("00000", None),
        ("99999", None),
        ("APO AA 09001", None),
        ("", None),
        (" , ,", None),
        ("95.1, 10.2", None),
        ("a\x00b", None),
        ("x" * 201, None),
        ("\udcff", None),
    ],
)
def test_what_does_not_fit_is_not_found_but_suggests(gazetteer, text, suggestion):
    with pytest.raises(PlaceNotFound) as failure:
        gazetteer.resolve(text)

    assert suggestion in {None, *failure.value.suggestions}


def test_suggestions_and_alternatives_resolve_to_themselves(gazetteer):
    for text in ("Springfield", "Washington", "Ontario, CA", "10115", "LA"):
        resolution = gazetteer.resolve(text)

        for place in (resolution.place, *resolution.alternatives):
            assert gazetteer.resolve(place.query).place == place


def test_a_country_of_which_only_the_name_is_known_says_so(gazetteer):
    with pytest.raises(PlaceNotFound, match="Places in Japan are not known here"):
        gazetteer.resolve("Kyoto, Japan")


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


@pytest.mark.parametrize("content", [None, b"", b"no database at all" * 100])
def test_missing_or_broken_place_data_say_what_to_do(tmp_path, content):
    path = tmp_path / "gazetteer.sqlite"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(GazetteerMissing, match="directory gazetteer build"):
        Gazetteer(path).resolve("Portland")


def test_a_file_of_another_format_is_refused(tmp_path, small_file):
    path = tmp_path / "gazetteer.sqlite"
    path.write_bytes(small_file.read_bytes())
    alter(path, "UPDATE meta SET value = 99 WHERE key = 'format'")

    with pytest.raises(GazetteerMissing):
        Gazetteer(path).resolve("Portland")


def test_a_rebuilt_file_is_noticed(tmp_path, dumps):
    path = tmp_path / "gazetteer.sqlite"
    build(path, dumps, ("US",))
    with Gazetteer(path) as finder, pytest.raises(PlaceNotFound):
        finder.resolve("Zürich")

    with Gazetteer(path) as finder:
        finder.resolve("Portland")
        build(path, dumps, ("US", "CH"))
        assert finder.resolve("Zürich").place.country == "CH"


def test_a_reader_outlives_the_closing_of_the_file(small_file):
    finder = Gazetteer(small_file)
    with finder._file.reader() as reader:  # noqa: SLF001 - what a request in another thread holds
        finder.close()

        assert reader.named("denver")


def test_threads_share_one_gazetteer(small_file):
    found, start = [], threading.Barrier(8)

    def ask(finder):
        start.wait()
        found.extend(finder.resolve("Portland, ME").place.label for _ in range(20))

    with Gazetteer(small_file) as finder:
        threads = [threading.Thread(target=ask, args=(finder,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert found == ["Portland, Maine"] * 160


def build(path, dumps, countries):
    postal, towns = dumps
    build_gazetteer(
        path, postal=postal, towns=towns, seeds=SEEDS, countries=countries, progress=no_progress
    )


def alter(path, statement):

    with closing(sqlite3.connect(path)) as file, file:
        file.execute(statement)
