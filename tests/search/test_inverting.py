"""Occurrences become a table of terms and come out of it again."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search import inverting
from directory.search.inverting import Occurrences, invert, occurrences_of
from directory.search.term_table import FIELDS, TermTable

COUNT = 6
WORDS = ("gait", "knee", "zoé", "a")

rows = st.lists(
    st.tuples(st.sampled_from(WORDS), st.integers(-1, COUNT - 1), st.integers(0, 9)),
    unique=True,
    max_size=15,
)
worlds = st.tuples(*[rows] * (len(FIELDS) - 1), st.lists(
    st.tuples(st.sampled_from(WORDS), st.integers(-1, COUNT - 1), st.just(0)),
    unique=True,
    max_size=15,
))  # fmt: skip


def occurrences(found):
    words = list(dict.fromkeys(word for word, _, _ in found))
    numbers = [(words.index(word), row, at) for word, row, at in found]
    columns = np.array(numbers, dtype=np.int32).reshape(-1, 3).T
    return Occurrences(words, *columns)


def inverted(world, count=COUNT):
    given_of = dict(zip(FIELDS, world, strict=True))
    return invert(lambda field: occurrences(given_of[field]), count)


def told(some):
    named = [some.words[number] for number in some.word.tolist()]
    return sorted(zip(named, some.document.tolist(), some.position.tolist(), strict=True))


@given(worlds)
def test_what_goes_in_comes_out_but_for_what_is_left_out(world):
    table = inverted(world)

    for field, found in zip(FIELDS, world, strict=True):
        assert told(occurrences_of(table, field)) == sorted(one for one in found if one[1] >= 0)


@given(worlds)
def test_terms_stand_in_order_each_once_and_only_where_they_occur(world):
    table = inverted(world)

    terms = [table.term(at) for at in range(len(table))]
    assert terms == sorted(set(terms))
    assert all(len(table.parts(at)[0]) for at in range(len(table)))


@given(worlds, st.integers(1, 5))
def test_words_sorted_in_slices_make_the_same_table(world, at_once):
    whole = inverted(world)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inverting, "_SORTED_AT_ONCE", at_once)
        sliced = inverted(world)

    for item in fields(TermTable):
        assert getattr(sliced, item.name).tolist() == getattr(whole, item.name).tolist()


@given(rows, rows)
def test_parts_are_taken_together(first, second):
    joined = Occurrences.joined([occurrences(first), occurrences(second)])

    assert told(joined) == sorted(first + second)
    assert len(set(joined.words)) == len(joined.words)


def test_more_than_can_be_sorted_at_once_is_refused():
    far = [("gait", 0, 2**31 - 1)]

    with pytest.raises(OverflowError, match="too many words"):
        inverted([far, *[[]] * (len(FIELDS) - 1)], 2**33)
