"""A segment gives the same whether its arrays can be read, or only Whoosh's own files."""

import pytest
from whoosh import index

from directory.search import segment as segments
from directory.search.engine import Batch
from directory.search.name_table import NOBODY
from directory.search.segment import Segment
from directory.search.segment_arrays import arrays_path
from directory.search.whoosh_engine import WhooshEngine
from directory.search.whoosh_store import IndexDamaged
from tests.search.damage import spoil_names, spoil_postings
from tests.search.worlds import document, public_id


@pytest.fixture
def version(tmp_path):
    engine = WhooshEngine(tmp_path / "index")
    engine.rebuild(
        [document(n, texts={"name": f"Ada {n}", "bio": "gait\nknee gait"}) for n in (1, 2)]
    )
    return tmp_path / "index" / engine.state().name


@pytest.fixture
def open_segment(version):
    def opened():
        whoosh = index.open_dir(str(version))
        (only,) = whoosh._segments()  # noqa: SLF001 - as a snapshot asks
        return Segment(only, whoosh, version)

    return opened


def same(one, other):
    return (
        one.columns.ids.tolist() == other.columns.ids.tolist()
        and one.lookups.cells.tolist() == other.lookups.cells.tolist()
        and one.words("unstemmed") == other.words("unstemmed") != {}
        and one.words("name") == other.words("name") != {}
        and one.names().find(["ada"], [True, True]) is not None
        and all(
            one.postings(field, word).documents.tolist()
            == other.postings(field, word).documents.tolist()
            and one.postings(field, word).times.tolist()
            == other.postings(field, word).times.tolist()
            and one.postings(field, word).positions.tolist()
            == other.postings(field, word).positions.tolist()
            for field, word in (("bio", "gait"), ("bio", "knee"), ("name", "ada"), ("bio", "none"))
        )
    )


def test_without_arrays_whoosh_gives_the_same(version, open_segment):
    whole = open_segment()
    arrays_path(version, whole.id).unlink()

    assert same(open_segment(), whole)


def test_a_word_whose_arrays_changed_comes_from_whoosh(version, open_segment):
    whole = open_segment()
    spoil_postings(arrays_path(version, whole.id))

    assert same(open_segment(), whole)


def test_names_that_changed_come_from_whoosh_and_are_to_be_written_anew(version, open_segment):
    whole = open_segment()
    spoil_names(arrays_path(version, whole.id))
    segment = open_segment()
    assert not segment.is_torn

    assert segment.names().entry.tolist() == whole.names().entry.tolist()
    assert segment.is_torn


def test_what_a_commit_takes_out_is_still_read_from_whoosh(version, open_segment):
    whole = open_segment()
    WhooshEngine(version.parent).apply(Batch(removed={public_id(1)}))
    arrays_path(version, whole.id).unlink()

    assert same(open_segment(), whole)


def test_words_that_stand_nowhere_are_not_kept(open_segment):
    segment = open_segment()

    for number in range(20):
        segment.postings("bio", f"absent{number}")

    assert not segment._postings  # noqa: SLF001


def test_words_found_are_kept(open_segment):
    segment = open_segment()

    assert segment.postings("bio", "gait") is segment.postings("bio", "gait")


def test_nobody_waits_for_a_list_of_names_that_another_is_making(version, open_segment):
    arrays_path(version, open_segment().id).unlink()
    segment = open_segment()

    with segment._naming:  # noqa: SLF001 - as the thread does that makes the list
        assert segment.names() is NOBODY
    assert segment.names() is segment.names() is not NOBODY


def test_what_can_be_read_neither_way_is_damaged(version, open_segment):
    arrays_path(version, open_segment().id).unlink()
    segment = open_segment()
    segment._whoosh.close()  # noqa: SLF001 - as a failing disk would end it

    with pytest.raises(IndexDamaged):
        segment.postings("bio", "gait")


def test_phrases_are_put_together_and_kept(open_segment):
    segment = open_segment()

    found = segment.postings("bio", "knee", "gait")

    assert found.documents.tolist() == [0, 1]
    assert segment.postings("bio", "gait", "knee").documents.tolist() == []  # over a line
    assert segment.postings("bio", "knee", "gait") is found


def test_what_is_kept_is_bounded(open_segment, monkeypatch):
    monkeypatch.setattr(segments, "MOST_KEPT", 2)
    segment = open_segment()

    for word in ("gait", "knee", "gait"):
        segment.postings("bio", word)
    segment.postings("bio", "knee", "gait")

    assert len(segment._postings) <= 2  # noqa: SLF001
