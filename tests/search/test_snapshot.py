"""Several segments read as one, and what is derived from them."""

from dataclasses import replace

import pytest

from directory.search import snapshot as snapshots
from directory.search.engine import Batch
from directory.search.query import Member
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


def test_rows_of_segments_follow_each_other(snapshot):
    (bio,) = (found for field, found in snapshot.occurrences(("gait",)) if field == 3)

    assert len(snapshot.segments) == 2
    assert snapshot.starts.tolist() == [0, 4]
    assert bio.documents.tolist()[-1] == 4


def test_the_removed_do_not_count(snapshot):
    assert snapshot.documents == 4
    assert snapshot.live.tolist().count(False) == 1
    assert snapshot.containing((Member(("gait",)),)) == 4
    assert snapshot.containing((Member(("gait", "analysis")), Member(("absent",)))) == 3
    assert snapshot.containing((Member(("gait",), fields=("name",)),)) == 1


def test_average_lengths_are_those_of_the_living(snapshot):
    assert snapshot.average_lengths == {"name": 0.25, "craft": 0.0, "focus": 0.0, "bio": 1.75}


def test_a_document_without_places_has_no_first_one(snapshot):
    assert snapshot.first_place.tolist() == [0, 1, 2, 3, -1]


def test_ids_in_order_give_numbers_in_order(snapshot):
    ids = snapshot.columns.ids

    assert (snapshot.order.argsort(kind="stable") == ids.argsort(kind="stable")).all()


def test_masks_tell_who_states_what(snapshot):
    assert snapshot.having("kind", "therapist").all()
    assert not snapshot.having("kind", "nobody").any()
    assert snapshot.stating("profession").all()
    assert not snapshot.stating("language").any()
    assert snapshot.having("kind", "therapist") is snapshot.having("kind", "therapist")


def test_what_is_remembered_is_bounded(snapshot, monkeypatch):
    # The bound is a constant of the module; a smaller one stands for fifty thousand questions.
    monkeypatch.setattr(snapshots, "MOST_ANSWERS", 3)

    for number in range(10):
        snapshot.occurrences((f"absent{number}",))

    assert len(snapshot._occurrences) <= 3  # noqa: SLF001
    assert snapshot.occurrences(("gait",))


def test_an_empty_index_has_nothing_of_everything(tmp_path):
    engine = WhooshEngine(tmp_path / "empty")
    engine.rebuild([])
    snapshot = engine._current()  # noqa: SLF001

    assert snapshot.columns.count == snapshot.documents == 0
    assert set(snapshot.average_lengths.values()) == {0.0}
    assert snapshot.occurrences(("gait",)) == ()


def test_an_older_snapshot_keeps_its_own_count(engine, snapshot):
    engine.apply(Batch([replace(document(1), version=2)], removed={public_id(2)}))

    after = engine.state()

    assert (snapshot.documents, after.documents) == (4, 3)
