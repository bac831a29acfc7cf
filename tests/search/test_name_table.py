"""Names found by the beginnings of their words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.name_table import COMPARED_BYTES, NOBODY, NameTable, entries_of, first_names
from directory.search.words import words

_names = st.lists(st.text("aábc -'.Łж", max_size=12), max_size=12)


def found(names, *asked, limit=99, live=None):
    alive = np.ones(len(names), dtype=np.bool_) if live is None else np.array(live)
    return first_names([(NameTable.of(names), alive)], asked, limit)


def test_every_word_begins_an_entry_that_goes_on_to_the_end():
    assert list(entries_of("André da Silva")) == [
        (b"andre da silva", False),
        (b"da silva", True),
        (b"silva", True),
    ]


@given(_names, st.text("abcж", min_size=1, max_size=3))
def test_who_is_found_has_a_word_that_begins_so_and_nobody_else_has(names, asked):
    having = {name for name in names if any(word.startswith(asked) for word in words(name))}

    assert set(found(names, asked)) == having


@given(_names, _names, st.text("ab", min_size=1, max_size=2))
def test_two_tables_answer_as_one(some, others, asked):
    tables = [(NameTable.of(names), np.ones(len(names), bool)) for names in (some, others)]

    assert first_names(tables, [asked], 5) == found([*some, *others], asked, limit=5)


@pytest.mark.parametrize("asked", [["zz"], ["bo", "zz"], []])
def test_nobody_is_found_by_what_no_name_has(asked):
    assert found(["Bo Lee"], *asked) == ()


def test_those_who_do_not_count_are_left_out():
    assert found(["Bo Lee", "Bo Kim"], "bo", live=[False, True]) == ("Bo Kim",)


def test_a_long_word_counts_by_its_beginning():
    long = "x" * (COMPARED_BYTES + 5)

    assert found([long], long + "yz") == (long,)


def test_an_empty_table_is_nobodys():
    assert first_names([(NOBODY, np.zeros(0, bool))], ["bo"], 3) == ()
