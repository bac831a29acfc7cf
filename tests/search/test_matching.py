"""Reach and text on a small index; what random worlds cannot show is shown here."""

import numpy as np
import pytest

from directory.geo.area import Area
from directory.geo.point import GeoPoint
from directory.search import matching, ranking
from directory.search.engine import DocumentLocation
from directory.search.query import Circle, Member, Query, TermGroup, Text
from directory.search.whoosh_engine import WhooshEngine
from tests.search.worlds import DENVER, TODAY, asking, document


@pytest.fixture
def snapshot_of(tmp_path):
    def build(*crowd):
        engine = WhooshEngine(tmp_path / "index")
        engine.rebuild(crowd)
        return engine._current()  # noqa: SLF001 - the parts are tried without the engine

    return build


def rows_in(snapshot, where):
    return matching.in_reach(snapshot, where).rows.tolist()


def test_a_radius_of_nothing_reaches_the_spot_itself(snapshot_of):
    snapshot = snapshot_of(document(1))

    assert rows_in(snapshot, Circle(DENVER, 0.0)) == [0]
    assert rows_in(snapshot, Circle(GeoPoint(39.7392, -104.9904), 0.0)) == []


def test_a_region_is_not_mistaken_for_the_same_code_abroad(snapshot_of):
    colorado = document(1)
    coburg = document(2, locations=(DocumentLocation(DENVER, "DE", "CO"),))
    snapshot = snapshot_of(colorado, coburg)

    reached = matching.in_reach(snapshot, Area("US", "CO"))

    assert snapshot.columns.ids[reached.rows].tolist() == [colorado.id.encode()]
    assert reached.distances_km is None


def test_distances_are_told_to_the_millimetre(snapshot_of):
    snapshot = snapshot_of(document(1, point=GeoPoint(39.8, -104.9)))

    (km,) = matching.in_reach(snapshot, Circle(DENVER, 40.0)).distances_km

    assert km == round(km, 6)


def test_only_masks_what_it_should(snapshot_of):
    reached = matching.in_reach(snapshot_of(document(1), document(2)), None)

    kept = reached.only(np.array([False, True]))

    assert (kept.rows.tolist(), kept.distances_km) == ([1], None)


def test_all_members_of_a_group_count_each_by_its_weight(snapshot_of):
    text = {"bio": "gait analysis"}
    snapshot = snapshot_of(document(1, texts=text), document(2, texts={"bio": "gait form"}))
    gait, analysis = Member(("gait",)), Member(("analysis",), 0.4)

    match = matching.match_text(
        snapshot, Text((TermGroup("gait", (gait, analysis)),)), np.array([0, 1])
    )

    once = ranking.field_frequency(np.array([1.0]), np.array([2.0]), 2.0, "bio")
    wanted = [ranking.group_value(share * once, np.array([True]))[0] for share in (1.4, 1.0)]
    assert match.score.tolist() == pytest.approx(wanted)


def test_a_member_counts_in_its_own_fields_only(snapshot_of):
    snapshot = snapshot_of(document(1, texts={"name": "Art", "bio": "Knees"}))
    members = (Member(("art",), fields=("craft", "bio")),)

    match = matching.match_text(snapshot, Text((TermGroup("art", members),)), np.array([0]))

    assert match.matched.tolist() == [False]


def test_phrases_do_not_reach_over_a_line(snapshot_of):
    snapshot = snapshot_of(document(1, texts={"focus": "Gait analysis\nKnee pain"}))

    for phrase, matched in ((("gait", "analysis"), True), (("analysis", "knee"), False)):
        text = Text((TermGroup("", (Member(phrase),)),))
        assert matching.match_text(snapshot, text, np.array([0])).matched.tolist() == [matched]


def test_excluded_alone_matches_all_the_others(snapshot_of):
    snapshot = snapshot_of(document(1, texts={"bio": "massage"}), document(2))

    match = matching.match_text(snapshot, Text(excluded=(("massage",),)), np.array([0, 1]))

    matched = snapshot.columns.ids[match.matched].tolist()
    assert matched == [document(2).id.encode()]
    assert match.score.tolist() == [1.0, 1.0]


def test_silent_listings_stay_in_only_when_their_profession_fits(snapshot_of):
    silent = {"states_methods": False, "texts": {"name": "Silent"}}
    fitting, other = (
        document(1, **silent),
        document(2, **silent | {"keys": {"profession": ("dietitian",)}}),
    )
    snapshot = snapshot_of(fitting, other)
    query = asking("gait", unstated_professions=frozenset({"physical_therapist"}))
    rows = np.array([0, 1])
    match = matching.match_text(snapshot, query.text, rows)

    test = matching.text_test(snapshot, query, rows, match)

    assert snapshot.columns.ids[test.kept].tolist() == [fitting.id.encode()]
    assert test.passing.tolist() == [False, False]


def test_everybody_is_in_reach_without_a_place(snapshot_of):
    snapshot = snapshot_of(document(1), document(2, locations=()))

    reached = matching.in_reach(snapshot, Query(today=TODAY).where)

    assert reached.rows.tolist() == [0, 1]
    assert sorted(reached.places.tolist()) == [-1, 0]
