"""Facts of documents as arrays, and parts put one behind the other."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.grid import cell_of
from directory.search.columns import Columns
from directory.search.query import TEXT_FIELDS
from directory.search.whoosh_schema import fields_of
from tests.search.worlds import crowds, document

ARRAYS = tuple(Columns.__dataclass_fields__)


def rows_of(crowd):
    return [json.loads(fields_of(one)["columns"]) for one in crowd]


def columns_of(crowd):
    return Columns.from_rows([one.id for one in crowd], rows_of(crowd))


def listed(columns):
    """Everything in plain lists, keys by name, NaN made comparable."""
    plain = {
        name: [None if value != value else value for value in getattr(columns, name).tolist()]  # noqa: PLR0124
        for name in ARRAYS
        if name != "key_name"
    }
    plain["key"] = columns.key_name[columns.key].tolist()
    return plain


def test_no_documents_make_empty_arrays():
    empty = Columns.from_rows([], [])

    assert empty.count == 0
    assert empty.lengths.shape == (0, len(TEXT_FIELDS))
    assert empty.key_starts.tolist() == [0]
    assert all(len(getattr(empty, name)) == 0 for name in ARRAYS if name != "key_starts")


def test_unknown_facts_are_not_numbers_and_have_no_cell():
    columns = columns_of([document(point=None)])

    assert columns.cell.tolist() == [-1]
    for name in ("score", "score_low", "confirmed", "latitude", "longitude", "fee"):
        assert math.isnan(getattr(columns, name)[0])


def test_known_coordinates_have_their_cell():
    columns = columns_of([document()])

    assert columns.cell.tolist() == cell_of(columns.latitude, columns.longitude).tolist()


@given(crowds)
def test_rows_are_kept_as_they_were(crowd):
    columns = columns_of(crowd)

    assert [public.decode() for public in columns.ids] == [one.id for one in crowd]
    assert np.bincount(columns.place_doc, minlength=len(crowd)).tolist() == [
        len(one.locations) for one in crowd
    ]
    keys = [[f"{facet}:{key}" for facet in one.keys for key in one.keys[facet]] for one in crowd]
    found = [[] for _ in crowd]
    for row, name in zip(columns.key_doc, columns.key_name[columns.key], strict=True):
        found[row].append(str(name))
    assert [sorted(names) for names in found] == [sorted(names) for names in keys]


@given(crowds, st.integers(1, 5))
def test_rows_come_out_as_they_went_in(crowd, at_once):
    columns = columns_of(crowd)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("directory.search.columns._ROWS_AT_ONCE", at_once)
        rows = list(columns.rows())

    assert rows == rows_of(crowd)
    assert listed(Columns.from_rows([one.id for one in crowd], rows)) == listed(columns)


@given(crowds, st.integers(0, 12), st.integers(0, 12))
def test_parts_joined_equal_the_whole(crowd, one, other):
    first, second = sorted((one, other))
    parts = [crowd[:first], crowd[first:second], crowd[second:]]

    joined = Columns.joined([columns_of(part) for part in parts])

    assert listed(joined) == listed(columns_of(crowd))
    assert sorted(set(joined.key_name.tolist())) == joined.key_name.tolist()


def test_columns_do_not_change():
    with pytest.raises(AttributeError):
        columns_of([]).ids = None
