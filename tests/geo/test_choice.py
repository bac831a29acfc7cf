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


def test_a_name_from_abroad_wins_if_it_is_like_the_first_and_the_town_much_larger():
    suburb = town(1, 12_600)
    bruges = town(2, 118_500, kind=Kind.PLACE_OTHER)._replace(likeness=0.8)

    hits = ordered([suburb, bruges])

    assert hits == [bruges, suburb]
    assert not is_clear(hits)


@pytest.mark.parametrize("change", [{"likeness": 0.5}, {"foreign": False}])
def test_any_other_name_of_a_much_larger_town_is_offered_second_and_asked(change):
    here, small = town(1, 12_600), town(2, 9_000)
    larger = town(3, 118_500, kind=Kind.PLACE_OTHER)._replace(**change)

    hits = ordered([larger, small, here])

    assert hits == [here, larger, small]
    assert not is_clear([here, larger])


def test_a_town_found_by_a_part_of_its_name_is_asked():
    assert not is_clear([town(1, 600_000)._replace(in_part=True)])


def test_the_larger_of_two_that_look_the_same_keeps_its_rank():
    wales, village, island = town(1, 161_000), town(1, 850, at=(52.0, -4.8)), town(2, 24_000)

    assert ordered([village, island, wales]) == [wales, island]


def test_a_code_means_a_state_of_the_union_then_a_country_then_other_regions():
    madrid = Hit(Kind.REGION_CODE, _with_country(state(1, 13_000_000).place, "ES"), (5, 1))
    maryland = state(2, 5_000_000, kind=Kind.REGION_CODE, name="Maryland")
    moldova = Hit(Kind.COUNTRY_CODE, _with_country(state(3, 2_000_000).place, "MD"), (9, None))

    hits = ordered([madrid, moldova, maryland])

    assert hits == [maryland, moldova, madrid]
    assert not is_clear(hits)


@pytest.mark.parametrize(("people", "clear"), [(6_000, True), (40_000, False)])
def test_a_code_that_is_a_known_towns_name_is_asked(people, clear):
    hits = ordered([town(1, people), state(2, 5_000_000, kind=Kind.REGION_CODE)])

    assert hits[0].is_area
    assert is_clear(hits) is clear


def test_a_state_with_a_well_known_town_of_its_name_elsewhere_is_asked():
    assert not is_clear(ordered([state(1, 12_000_000), town(2, 280_000)]))
    assert is_clear(ordered([state(1, 12_000_000), town(2, 28_000)]))


def _with_country(place, country):
    fields = {name: getattr(place, name) for name in Place.__slots__}
    return Place(**{**fields, "country": country, "country_name": country})


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
