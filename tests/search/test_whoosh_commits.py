"""A commit holds what it should, leaves no files behind, and mends torn arrays."""

from dataclasses import replace

import pytest

from directory.search.engine import Batch
from directory.search.segment_arrays import SegmentArrays
from directory.search.whoosh_engine import WhooshEngine
from directory.search.whoosh_store import Store
from tests.search.damage import cut_short, spoil_names, spoil_postings
from tests.search.worlds import asking, document, public_id


@pytest.fixture
def engine(tmp_path):
    made = WhooshEngine(tmp_path / "index")
    made.rebuild([document(number) for number in range(20)])
    return made


@pytest.fixture
def version(engine, tmp_path):
    return tmp_path / "index" / engine.state().name


def parts_of(engine):
    return engine._current().parts  # noqa: SLF001 - how it is stored is the point


def test_torn_arrays_are_written_anew_with_the_next_change(engine, version):
    whole = engine.search(asking("knee pain"))
    for file in version.glob("*.arrays"):
        cut_short(file)
    reader = WhooshEngine(version.parent)
    assert [part.segment.is_torn for part in parts_of(reader)] == [True]

    WhooshEngine(version.parent).apply(Batch(removed={public_id(99)}))

    assert [part.segment.is_torn for part in parts_of(reader)] == [False]
    assert reader.search(asking("knee pain")) == whole


def test_a_segment_of_which_nobody_is_left_goes(engine, version):
    engine.apply(Batch([document(30), document(31)]))

    engine.apply(Batch(removed={public_id(30), public_id(31)}))

    (only,) = parts_of(engine)
    assert {file.name.split(".")[0] for file in version.glob("MAIN*")} == {only.segment.id}


def test_an_index_may_lose_everybody_and_go_on(engine):
    engine.apply(Batch(removed={public_id(number) for number in range(20)}))
    assert engine.state().documents == 0

    engine.apply(Batch([document(5)]))

    assert [hit.id for hit in engine.search(asking("knee")).hits] == [public_id(5)]


def test_files_that_a_dead_writer_left_go_with_the_next_commit(engine, version):
    orphans = [version / "MAIN_0123456789abcdef.arrays", version / "MAIN_0123456789abcdef.trm"]
    for orphan in orphans:
        orphan.write_bytes(b"half")

    engine.apply(Batch([document(30)]))

    assert not any(orphan.exists() for orphan in orphans)
    assert not (version / "MAIN.tmp").exists()


def test_small_segments_become_one_and_answer_the_same(engine):
    for number in range(6):
        engine.apply(Batch([replace(document(number), version=number + 2)]))

    page = engine.search(asking("knee pain", limit=50))

    assert len(parts_of(engine)) < 5
    assert sorted(hit.id for hit in page.hits) == sorted(public_id(n) for n in range(20))


@pytest.mark.parametrize("spoil", [spoil_postings, spoil_names])
def test_what_a_reader_finds_damaged_its_writer_writes_anew(engine, version, spoil):
    whole, called = engine.search(asking("knee pain")), engine.names(("per",), 3)
    for file in version.glob("*.arrays"):
        spoil(file)
    reader, writer = WhooshEngine(version.parent), WhooshEngine(version.parent)
    writer.apply(Batch([document(40)]))
    assert reader.search(asking("knee pain")).total == whole.total + 1
    assert reader.names(("per",), 3) == called

    writer.apply(Batch(removed={public_id(40)}))

    assert [part.segment.is_torn for part in parts_of(reader)] == [False] * len(parts_of(reader))
    for file in version.glob("*.arrays"):
        SegmentArrays.read(file, wholly=True)
    assert reader.search(asking("knee pain")) == whole
    assert not list(version.glob("*.torn"))


def test_what_dead_writers_were_about_to_rename_goes_with_the_next_commit(engine, version):
    rests = [version / ".MAIN_0123.arrays.0a1b", version.parent / ".current.4711"]
    for rest in rests:
        rest.write_bytes(b"half")

    engine.apply(Batch([document(30)]))

    assert not any(rest.exists() for rest in rests)


def test_readers_are_told_of_a_commit_before_the_files_of_the_last_one_go(engine, monkeypatch):
    def full(_store, _pointer):
        raise OSError(28, "No space left on device")

    before = engine.search(asking("knee pain"))
    with monkeypatch.context() as broken:
        broken.setattr(Store, "publish", full)
        with pytest.raises(OSError, match="No space"):
            engine.apply(Batch(removed={public_id(number) for number in range(20)}))

    assert engine.search(asking("knee pain")) == before
