"""What happens between two commits, after damage, and with an index of another form."""

import gc
from dataclasses import replace

import pytest
from whoosh.index import TOC

from directory.search import whoosh_commits
from directory.search.engine import Batch, SearchUnavailable
from directory.search.whoosh_engine import WhooshEngine
from directory.search.whoosh_store import IndexDamaged, Pointer, Store
from tests.search.damage import cut_short, spoil_postings
from tests.search.worlds import asking, document


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def engine(folder):
    made = WhooshEngine(folder)
    made.rebuild([document(number) for number in range(3)])
    return made


def break_commits(monkeypatch, failure):
    def write(_contents, *_args):
        raise failure

    monkeypatch.setattr(TOC, "write", write)


def test_a_search_in_flight_still_sees_what_a_commit_takes_out(engine):
    reader = engine._current()  # noqa: SLF001 - a search that began before the commit
    engine.apply(Batch([replace(document(1), version=9)]))
    engine.search(asking("person"))

    (plan,) = (reader.plan(group) for group in asking("knee").text.groups)

    assert [len(entry.postings) for entry in plan.entries[0]][-1:] == [3]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_can_be_read_neither_way_is_out_of_use_until_it_is_built_anew(engine, folder):
    fresh = WhooshEngine(folder)
    fresh.state()
    for arrays in folder.glob("v-*/*.arrays"):
        spoil_postings(arrays)
    for file in folder.glob("v-*/*.seg"):
        cut_short(file)
    with pytest.raises(IndexDamaged):
        WhooshEngine(folder).search(asking("knee"))

    with pytest.raises(SearchUnavailable):
        fresh.state()

    fresh.rebuild([document(1)])
    assert fresh.search(asking("knee")).total == 1
    gc.collect()  # close within the test what Whoosh leaves open when it meets damage


def test_only_the_version_that_is_damaged_is_condemned(engine, folder):
    store = Store(folder)
    newer = store.pointer()

    store.condemn(Pointer(newer.name, newer.generation - 1))

    assert store.pointer() == newer


def test_an_index_of_another_form_is_not_asked(engine, folder):
    (folder / "current").write_text("v-0123abcd-0123456789abcdef 1\n")

    with pytest.raises(SearchUnavailable, match="older form"):
        engine.search(asking("knee"))


def test_a_commit_that_fails_frees_the_writer(engine, monkeypatch):
    with monkeypatch.context() as broken:
        break_commits(broken, OSError("no space left on device"))
        with pytest.raises(OSError, match="no space"):
            engine.apply(Batch([document(7)]))

    engine.apply(Batch([document(7)]))

    assert engine.state().documents == 4


def test_a_commit_that_meets_damage_condemns_the_index(engine, monkeypatch):
    break_commits(monkeypatch, ValueError("bad marshal data"))

    with pytest.raises(IndexDamaged):
        engine.apply(Batch([document(7)]))

    with pytest.raises(SearchUnavailable):
        engine.state()


@pytest.mark.parametrize(
    "failure", [MemoryError(), OSError(24, "Too many open files"), OverflowError("too many words")]
)
def test_an_index_that_cannot_be_put_in_order_now_goes_on(engine, monkeypatch, failure):
    def fail(*_given):
        raise failure

    monkeypatch.setattr(whoosh_commits, "compacted", fail)

    engine.apply(Batch([document(7)]))

    assert engine.state().documents == 4


@pytest.mark.parametrize("failure", [MemoryError(), OSError(24, "Too many open files")])
def test_a_shortage_is_no_damage(engine, folder, monkeypatch, failure):
    def fail(*_given, **_named):
        raise failure

    with monkeypatch.context() as short:
        short.setattr("directory.search.whoosh_store.index.open_dir", fail)
        for ask in (lambda one: one.state(), lambda one: one.apply(Batch([document(7)]))):
            with pytest.raises(SearchUnavailable) as told:
                ask(WhooshEngine(folder))
            assert not isinstance(told.value, IndexDamaged)

    assert WhooshEngine(folder).state().documents == 3


def test_a_table_of_contents_that_comes_back_in_a_moment_is_waited_for(engine, folder):
    (contents,) = folder.glob("v-*/_MAIN_*.toc")
    aside = contents.with_suffix(".aside")
    contents.rename(aside)
    store = Store(folder)
    pointer = store.pointer()

    with pytest.raises(SearchUnavailable):
        store.open(pointer)
    aside.rename(contents)

    assert store.open(pointer).doc_count() == 3
