"""Several segments read as one, and what is derived from them."""

from dataclasses import replace

import pytest

from directory.search import ranking
from directory.search import snapshot as snapshots
from directory.search.engine import Batch
from directory.search.query import Member, TermGroup
from directory.search.whoosh_engine import WhooshEngine
from tests.search.worlds import document, public_id


@pytest.fixture
def engine(tmp_path):
    made = WhooshEngine(tmp_path / "index")
    made.rebuild([document(number, texts={"bio": "gait analysis"}) for number in range(4)])
    made.apply(Batch([document(7, texts={"bio": "gait", "name": "Gait"}, locations=())]))
    made.apply(Batch(removed={public_id(0)}))
    return made


@pytest.fixture
def snapshot(engine):
    return engine._current()  # noqa: SLF001


def group(*members):
    return TermGroup("", members)


def test_every_segment_is_a_part_and_rows_are_its_own(snapshot):
    plan = snapshot.plan(group(Member(("gait",))))

    assert len(snapshot.parts) == 2
    found = [
        [(one.field, one.postings.documents.tolist()) for one in part] for part in plan.entries
    ]
    assert found == [[(3, [0, 1, 2, 3])], [(0, [0]), (3, [0])]]


@pytest.mark.parametrize(
    ("members", "containing"),
    [
        ([Member(("gait",))], 4),
        ([Member(("gait", "analysis")), Member(("absent",))], 3),
        ([Member(("gait",), fields=("name",))], 1),
        ([Member(("gait", "analysis")), Member(("gait",), 0.4)], 3),
        ([Member(("absent",), 0.5), Member(("gait",), 0.4)], 4),
    ],
)
def test_the_removed_do_not_make_a_group_less_rare(snapshot, members, containing):
    assert snapshot.documents == 4
    assert snapshot.plan(group(*members)).rarity == ranking.idf(4, containing)


def test_average_lengths_are_those_of_the_living(snapshot):
    assert snapshot.average_lengths.tolist() == [0.25, 0.0, 0.0, 1.75]


def test_the_first_member_is_marked_as_typed(snapshot):
    plan = snapshot.plan(group(Member(("gait", "analysis")), Member(("gait",), 0.4)))

    (first, _) = plan.entries
    assert [(one.weight, one.is_verbatim) for one in first] == [(1.0, True), (0.4, False)]


def test_what_is_remembered_is_bounded(snapshot, monkeypatch):
    # The bound is a constant of the module; a smaller one stands for fifty thousand questions.
    monkeypatch.setattr(snapshots, "MOST_ANSWERS", 3)

    for number in range(10):
        snapshot.plan(group(Member((f"absent{number}",))))

    assert len(snapshot._plans) <= 3  # noqa: SLF001
    assert snapshot.plan(group(Member(("gait",)))).entries[0]


def test_an_empty_index_has_nothing_of_everything(tmp_path):
    engine = WhooshEngine(tmp_path / "empty")
    engine.rebuild([])
    snapshot = engine._current()  # noqa: SLF001

    assert (snapshot.parts, snapshot.documents) == ([], 0)
    assert set(snapshot.average_lengths.tolist()) == {0.0}
    assert not snapshot.has(("gait",))
    assert snapshot.names(["ada"], 3) == ()


def test_an_older_snapshot_keeps_its_own_count(engine, snapshot):
    engine.apply(Batch([replace(document(1), version=2)], removed={public_id(2)}))

    after = engine.state()

    assert (snapshot.documents, after.documents) == (4, 3)
