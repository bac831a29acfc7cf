"""Choice: first names before others, then people; and no guess is sure while it has rivals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.area import Area
from directory.geo.choice import Hit, is_clear, ordered
from directory.geo.place import Place
from directory.geo.point import GeoPoint
from directory.geo.schema import Kind


def town(region, people, *, name="Portland", kind=Kind.PLACE, at=(45.5, -122.6), country=(0, "US")):
    number, code = country
    place = Place(name, GeoPoint(*at), "city", code, code, f"Region {region}", str(region))
    return Hit(kind, _with_people(place, people), (number, region))


def state(region, people, *, kind=Kind.REGION, name="Portland"):
    area = Area("US", str(region), "United States", name)
    place = Place(name, None, "admin1", "US", "US", name, str(region), area)
    return Hit(kind, _with_people(place, people), (0, region))


def _with_people(place, people):
    fields = {name: getattr(place, name) for name in Place.__slots__}
    return Place(**{**fields, "population": people})


def test_a_first_name_ranks_above_a_larger_towns_other_name():
    known, other = town(1, 10_000), town(2, 90_000, kind=Kind.PLACE_OTHER)

    assert ordered([other, known]) == [known, other]


def test_an_overwhelming_town_wins_by_its_other_name():
    hamlet, metropolis = town(1, 7_000), town(2, 1_000_000, kind=Kind.PLACE_OTHER)

    assert ordered([hamlet, metropolis])[0] == metropolis


def test_a_state_ranks_above_a_small_town_elsewhere():
    small, whole = town(1, 20_000), state(2, 4_000_000)

    assert ordered([small, whole])[0] == whole


def test_a_metropolis_ranks_above_a_state_elsewhere():
    capital, whole = town(1, 690_000), state(2, 7_000_000)

    assert ordered([whole, capital])[0] == capital


def test_a_town_that_is_much_of_its_state_ranks_above_it():
    city, whole = town(2, 400_000), state(2, 1_500_000)

    assert ordered([whole, city])[0] == city
    assert is_clear(ordered([whole, city]))


def test_a_hamlet_does_not_rank_above_the_state_it_lies_in():
    hamlet, whole = town(2, 400), state(2, 1_500_000)

    assert ordered([whole, hamlet])[0] == whole


def test_a_code_of_a_state_loses_to_a_metropolis_of_that_name_but_asks():
    city, code = (
        town(1, 3_800_000, kind=Kind.PLACE_OTHER),
        state(2, 4_600_000, kind=Kind.REGION_CODE),
    )

    hits = ordered([code, city])

    assert hits[0] == city
    assert not is_clear(hits)


def test_places_in_the_hinted_country_come_first():
    here, abroad = town(1, 1_000), town(2, 900_000, country=(1, "CA"))

    assert ordered([abroad, here], hint="US")[0] == here
    assert is_clear(ordered([abroad, here], hint="US"), hint="US")


def test_towns_nearby_come_first():
    near, far = town(1, 1_000, at=(45.0, -122.0)), town(2, 90_000, at=(30.0, -90.0))
    here = GeoPoint(45.5, -122.5)

    assert ordered([far, near, state(3, 10**7)], near=here)[0] == near
    assert is_clear(ordered([far, near], near=here), near=here)


def test_accents_as_typed_decide():
    plain, accented = town(1, 90_000, name="Munster"), town(2, 9_000, name="Münster")

    assert ordered([plain, accented], typed="münster")[0] == accented


def test_towns_that_look_the_same_are_shown_once():
    large, small = town(1, 9_000), town(1, 50, at=(44.0, -121.0))

    assert ordered([small, large]) == [large]


@pytest.mark.parametrize(("people", "clear"), [(60_000, True), (70_000, False)])
def test_a_rival_of_more_than_a_tenth_makes_it_unclear(people, clear):
    assert is_clear([town(1, 650_000), town(2, people)]) is clear


def test_towns_of_which_nothing_is_known_are_rivals():
    assert not is_clear([town(1, 0), town(2, 0)])
    assert is_clear([town(1, 0)])


def test_a_small_town_known_by_another_name_only_is_unclear():
    assert not is_clear([town(1, 60_000, kind=Kind.PLACE_OTHER)])
    assert is_clear([town(1, 600_000, kind=Kind.PLACE_OTHER)])


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 10**6), st.booleans()), max_size=8))
def test_ordering_loses_no_place_and_repeats_none(rows):
    hits = [
        town(region, people, kind=Kind.PLACE_OTHER if other else Kind.PLACE)
        for region, people, other in rows
    ]

    result = ordered(hits)

    assert {hit.place.label for hit in result} == {hit.place.label for hit in hits}
    assert len({hit.place.label for hit in result}) == len(result)
    assert result == ordered(hits[::-1]) or len({hit[1].population for hit in hits}) < len(hits)
