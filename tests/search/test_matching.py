"""Text on a small index; what random worlds cannot show is shown here."""

import numpy as np
import pytest

from directory.search import matching, ranking
from directory.search.query import Member, TermGroup, Text
from directory.search.whoosh_engine import WhooshEngine
from tests.search.worlds import asking, document


@pytest.fixture
def snapshot_of(tmp_path):
    def build(*crowd):
        engine = WhooshEngine(tmp_path / "index")
        engine.rebuild(crowd)
        return engine._current()  # noqa: SLF001 - the parts are tried without the engine

    return build


def test_all_members_of_a_group_count_each_by_its_weight(snapshot_of):
    text = {"bio": "gait analysis"}
    snapshot = snapshot_of(document(1, texts=text), document(2, texts={"bio": "gait form"}))
    gait, analysis = Member(("gait",)), Member(("analysis",), 0.4)

    match = matching.match_text(
        snapshot, 0, Text((TermGroup("gait", (gait, analysis)),)), np.array([0, 1])
    )

    once = ranking.field_frequency(np.array([1.0]), np.array([2.0]), 2.0, "bio")
    wanted = [ranking.group_value(share * once, np.array([True]))[0] for share in (1.4, 1.0)]
    assert match.score.tolist() == pytest.approx(wanted)


def test_a_member_counts_in_its_own_fields_only(snapshot_of):
    snapshot = snapshot_of(document(1, texts={"name": "Art", "bio": "Knees"}))
    members = (Member(("art",), fields=("craft", "bio")),)

    match = matching.match_text(snapshot, 0, Text((TermGroup("art", members),)), np.array([0]))

    assert match.matched.tolist() == [False]


def test_phrases_do_not_reach_over_a_line(snapshot_of):
    snapshot = snapshot_of(document(1, texts={"focus": "Gait analysis\nKnee pain"}))

    for phrase, matched in ((("gait", "analysis"), True), (("analysis", "knee"), False)):
        text = Text((TermGroup("", (Member(phrase),)),))
        assert matching.match_text(snapshot, 0, text, np.array([0])).matched.tolist() == [matched]


def test_excluded_alone_matches_all_the_others(snapshot_of):
    snapshot = snapshot_of(document(1, texts={"bio": "massage"}), document(2))

    match = matching.match_text(snapshot, 0, Text(excluded=(("massage",),)), np.array([0, 1]))

    matched = snapshot.parts[0].columns.ids[match.matched].tolist()
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
    match = matching.match_text(snapshot, 0, query.text, rows)

    test = matching.text_test(snapshot.parts[0], query, rows, match)

    assert snapshot.parts[0].columns.ids[test.kept].tolist() == [fitting.id.encode()]
    assert test.passing.tolist() == [False, False]


def test_matches_far_apart_in_the_index_are_all_found(snapshot_of):
    said = {"bio": "gait"}
    crowd = [document(n, texts=said if n % 97 == 0 else {"bio": "knee"}) for n in range(2_000)]
    snapshot = snapshot_of(*crowd)
    ids = snapshot.parts[0].columns.ids
    wanted = {one.id.encode() for one in crowd if one.texts == said}
    rows = np.flatnonzero(np.isin(ids, list(wanted)))

    match = matching.match_text(snapshot, 0, Text((TermGroup("", (Member(("gait",)),)),)), rows)

    assert len(rows) == 21  # more runs than are looked at one by one
    assert match.matched.all()
