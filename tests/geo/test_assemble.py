"""Assembly: one point for each code, towns joined with their postal names, bad points left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.assemble import MANY_POINTS, Atlas, medoid
from directory.geo.regions import regions
from directory.geo.sources import PostalRow, TownRow
from tests.geo.world import SEEDS

REGIONS = regions(SEEDS)
coordinates = st.tuples(st.floats(-80, 80), st.floats(-170, 170))


@pytest.fixture
def atlas():
    return Atlas(REGIONS)


def region_name(place):
    return REGIONS[place.region].name


def add_munich(atlas, **changes):
    row = TownRow("DE", "02", "Munich", ["München"], 48.137, 11.575, 1_505_005)
    atlas.add_town(row._replace(**changes))


def test_the_medoid_is_the_point_nearest_to_all_others():
    points = [(44.0, -121.0), (44.01, -121.0), (44.02, -121.0), (46.0, -121.0)]

    assert medoid(points) == 1


def test_of_two_places_the_more_frequent_is_the_medoid():
    assert medoid([(1.0, 1.0), (2.0, 2.0), (2.0, 2.0)]) == 1
    assert medoid([(1.0, 1.0), (2.0, 2.0)]) == 0


def test_of_very_many_points_the_medoid_is_the_one_nearest_their_median():
    points = [(number / 1000, 0.0) for number in range(MANY_POINTS + 1)]

    assert medoid(points) == MANY_POINTS // 2


@given(st.lists(coordinates, min_size=1, max_size=12))
def test_the_medoid_is_one_of_the_points(points):
    assert 0 <= medoid(points) < len(points)


def test_a_code_lies_at_one_of_its_points_and_in_the_region_it_names(atlas):
    for latitude in (44.0, 44.01, 44.3):
        atlas.add_postal(PostalRow("US", "97999", "Narrow Creek", "Oregon", latitude, -121.0, 4))

    (code,) = atlas.codes()

    assert (code.code, code.name, code.latitude) == ("97999", "Narrow Creek", 44.01)
    assert region_name(code) == "Oregon"


@pytest.mark.parametrize(
    "row",
    [
        PostalRow("US", "99999", "Nowhere", "Oregon", 0, 0, 0),
        PostalRow("US", "09001", "APO AA", "", 38.1, 15.7, 0),
        PostalRow("FR", "93535 CEDEX", "Aubervilliers", "Île-de-France", 48.9, 2.4, 5),
    ],
)
def test_a_point_where_no_mail_goes_is_left_out(atlas, row):
    atlas.add_postal(row)

    assert list(atlas.codes()) == []


def test_a_code_without_known_region_takes_that_of_its_town(atlas):
    add_munich(atlas)
    atlas.add_postal(PostalRow("DE", "80331", "München", "Somewhere", 48.1345, 11.571, 6))

    (code,) = atlas.codes()

    assert region_name(code) == "Bayern"


def test_a_code_far_from_every_town_has_no_region(atlas):
    atlas.add_town(TownRow("US", "OR", "Portland", [], 45.5, -122.7, 652_503))
    atlas.add_postal(PostalRow("US", "96951", "Rota", "", 14.15, 145.19, 4))

    (code,) = atlas.codes()

    assert code.region is None


def test_a_code_of_a_large_receiver_is_named_after_the_town_around_it(atlas):
    add_munich(atlas)
    atlas.add_postal(PostalRow("DE", "80333", "Beispiel AG", "Bayern", 48.14, 11.57, 0))

    (code,) = atlas.codes()

    assert code.name == "Munich"


def test_a_code_of_a_large_receiver_far_from_every_town_is_named_by_itself(atlas):
    atlas.add_postal(PostalRow("DE", "80333", "Beispiel AG", "Bayern", 48.14, 11.57, 0))

    (code,) = atlas.codes()

    assert code.name == "80333"


def test_a_code_is_named_after_its_largest_town(atlas):
    add_munich(atlas)
    for town in ("Hamlet", "Munich", "Farm"):
        atlas.add_postal(PostalRow("DE", "80331", town, "Bayern", 48.1345, 11.571, 6))

    (code,) = atlas.codes()

    assert code.name == "Munich"


def test_the_posts_name_of_a_known_town_becomes_a_first_name(atlas):
    add_munich(atlas)
    atlas.add_postal(PostalRow("DE", "80331", "München", "Bayern", 48.1345, 11.571, 6))

    atlas.add_postal_towns()

    (town,) = atlas.towns
    assert town.names == {"munich", "munchen", "muenchen"}
    assert not town.other_names


def test_a_town_far_from_the_known_one_of_its_name_is_another(atlas):
    add_munich(atlas)
    atlas.add_postal(PostalRow("DE", "97999", "Munich", "Bayern", 50.0, 10.0, 6))

    atlas.add_postal_towns()

    assert [town.population for town in atlas.towns] == [1_505_005, 0]


def test_transliterations_and_airport_codes_are_no_names(atlas):
    add_munich(atlas, other_names=["mu ni hei", "MUC", "Мюнхен", "Monaco di Baviera"], population=9)

    assert atlas.towns[0].other_names == {"monaco di baviera"}


def test_short_names_of_famous_towns_are_kept(atlas):
    add_munich(atlas, other_names=["NYC"])

    assert atlas.towns[0].other_names == {"nyc"}
