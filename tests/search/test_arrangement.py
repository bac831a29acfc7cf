"""Of each id the newest document is written, along the curve."""

from hypothesis import given
from hypothesis import strategies as st

from directory.geo.grid import cell_of
from directory.geo.point import GeoPoint
from directory.search.arrangement import arranged, newest
from directory.search.columns import Columns
from directory.search.whoosh_schema import columns_of
from tests.search.worlds import DENVER, crowds, document, documents, public_id


@given(st.lists(documents, max_size=12), st.dictionaries(st.integers(0, 14), st.integers(0, 4)))
def test_the_newest_of_each_id_is_taken_unless_the_index_has_a_newer(crowd, known):
    stored = {public_id(number): version for number, version in known.items()}

    chosen = newest(crowd, stored)

    assert len({one.id for one in chosen}) == len(chosen)
    for one in crowd:
        versions = [other.version for other in crowd if other.id == one.id]
        taken = [other.version for other in chosen if other.id == one.id]
        assert taken == ([max(versions)] if max(versions) >= stored.get(one.id, 0) else [])


def test_of_equal_versions_the_last_is_taken():
    first, last = document(1, texts={"bio": "first"}), document(1, texts={"bio": "last"})

    assert newest([first, last]) == [last]


def facts(crowd):
    return Columns.from_rows([one.id for one in crowd], [columns_of(one) for one in crowd])


@given(crowds)
def test_documents_stand_along_the_curve_and_those_without_a_place_last(crowd):
    ordered = [crowd[row] for row in arranged(facts(crowd)).tolist()]

    points = [next((p.point for p in one.locations if p.point), None) for one in ordered]
    placed = [point for point in points if point]
    assert points == [*placed, *[None] * (len(points) - len(placed))]
    cells = cell_of([p.latitude for p in placed], [p.longitude for p in placed]).tolist()
    assert cells == sorted(cells)
    assert sorted(one.id for one in ordered) == sorted({one.id for one in crowd})


@given(st.lists(documents, max_size=12))
def test_of_each_id_the_newest_is_arranged_and_the_last_of_equal_ones(crowd):
    ordered = [crowd[row] for row in arranged(facts(crowd)).tolist()]

    assert sorted(map(id, ordered)) == sorted(map(id, newest(crowd)))


def test_neighbours_in_one_cell_stand_in_the_order_of_their_ids():
    near = GeoPoint(DENVER.latitude + 1e-5, DENVER.longitude)
    crowd = [document(3, point=near), document(1), document(2, point=near)]

    assert [crowd[row].id for row in arranged(facts(crowd))] == [public_id(n) for n in (1, 2, 3)]
