"""Spelling: names a slip away are found, and the nearest comes first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.spelling import Speller, letter_counts

NAMES = ["portland", "cortland", "portsmouth", "paris", "orland", "pari"]
SPELLER = Speller(NAMES, letter_counts(NAMES))
words = st.text("abcdefghij", min_size=6, max_size=12)


@pytest.mark.parametrize(
    "typed", ["porltand", "portlan", "portlandd", "potrland", "portlend", "prtlamd"]
)
def test_one_or_two_slips_still_find_the_name(typed):
    assert SPELLER.near(typed, 3)[0] == "portland"


def test_a_short_name_may_be_only_one_slip_away():
    assert SPELLER.near("paros", 3) == ["paris"]


def test_no_more_names_come_than_were_asked_for():
    assert len(SPELLER.near("portland", 2)) == 2


def test_of_equally_near_names_the_more_important_comes_first():
    names = ["bonn", "bond"]

    assert Speller(names, letter_counts(names)).near("bona", 2) == ["bonn", "bond"]


def test_nothing_near_gives_nothing():
    assert SPELLER.near("zzzzzzzz", 3) == []


@given(words, st.integers(1, 5), st.sampled_from("klm"))
def test_any_single_slip_is_repaired(name, at, letter):
    slips = [name[:at] + letter + name[at:], name[:at] + letter + name[at + 1 :]]
    slips += [
        name[:at] + name[at + 1 :],
        name[: at - 1] + name[at : at + 1] + name[at - 1 : at] + name[at + 1 :],
    ]

    speller = Speller([name], letter_counts([name]))
    for typed in slips:
        assert speller.near(typed, 1) == [name] or len(typed) <= 5


def test_a_text_of_one_letter_without_end_is_near_nothing():
    assert SPELLER.near("x" * 200, 3) == []


def test_two_neighbours_swapped_are_one_slip():
    assert SPELLER.near("apris", 3) == ["paris"]
