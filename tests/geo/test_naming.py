"""Naming: what a typed name has in common with the names that a town bears."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.choice import Hit
from directory.geo.naming import bears, has_head, is_headed_by, likeness, parts_dropped, weighed
from directory.geo.place import Place
from directory.geo.point import GeoPoint
from directory.geo.schema import Kind


def town(name, people=0, *, kind=Kind.PLACE_OTHER, country="US", at=(51.5, 12.0)):
    place = Place(name, GeoPoint(*at) if at else None, "city", country, country, population=people)
    return Hit(kind, place, (0, 1))


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Frankfurt am Main", "frankfurt"),
        ("Newcastle upon Tyne", "newcastle"),
        ("Stoke-on-Trent", "stoke"),
        ("Santiago de Compostela", "santiago"),
        ("Villingen-Schwenningen", "villingen"),
        ("Rothenburg ob der Tauber", "rothenburg"),
        ("San Sebastián de los Reyes", "san sebastian"),
    ],
)
def test_a_longer_name_is_headed_by_its_head(name, head):
    assert is_headed_by(name, head)
    assert bears(name, head)


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Frankfurt", "frankfurt"),
        ("Perth Amboy", "perth"),
        ("Stoke Gifford", "stoke"),
        ("Stokesley", "stoke"),
        ("New Brunswick", "brunswick"),
        ("East Berlin", "berlin"),
    ],
)
def test_a_name_of_its_own_is_headed_by_none(name, head):
    assert not is_headed_by(name, head)


@pytest.mark.parametrize(
    ("name", "folded", "expected"),
    [
        ("Le Havre", "havre", True),
        ("Greater Sudbury", "sudbury", True),
        ("New York City", "new york", True),
        ("Kingston upon Hull", "hull", True),
        ("Donostia / San Sebastián", "san sebastian", True),
        ("Little Rock", "littlerock", True),
        ("New Brunswick", "brunswick", False),
        ("Perth Amboy", "perth", False),
        ("Jacksonville", "burns", False),
        ("Jacksonville", "jackson", False),
    ],
)
def test_a_name_bears_another_but_for_what_tells_it_apart(name, folded, expected):
    assert bears(name, folded) is expected


def test_generic_beginnings_are_no_heads():
    assert has_head("stoke")
    assert not has_head("saint")
    assert not has_head("is")


@given(st.text("abc ", max_size=12), st.text("abc ", max_size=12))
def test_likeness_lies_between_nothing_and_all(one, other):
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1


def test_another_name_that_is_part_of_the_first_counts_as_first():
    hits = weighed([town("Frankfurt am Main")], "frankfurt")

    assert hits[0].kind is Kind.PLACE


def test_an_unlike_name_is_dropped_where_another_town_has_the_name():
    burns, stray, like = town("Burns", kind=Kind.PLACE), town("Jacksonville"), town("Burney")

    assert [hit.place for hit in weighed([burns, stray, like], "burns")] == [
        burns.place,
        like.place,
    ]
    assert weighed([stray], "burns")[0].place == stray.place


@pytest.mark.parametrize(
    ("country", "people", "name", "kept"),
    [
        ("DE", 1_000_000, "cologne", True),
        ("DE", 90_000, "cologne", False),
        ("US", 1_000_000, "cologne", False),
        ("DE", 1_000_000, "col", False),
    ],
)
def test_a_large_town_keeps_what_it_is_called_abroad(country, people, name, kept):
    first, abroad = town(name, kind=Kind.PLACE), town("Zzyzx", people, country=country)

    assert (len(weighed([first, abroad], name)) == 2) is kept


def test_a_part_of_a_larger_town_is_left_out():
    halle = town("Halle (Saale)", 237_000, kind=Kind.PLACE)
    part = town("Halle-Neustadt", 44_000, kind=Kind.PLACE)
    far = town("Halle-Booienhoven", 2_000, kind=Kind.PLACE, at=(50.8, 5.0))
    nowhere = town("Halle-Nowhere", 2_000, kind=Kind.PLACE, at=None)

    assert parts_dropped([halle, part, far, nowhere], [halle]) == [far, nowhere]
