"""Contents of several segments, put together, are those of all their documents."""

from dataclasses import fields

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from directory.search.contents import Contents
from tests.search.test_gathering import gathered
from tests.search.worlds import crowds, document


def tables(contents):
    """Every array as text, in which NaN is equal to itself."""
    return {
        item.name: str(getattr(part, item.name).tolist())
        for part in (contents.terms, contents.columns)
        for item in fields(part)
    }


@given(crowds.filter(bool), st.data())
def test_parts_join_to_what_their_kept_rows_hold(crowd, data):
    cut = data.draw(st.integers(0, len(crowd)))
    parts = [gathered(some) for some in (crowd[:cut], crowd[cut:]) if some]
    sizes = [part.columns.count for part in parts]
    kept = [data.draw(st.sets(st.integers(0, size - 1), min_size=1)) for size in sizes]

    joined = Contents.joined(parts, [np.array(sorted(rows)) for rows in kept])

    ids = {
        part.columns.ids[row].decode()
        for part, rows in zip(parts, kept, strict=True)
        for row in rows
    }
    whole = gathered([one for one in crowd if one.id in ids])
    assert joined.columns.ids.tolist() == whole.columns.ids.tolist()
    assert joined.called == whole.called
    assert tables(joined) == tables(whole)


def test_a_part_of_which_nothing_is_kept_adds_nothing():
    first, second = gathered([document(1)]), gathered([document(2)])

    joined = Contents.joined([first, second], [np.arange(1), np.arange(0)])

    assert joined.columns.ids.tolist() == first.columns.ids.tolist()
    assert tables(joined) == tables(first)
