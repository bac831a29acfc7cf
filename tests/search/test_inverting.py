"""Occurrences become a table of terms and come out of it again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.inverting import Occurrences, invert, occurrences_of
from directory.search.term_table import FIELDS

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


def told(some):
    named = [some.words[number] for number in some.word.tolist()]
    return sorted(zip(named, some.document.tolist(), some.position.tolist(), strict=True))


@given(worlds)
def test_what_goes_in_comes_out_but_for_what_is_left_out(world):
    table = invert([occurrences(found) for found in world], COUNT)

    for field, found in zip(FIELDS, world, strict=True):
        assert told(occurrences_of(table, field)) == sorted(one for one in found if one[1] >= 0)


@given(worlds)
def test_terms_stand_in_order_each_once_and_only_where_they_occur(world):
    table = invert([occurrences(found) for found in world], COUNT)

    terms = [table.term(at) for at in range(len(table))]
    assert terms == sorted(set(terms))
    assert all(len(table.parts(at)[0]) for at in range(len(table)))


@given(rows, rows)
def test_parts_are_taken_together(first, second):
    joined = Occurrences.joined([occurrences(first), occurrences(second)])

    assert told(joined) == sorted(first + second)
    assert len(set(joined.words)) == len(joined.words)


def test_more_than_can_be_sorted_at_once_is_refused():
    nothing = occurrences([])
    far = occurrences([("gait", 0, 2**31 - 1)])

    with pytest.raises(OverflowError, match="too many words"):
        invert([far, *[nothing] * (len(FIELDS) - 1)], 2**33)
