"""A county or district where the table asks for a state: the place is found, and the text stays."""

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from directory.geo.gazetteer import Gazetteer
from directory.geo.point import GeoPoint
from directory.interchange.sheet.placing import Placer
from directory.interchange.sheet.record import SheetPlace
from directory.interchange.sheet.remarks import Flaw
from directory.practitioners.models import Precision
from tests.interchange.nppes_rows import SmallWorld, place
from tests.interchange.sheet.sheets import read, read_rows, written

HEADER = "name,kind,city,region_code,postal_code,country"
ENGLAND = {"country": "GB", "admin1": "England", "admin1_code": "ENG"}
TYNE = place("Newcastle", 54.97, -1.61, **ENGLAND)
LYME = place("Newcastle", 53.01, -2.22, **ENGLAND)


def placed(city, region="", country="GB", point=None, **world):
    """Place somebody in a small world."""
    stated = SheetPlace(city=city, region=region, country=country, point=point)
    return Placer(SmallWorld(**world)).place(stated)


def test_an_unknown_region_stays_in_full_and_gets_a_remark():
    found, flaws = placed("Nowhere", "Kingdom of Far Far Away")

    assert (found.region, found.region_code) == ("Kingdom of Far Far Away", "")
    assert flaws == [Flaw.REGION_UNKNOWN, Flaw.PLACE_UNKNOWN]


def test_a_town_is_found_by_itself_where_its_county_is_not_known():
    found, flaws = placed("Newcastle", "Tyneside", Newcastle=(TYNE, True))

    assert (found.point, found.precision) == (TYNE.point, Precision.CITY)
    assert (found.region, found.region_code) == ("Tyneside", "ENG")
    assert flaws == [Flaw.REGION_UNKNOWN]


def test_a_county_tells_which_town_it_is():
    world = {"Newcastle": (TYNE, True), "Newcastle, Staffordshire": (LYME, True)}

    found, _ = placed("Newcastle", "Staffordshire", **world)

    assert found.point == LYME.point


def test_a_county_that_speaks_for_another_town_leaves_the_place_without_a_point():
    world = {"Newcastle": (TYNE, True), "Newcastle, Staffordshire": (LYME, False)}

    found, flaws = placed("Newcastle", "Staffordshire", **world)

    assert (found.point, found.region_code) == (None, "")
    assert Flaw.PLACE_UNKNOWN in flaws


def test_a_town_that_only_its_county_finds_may_not_be_guessed():
    found, _ = placed("Newcastle", "Staffordshire", **{"Newcastle, Staffordshire": (LYME, False)})

    assert found.point is None


@pytest.mark.parametrize(
    ("latitude", "code"), [(54.9, "ENG"), (57.5, "")], ids=["in town", "far away"]
)
def test_a_stated_point_is_in_the_state_of_the_town_it_is_near(latitude, code):
    stated = GeoPoint(latitude, -1.6)

    found, _ = placed("Newcastle", "Tyneside", point=stated, Newcastle=(TYNE, True))

    assert (found.point, found.region, found.region_code) == (stated, "Tyneside", code)


def test_a_stated_point_without_a_region_gets_none():
    found, _ = placed("Newcastle", point=GeoPoint(54.9, -1.6), Newcastle=(TYNE, True))

    assert found.region_code == ""


def test_a_stated_point_in_an_unknown_town_has_no_state():
    found, _ = placed("Nowhere", "Tyneside", point=GeoPoint(54.9, -1.6))

    assert (found.region, found.region_code) == ("Tyneside", "")


def test_an_unknown_state_of_a_town_fills_in_nothing():
    odd = place("Newcastle", 54.97, -1.61, country="GB", admin1_code="ZZ")

    found, _ = placed("Newcastle", Newcastle=(odd, True))

    assert (found.point, found.region_code, found.region) == (odd.point, "", "")


@pytest.fixture(scope="module")
def real(places_path):
    """Places found in the real place data."""
    return Placer(Gazetteer(places_path))


ROWS = [
    ("Leeds", "West Yorkshire", "", "GB", "ENG"),
    ("Manchester", "Greater Manchester", "", "United Kingdom", "ENG"),
    ("Oxford", "Oxfordshire", "", "GB", "ENG"),
    ("Brighton", "East Sussex", "BN1 1AA", "UK", "ENG"),
    ("Munich", "Oberbayern", "", "DE", "BY"),
    ("Lyon", "Rhône", "", "FR", "ARA"),
    ("Dublin", "Co. Dublin", "", "IE", "L"),
    ("Denver", "Denver County", "", "US", "CO"),
]


@pytest.mark.places
@pytest.mark.parametrize(("city", "region", "postal_code", "country", "code"), ROWS)
def test_real_counties_are_on_the_map_in_their_state(
    real, city, region, postal_code, country, code
):
    row = f"Ada Elm,therapist,{city},{region},{postal_code},{country}"

    (listing,), remarks = read(f"{HEADER}\n{row}\n".encode(), real)

    (found,) = listing.places
    assert (found.city, found.region, found.region_code) == (city, region, code)
    assert found.point is not None
    assert [remark.flaw for remark in remarks] == [Flaw.REGION_UNKNOWN]


PARTS = ["SW1A 1AA", "80202", "Denver", "Leeds", "Lyon", "Springfield", "Nowhere", ""]
REGIONS = ["", "CO", "Colorado", "West Yorkshire", "England", "Rhône", "a region longer than most"]


@pytest.mark.places
@given(
    st.sampled_from(PARTS),
    st.sampled_from(REGIONS),
    st.sampled_from(PARTS),
    st.sampled_from(["", "US", "GB", "FR"]),
)
@example("SW1A 1AA", "a region longer than most", "", "")
@hypothesis_settings(max_examples=150)
def test_what_was_placed_is_read_again_as_it_was(real, city, region, postal_code, country):
    row = f"Ada Elm,therapist,{city},{region},{postal_code},{country}"
    first, _ = read(f"{HEADER}\n{row}\n".encode(), real)
    content = written(first)

    again, _ = read(content, real)

    assert again == first
    assert written(again) == content


def test_without_place_data_a_county_is_kept_too():
    (listing,), _ = read_rows("Ada Elm,therapist,Leeds,West Yorkshire,,GB", header=HEADER)

    assert (listing.places[0].region, listing.places[0].region_code) == ("West Yorkshire", "")
    assert b",West Yorkshire," in written([listing])
