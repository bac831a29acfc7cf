"""The first few of many are the first few of all of them sorted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.ordering import first

few_values = st.sampled_from((-np.inf, -1.0, 0.0, 0.5, 2.0, np.inf))


@given(
    st.lists(st.tuples(few_values, few_values, few_values), max_size=40),
    st.integers(1, 50),
    st.randoms(use_true_random=False),
)
def test_the_first_are_those_of_a_full_sort(values, count, chance):
    ids = np.array([f"{number:04}".encode() for number in range(len(values))], dtype="S36")
    rows = np.array(chance.sample(range(len(values)), len(values)), dtype=np.int64)
    keys = [np.array([value[at] for value in values]) for at in range(3)]

    found = first([key.__getitem__ for key in (*keys, ids[rows])], len(values), count)

    everything = sorted(range(len(values)), key=lambda at: (*values[at], ids[rows[at]]))
    assert found.tolist() == everything[:count]


@pytest.mark.parametrize("count", [1, 3, 9])
def test_all_alike_stand_in_the_order_of_their_ids(count):
    ids = np.array([b"d", b"a", b"c", b"b"])

    found = first([np.zeros(4).__getitem__, ids.__getitem__], 4, count)

    assert found.tolist() == [1, 3, 2, 0][:count]
