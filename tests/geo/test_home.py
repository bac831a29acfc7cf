"""The visitor's own country decides between namesakes, and only where it is unsure who was meant."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.home import AT_HOME, at_home
from directory.geo.place import Place, Resolution
from directory.geo.point import GeoPoint


def town(country, people, name="Salem", code=None):
    point = GeoPoint(people % 80, 10.0)
    return Place(name, point, "city", country, country, population=people, postal_code=code)


SALEM_IN = town("IN", 900_000)
SALEM_OR = town("US", 170_000)
SALEM_MA = town("US", 40_000)
UNSURE = Resolution(SALEM_IN, (SALEM_OR, SALEM_MA), confident=False)


def test_a_namesake_at_home_comes_first_and_what_was_first_stays_one_click_away():
    assert at_home(UNSURE, "US") == Resolution(SALEM_OR, (SALEM_IN, SALEM_MA), confident=False)


def test_what_is_sure_stays_wherever_the_visitor_is():
    sure = replace(UNSURE, confident=True)

    assert at_home(sure, "US") == sure


@pytest.mark.parametrize("country", [None, "IN", "DE"])
def test_without_a_namesake_at_home_nothing_changes(country):
    assert at_home(UNSURE, country) == UNSURE


def test_a_hamlet_at_home_does_not_stand_for_a_town():
    hamlet = Resolution(SALEM_IN, (SALEM_MA,), confident=False)

    assert at_home(hamlet, "US") == hamlet


def test_what_only_looks_like_the_name_is_no_namesake():
    guessed = Resolution(town("DE", 0, "Salm"), (SALEM_OR,), confident=False)

    assert at_home(guessed, "US") == guessed


def test_a_code_that_two_countries_have_is_taken_as_the_own_one():
    new_york, berlin = town("US", 0, "New York", "10115"), town("DE", 0, "Berlin", "10115")
    unsure = Resolution(new_york, (berlin,), confident=False)

    assert at_home(unsure, "DE").place == berlin
    assert at_home(unsure, "US").place == new_york


def test_a_town_is_no_namesake_of_a_code_in_a_town_of_its_name():
    unsure = Resolution(town("US", 0, code="97301"), (town("DE", 9),), confident=False)

    assert at_home(unsure, "DE") == unsure


@given(
    st.lists(
        st.tuples(st.sampled_from(["US", "DE", "CA"]), st.integers(0, 10**6)),
        min_size=1,
        unique=True,
    ),
    st.sampled_from(["US", "DE", None]),
    st.booleans(),
)
def test_the_same_places_are_offered_in_whatever_order(places, country, confident):
    first, *others = (town(*place) for place in places)
    found = Resolution(first, tuple(others), confident)

    answered = at_home(found, country)

    assert {answered.place, *answered.alternatives} == {first, *others}
    assert len(answered.alternatives) == len(others)
    assert answered.place.population * AT_HOME >= first.population
