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
    before = engine._current().segments[0]  # noqa: SLF001 - the point of the test

    engine.apply(Batch([document(9)]))

    after = engine._current().segments  # noqa: SLF001
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
@pytest.mark.parametrize("pattern", ["_MAIN_*.toc", "MAIN_*.seg", "MAIN_*.*"])
@pytest.mark.parametrize("damage", ["removed", "emptied", "overwritten"])
def test_damaged_files_make_search_unavailable_until_a_rebuild(engine, folder, pattern, damage):
    for file in version_of(folder).glob(pattern):
        if damage == "removed":
            file.unlink()
        else:
            file.write_bytes(b"" if damage == "emptied" else b"\x00damage\xff" * 40)
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


def test_postings_damaged_after_opening_are_reported_as_such(engine, folder):
    fresh = WhooshEngine(folder)
    fresh.search(EVERYBODY)
    (segment,) = fresh._current().segments  # noqa: SLF001
    segment._reader.close()  # noqa: SLF001

    with pytest.raises(SearchUnavailable):
        fresh.search(asking("knee pain"))


def test_damaged_columns_are_read_again_from_the_index(engine, folder):
    engine.search(EVERYBODY)
    (columns,) = version_of(folder).glob("*.columns.npz")
    columns.write_bytes(columns.read_bytes()[:100])

    assert WhooshEngine(folder).search(EVERYBODY).total == 3
    assert columns.stat().st_size > 100


def test_columns_that_cannot_be_kept_are_no_trouble(engine, folder, monkeypatch):
    # A folder in the way of the fresh file stands for a full disk.
    version = version_of(folder)
    name = f"{engine._current().segments[0].id}.columns.npz"  # noqa: SLF001
    (version / name).unlink()
    (version / name).mkdir()

    assert WhooshEngine(folder).search(EVERYBODY).total == 3


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


def test_segments_do_not_keep_words_that_nobody_has(engine):
    for number in range(20):
        engine.search(asking(f"absent{number}", f"knee absent{number}"))

    (segment,) = engine._current().segments  # noqa: SLF001
    assert not any("absent" in word for _, word in segment._postings)  # noqa: SLF001


def test_the_list_of_names_is_written_with_the_index(engine, folder):
    (written,) = version_of(folder).glob("*.names.npz")

    written.write_bytes(b"torn")

    assert WhooshEngine(folder).names(["person", "2"], 3) == ("Person 2",)
    assert written.read_bytes() != b"torn"


def test_a_change_writes_what_readers_load_before_any_reads(engine, folder):
    engine.apply(Batch([document(number) for number in range(10, 20)]))
    engine.apply(Batch([document(20)]))

    version = version_of(folder)
    written = {path.name for path in version.glob("*.npz")}
    fresh = WhooshEngine(folder)
    segments = {segment.id for segment in fresh._current().segments}  # noqa: SLF001
    assert len(segments) > 1
    for segment in segments:
        assert {f"{segment}.columns.npz", f"{segment}.names.npz"} <= written


def test_a_change_leaves_alone_what_is_written_already(engine, folder):
    before = {path: path.stat().st_mtime_ns for path in version_of(folder).glob("*.npz")}

    engine.apply(Batch([document(9)]))

    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_the_files_of_merged_segments_go_with_them(engine, folder):
    for number in range(10, 40):
        engine.apply(Batch([document(number)]))

    segments = {segment.id for segment in engine._current().segments}  # noqa: SLF001
    beside = {path.name.split(".")[0] for path in version_of(folder).glob("*.npz")}
    assert len(segments) < 31
    assert beside == segments


def test_nobody_waits_for_a_list_of_names_that_another_is_making(engine, folder):
    fresh = WhooshEngine(folder)
    (segment,) = fresh._current().segments  # noqa: SLF001

    with segment._naming:  # noqa: SLF001 - as the thread does that makes the list
        assert fresh.names(["person"], 3) == ()
    assert fresh.names(["person"], 1) == ("Person 0",)


def test_names_that_cannot_be_read_take_the_index_out_of_use(engine, folder):
    fresh = WhooshEngine(folder)
    (segment,) = fresh._current().segments  # noqa: SLF001
    for written in version_of(folder).glob("*.names.npz"):
        written.unlink()
    segment._reader.close()  # noqa: SLF001 - stands for torn files

    with pytest.raises(SearchUnavailable):
        fresh.names(["person"], 1)

    with pytest.raises(SearchUnavailable):
        fresh.state()
