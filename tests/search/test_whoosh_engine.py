"""The embedded engine keeps the engines' contract, and mends or reports damage on disk."""

import gc
import itertools
from contextlib import nullcontext

import pytest

from directory.search.engine import Batch, IndexBusy, SearchUnavailable
from directory.search.whoosh_engine import WhooshEngine
from directory.search.whoosh_store import Store
from tests.search.contract import EVERYBODY, AnswerContract
from tests.search.contract_changes import ChangeContract
from tests.search.damage import cut_short, replace_bytes, spoil_postings
from tests.search.worlds import asking, document, public_id


class TestWhooshEngine(AnswerContract, ChangeContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path):
        self.folders = (tmp_path / f"index-{number}" for number in itertools.count())

    def new_home(self):
        return next(self.folders)

    def open(self, home):
        return WhooshEngine(home)

    def writer_held(self, home):
        return Store(home).writing()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def engine(folder):
    made = WhooshEngine(folder)
    made.rebuild([document(number) for number in range(3)])
    return made


def version_of(folder):
    return folder / (folder / "current").read_text().split()[0]


def test_old_versions_are_swept(engine, folder):
    first = version_of(folder)

    engine.rebuild([document(1)])

    assert not first.exists()
    assert list(folder.glob("v-*")) == [version_of(folder)]


def test_a_reader_of_a_swept_version_goes_on_answering_from_the_new_one(engine, folder):
    reader = WhooshEngine(folder)
    reader.search(EVERYBODY)

    engine.rebuild([document(7)])

    assert [hit.id for hit in reader.search(asking("knee")).hits] == [public_id(7)]


def test_a_version_swept_between_looking_and_opening_is_no_trouble(engine, folder):
    class Racing(Store):
        """Opens only after a rebuild has switched and swept, the first time."""

        raced = False

        def open(self, pointer):
            if not self.raced:
                self.raced = True
                engine.rebuild([document(7)])
            return super().open(pointer)

    reader = WhooshEngine(folder)
    reader._store = Racing(folder)  # noqa: SLF001 - there is no other way to win this race

    assert [hit.id for hit in reader.search(EVERYBODY).hits] == [public_id(7)]


def test_segments_that_last_are_not_decoded_again(engine, folder):
    engine.search(asking("knee pain"))
    before = engine._current().parts[0].segment  # noqa: SLF001 - the point of the test

    engine.apply(Batch([document(9)]))

    after = [part.segment for part in engine._current().parts]  # noqa: SLF001
    assert before in after
    assert len(after) == 2
    assert engine.search(asking("knee pain")).total == 4


@pytest.mark.parametrize("content", ["", "v-none 1", "only-a-name", "v-x many", "../.. 1"])
def test_a_damaged_pointer_makes_search_unavailable_until_a_rebuild(engine, folder, content):
    (folder / "current").write_text(content)

    with pytest.raises(SearchUnavailable):
        engine.search(EVERYBODY)
    with pytest.raises(SearchUnavailable):
        engine.apply(Batch([document(1)]))
    engine.rebuild([document(1)])

    assert engine.search(EVERYBODY).total == 1


@pytest.fixture
def collected():
    """Close within the test what Whoosh leaves open when it meets damage."""
    yield
    gc.collect()


@pytest.mark.usefixtures("collected")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("pattern", ["_MAIN_*.toc", "MAIN_*.*"])
@pytest.mark.parametrize("damage", ["removed", "emptied", "overwritten"])
def test_damaged_files_make_search_unavailable_until_a_rebuild(engine, folder, pattern, damage):
    for file in version_of(folder).glob(pattern):
        if damage == "removed":
            file.unlink()
        else:
            replace_bytes(file, b"" if damage == "emptied" else b"\x00damage\xff" * 40)
    fresh = WhooshEngine(folder)

    with pytest.raises(SearchUnavailable):
        fresh.search(asking("knee pain"))
    fresh.rebuild([document(1)])

    assert fresh.search(asking("knee pain")).total == 1


@pytest.mark.parametrize(("pause_s", "heals"), [(60.0, False), (0.0, True)])
def test_a_damaged_index_is_left_alone_for_a_while(engine, folder, pause_s, heals):
    reader = WhooshEngine(folder, damage_pause_s=pause_s)
    version = version_of(folder)
    version.rename(folder / "aside")
    with pytest.raises(SearchUnavailable):
        reader.search(EVERYBODY)
    (folder / "aside").rename(version)

    with nullcontext() if heals else pytest.raises(SearchUnavailable):
        assert reader.search(EVERYBODY).total == 3


def test_searches_go_on_while_whoosh_cannot_be_read(engine, folder):
    for file in version_of(folder).glob("*.seg"):
        cut_short(file)

    assert WhooshEngine(folder).search(asking("knee pain")).total == 3


@pytest.mark.parametrize("spoil", [cut_short, spoil_postings])
def test_arrays_that_are_damaged_are_read_from_whoosh_instead(engine, folder, spoil):
    whole = engine.search(asking("knee pain"))
    for file in version_of(folder).glob("*.arrays"):
        spoil(file)
    fresh = WhooshEngine(folder)

    assert fresh.search(asking("knee pain")) == whole
    assert fresh.names(["person", "2"], 3) == ("Person 2",)
    assert dict(fresh.words().text) == dict(engine.words().text) != {}


def test_a_failing_change_leaves_the_index_as_it_was(engine, folder):
    broken = document(1, texts={"name": None})

    with pytest.raises(Exception, match="NoneType"):
        engine.apply(Batch([document(8), broken]))

    assert engine.search(EVERYBODY).total == 3
    engine.apply(Batch([document(8)]))
    assert engine.search(EVERYBODY).total == 4


def test_a_rebuild_waits_for_the_writer_only_so_long(engine, folder):
    patient = WhooshEngine(folder, rebuild_wait_s=0.0)

    with Store(folder).writing(), pytest.raises(IndexBusy):
        patient.rebuild([])


def test_a_change_writes_what_readers_load_before_any_reads(engine, folder):
    engine.apply(Batch([document(number) for number in range(10, 20)]))
    engine.apply(Batch([document(20)]))

    written = {path.name for path in version_of(folder).glob("*.arrays")}
    parts = WhooshEngine(folder)._current().parts  # noqa: SLF001
    assert len(parts) > 1
    assert {f"{part.segment.id}.arrays" for part in parts} <= written


def test_a_change_leaves_alone_what_is_written_already(engine, folder):
    before = {path: path.stat().st_mtime_ns for path in version_of(folder).glob("*.arrays")}

    engine.apply(Batch([document(9)]))

    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_the_files_of_merged_segments_go_with_them(engine, folder):
    for number in range(10, 40):
        engine.apply(Batch([document(number)]))

    segments = {part.segment.id for part in engine._current().parts}  # noqa: SLF001
    beside = {path.name.split(".")[0] for path in version_of(folder).glob("*.arrays")}
    assert len(segments) < 31
    assert beside == segments
