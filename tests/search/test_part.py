"""A part tells who lives, who states what, and counts as one would by reading."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search import part as parts
from directory.search.query import FACETS
from tests.search.test_reach import part_of
from tests.search.worlds import crowds, document


@given(crowds, st.data(), st.sampled_from([0, 20, 10**6]))
def test_counts_are_those_of_reading_each(crowd, data, beside):
    part = part_of(*crowd)
    chosen = data.draw(st.sets(st.integers(0, len(crowd) - 1))) if crowd else set()
    rows = np.array(sorted(chosen), dtype=np.int64)
    before = parts._KEYS_BESIDE  # noqa: SLF001 - both ways to count have to be tried

    try:
        parts._KEYS_BESIDE = beside  # noqa: SLF001
        keys, stating = part.counts(rows)
    finally:
        parts._KEYS_BESIDE = before  # noqa: SLF001

    for number, name in enumerate(part.columns.key_name.tolist()):
        facet, _, key = name.partition(":")
        assert keys[number] == sum(key in crowd[row].keys.get(facet, ()) for row in chosen)
    for number, facet in enumerate(FACETS):
        assert stating[number] == sum(bool(crowd[row].keys.get(facet)) for row in chosen)


def test_masks_tell_who_states_what():
    part = part_of(document(1), document(2, keys={"kind": ("running_coach",)}))

    assert part.having("kind", {"therapist"}).tolist() == [True, False]
    assert part.having("kind", {"therapist", "running_coach", "nobody"}).all()
    assert not part.having("kind", ()).any()
    assert part.stating("profession").tolist() == [True, False]
    assert not part.stating("language").any()


@pytest.mark.parametrize(("deleted", "living"), [((), [0, 1, 2]), ((1,), [0, 2]), ((0, 1, 2), [])])
def test_the_deleted_do_not_live(deleted, living):
    part = part_of(document(1), document(2), document(3), deleted=deleted)

    assert part.documents == len(living)
    assert part.all_rows.tolist() == living
    assert np.flatnonzero(part.living(np.arange(3))).tolist() == living


def test_only_the_living_have_lengths():
    long = document(1, texts={"bio": "gait analysis on a treadmill"})

    part = part_of(long, document(2, texts={"name": "Ada", "bio": "gait"}), deleted=[0])

    assert part.lengths_sum.tolist() == [1.0, 0.0, 0.0, 1.0]
