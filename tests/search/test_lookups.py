"""Ways into columns say what the columns say."""

import json
from dataclasses import replace

import numpy as np
from hypothesis import given

from directory.search.columns import Columns
from directory.search.lookups import Lookups, facets_of, mask_of
from directory.search.query import FACETS
from directory.search.whoosh_schema import fields_of
from tests.search.worlds import crowds, document


def columns_of(crowd):
    stored = [fields_of(one) for one in crowd]
    rows = [json.loads(one["columns"]) for one in stored]
    return Columns.from_rows([one["id"] for one in stored], rows)


@given(crowds)
def test_bits_say_who_states_what(crowd):
    columns = columns_of(crowd)

    looked = Lookups.of(columns)

    names = columns.key_name.tolist()
    for number, name in enumerate(names):
        facet, _, key = name.partition(":")
        mask = mask_of(looked.key_bits[number], columns.count)
        assert mask.tolist() == [key in one.keys.get(facet, ()) for one in crowd]
    for number, facet in enumerate(FACETS):
        mask = mask_of(looked.states_bits[number], columns.count)
        assert mask.tolist() == [bool(one.keys.get(facet)) for one in crowd]
    assert [FACETS[at] for at in facets_of(columns)] == [name.partition(":")[0] for name in names]


@given(crowds)
def test_every_known_place_stands_in_its_cell(crowd):
    columns = columns_of(crowd)

    looked = Lookups.of(columns)

    places = looked.cell_place
    assert sorted(places.tolist()) == np.flatnonzero(columns.cell >= 0).tolist()
    assert looked.cells.tolist() == sorted(columns.cell[places].tolist())
    assert looked.cell_document.tolist() == columns.place_doc[places].tolist()
    assert looked.cell_longitude.tolist() == columns.longitude[places].tolist()
    np.testing.assert_array_equal(looked.cell_latitude, np.radians(columns.latitude[places]))
    np.testing.assert_array_equal(looked.cell_cosine, np.cos(looked.cell_latitude))


@given(crowds)
def test_first_places_and_keys_are_those_of_each_document(crowd):
    columns = columns_of(crowd)

    looked = Lookups.of(columns)

    for row, one in enumerate(crowd):
        first = looked.first_place[row]
        assert (first >= 0) == bool(one.locations)
        if one.locations:
            assert (columns.place_doc[first], columns.place_number[first]) == (row, 0)
        own = columns.key[columns.key_starts[row] : columns.key_starts[row + 1]]
        stated = {f"{facet}:{key}" for facet in FACETS for key in one.keys.get(facet, ())}
        assert set(columns.key_name[own].tolist()) == stated


def test_ids_in_order_give_numbers_in_order():
    ids = [f"{beginning:08x}-1111-4111-8111-111111111111" for beginning in (9, 4, 2**31, 1)]
    columns = columns_of([replace(document(1), id=one) for one in ids])

    order = Lookups.of(columns).order

    assert (order.argsort(kind="stable") == columns.ids.argsort(kind="stable")).all()
