"""Words around a place: they are taken away, and the place is left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.asking import says_nothing, without_asking


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("near Portland", "Portland"),
        ("around Portland OR", "Portland OR"),
        ("in Portland, Oregon", "Portland, Oregon"),
        ("Portland area", "Portland"),
        ("Portland, OR area", "Portland, OR"),
        ("Portland area, OR", "Portland, OR"),
        ("Greater Boston Area", "Boston"),
        ("the city of Chicago", "Chicago"),
        ("within 10 miles of Denver, CO", "Denver, CO"),
        ("20 km from Lyon", "Lyon"),
        ("just outside of Atlanta", "Atlanta"),
        ("in der Nähe von Berlin", "Berlin"),
        ("près de Lyon", "Lyon"),
        ("cerca de Madrid", "Madrid"),
        ("Auckland CBD", "Auckland"),
    ],
)
def test_what_only_says_how_near_is_taken_away(text, place):
    assert without_asking(text) == place


@pytest.mark.parametrize(
    "text", ["Aberdeen", "Infinity", "Thebes", "Umeå", "area", "near", "", "A"]
)
def test_a_name_that_only_begins_like_it_is_left_alone(text):
    assert without_asking(text) == text


@given(st.text(max_size=200))
def test_something_is_always_left(text):
    assert without_asking(text) or not text.strip(" ,\t\n\r")


@pytest.mark.parametrize(
    "text", ["", " ", "near me", "My location", "around here", "NaN, NaN", "n/a", ", ,", "Europe"]
)
def test_here_is_no_place(text):
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["ME", "Here, Missouri", "Portland", "Null Island"])
def test_a_place_says_something(text):
    assert not says_nothing(text)
