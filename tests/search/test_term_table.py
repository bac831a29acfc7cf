"""Tables of terms find what was put in, and notice what was changed since."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.array_file import ArraysDamaged
from directory.search.term_table import FIELDS, TermTable, term_of

words = st.text("abzé'\U0001f3c3", min_size=1, max_size=4)
postings = st.dictionaries(
    st.integers(0, 30), st.sets(st.integers(0, 9), min_size=1, max_size=3), min_size=1, max_size=4
)
contents = st.dictionaries(st.tuples(st.sampled_from(FIELDS), words), postings, max_size=12)


def table_of(content):
    """A table of {(field, word): {document: positions}}."""
    terms = sorted((term_of(*key), rows) for key, rows in content.items())
    documents = [row for _, rows in terms for row in sorted(rows)]
    unplaced = bytes([len(FIELDS) - 1])
    times = [1 if t >= unplaced else len(rows[row]) for t, rows in terms for row in sorted(rows)]
    places = [
        at for t, rows in terms if t < unplaced for row in sorted(rows) for at in sorted(rows[row])
    ]
    return TermTable.summed_up(
        [term for term, _ in terms],
        np.cumsum([0, *(len(rows) for _, rows in terms)], dtype=np.int64),
        np.array(documents, dtype=np.int32),
        np.array(times, dtype=np.int32),
        np.array(places, dtype=np.int32),
    )


@given(contents)
def test_what_was_put_in_is_found(content):
    table = table_of(content)

    assert len(table) == len(content)
    for (field, word), rows in content.items():
        found = table.find(field, word)
        assert found.documents.tolist() == sorted(rows)
        if field == FIELDS[-1]:
            assert found.times.tolist() == [1] * len(rows)
            assert found.positions.tolist() == []
        else:
            assert found.times.tolist() == [len(rows[row]) for row in sorted(rows)]
            assert found.positions.tolist() == [
                at for row in sorted(rows) for at in sorted(rows[row])
            ]


@given(contents, st.sampled_from(FIELDS), words)
def test_what_was_not_put_in_is_nowhere(content, field, word):
    found = table_of(content).find(field, word)

    assert len(found) == len(content.get((field, word), ()))


@given(contents)
def test_each_word_of_a_field_is_told_with_its_documents(content):
    table = table_of(content)

    for field in FIELDS:
        told = {one.word: one.documents for one in table.each(field)}
        assert told == {word: len(rows) for (own, word), rows in content.items() if own == field}


@pytest.mark.parametrize("name", ["documents", "times", "positions"])
def test_postings_that_changed_are_not_trusted(name):
    table = table_of({("bio", "gait"): {1: {0, 4}, 3: {2}}, ("bio", "knee"): {2: {1}}})
    changed = getattr(table, name).copy()
    changed[0] += 1
    torn = replace(table, **{name: changed})

    with pytest.raises(ArraysDamaged, match="bio"):
        torn.find("bio", "gait")
    assert torn.find("bio", "knee").documents.tolist() == [2]
