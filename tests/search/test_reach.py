"""Who is within reach, from which place, on small indexes and against measuring each."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.area import Area
from directory.geo.point import GeoPoint, distances_km
from directory.search.columns import Columns
from directory.search.engine import DocumentLocation
from directory.search.lookups import Lookups
from directory.search.part import Part
from directory.search.query import Circle
from directory.search.reach import in_reach
from directory.search.whoosh_schema import fields_of
from tests.search.worlds import DENVER, document


class Pieces:
    """A segment of documents that nothing was written of."""

    def __init__(self, crowd):
        stored = [fields_of(one) for one in crowd]
        rows = [json.loads(one["columns"]) for one in stored]
        self.columns = Columns.from_rows([one["id"] for one in stored], rows)
        self.lookups = Lookups.of(self.columns)


def part_of(*crowd, deleted=()):
    return Part(Pieces(crowd), deleted)


def at(*points):
    return tuple(DocumentLocation(point, "US", "CO") for point in points)


near_denver = st.builds(
    GeoPoint,
    st.floats(39.6, 39.9).map(lambda degrees: round(degrees, 2)),
    st.floats(-105.1, -104.8).map(lambda degrees: round(degrees, 2)),
)


@given(
    st.lists(st.lists(near_denver, max_size=4), max_size=8),
    st.floats(0, 30),
    st.sets(st.integers(0, 7)),
)
def test_each_is_reached_from_the_nearest_of_its_places(homes, radius_km, deleted):
    crowd = [document(number, locations=at(*points)) for number, points in enumerate(homes)]
    gone = {row for row in deleted if row < len(crowd)}

    reached = in_reach(part_of(*crowd, deleted=gone), Circle(DENVER, radius_km))

    expected, start = {}, 0
    for row, points in enumerate(homes):
        km = [round(float(distances_km(DENVER, p.latitude, p.longitude)), 6) for p in points]
        if row not in gone and km and min(km) <= radius_km:
            expected[row] = (start + km.index(min(km)), min(km))
        start += len(points)
    assert reached.rows.tolist() == sorted(expected)
    assert reached.places.tolist() == [expected[row][0] for row in sorted(expected)]
    assert reached.distances_km.tolist() == [expected[row][1] for row in sorted(expected)]


def test_a_radius_of_nothing_reaches_the_spot_itself():
    part = part_of(document(1))

    assert in_reach(part, Circle(DENVER, 0.0)).rows.tolist() == [0]
    assert in_reach(part, Circle(GeoPoint(39.7392, -104.9904), 0.0)).rows.tolist() == []


def test_a_region_is_not_mistaken_for_the_same_code_abroad():
    coburg = document(2, locations=(DocumentLocation(DENVER, "DE", "CO"),))

    reached = in_reach(part_of(document(1), coburg), Area("US", "CO"))

    assert reached.rows.tolist() == [0]
    assert reached.distances_km is None


def test_everybody_is_in_reach_without_a_place():
    reached = in_reach(part_of(document(1), document(2, locations=()), deleted=[]), None)

    assert (reached.rows.tolist(), reached.places.tolist()) == ([0, 1], [0, -1])


@pytest.mark.parametrize("where", [None, Area("US", "CO"), Area("US", ""), Circle(DENVER, 1.0)])
def test_who_was_deleted_is_out_of_reach(where):
    part = part_of(document(1), document(2), document(3), deleted=[1])

    assert in_reach(part, where).rows.tolist() == [0, 2]


def test_only_masks_what_it_should():
    reached = in_reach(part_of(document(1), document(2)), None)

    kept = reached.only(np.array([False, True]))

    assert (kept.rows.tolist(), kept.distances_km) == ([1], None)
