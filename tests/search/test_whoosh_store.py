"""Versions side by side, one pointer, one writer, a private folder."""
# ruff: noqa: S311 - the seeded generator is what is tested

import os
import random
import stat
import subprocess
import sys
import threading

import pytest

from directory.search.engine import IndexBusy, SearchUnavailable
from directory.search.whoosh_store import Pointer, Store, own_randomness


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "var" / "index")


def test_there_is_no_pointer_before_one_is_published(store):
    with pytest.raises(SearchUnavailable):
        store.pointer()


def test_what_is_published_is_pointed_to(store):
    name, _ = store.create()

    store.publish(Pointer(name, 3))

    assert store.pointer() == Pointer(name, 3)
    assert [file.name for file in store.path.iterdir() if file.name.startswith(".")] == []


@pytest.mark.parametrize("content", [b"", b"one", b"v-1 two", b"v-1 2 3", b"\xff\xfe 1"])
def test_a_damaged_pointer_points_nowhere(store, content):
    store.create()
    (store.path / "current").write_bytes(content)

    with pytest.raises(SearchUnavailable):
        store.pointer()


def test_a_version_that_is_gone_cannot_be_opened(store):
    store.create()

    with pytest.raises(SearchUnavailable):
        store.open(Pointer("v-gone", 0))


def test_a_new_version_is_empty_and_opens(store):
    name, _ = store.create()

    assert store.open(Pointer(name, 0)).doc_count() == 0


def test_only_the_owner_may_look_inside(store):
    store.path.mkdir(parents=True, mode=0o755)

    name, _ = store.create()

    for folder in (store.path, store.path / name):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_sweep_leaves_one_version_and_what_is_no_version(store):
    first, _ = store.create()
    second, _ = store.create()
    (store.path / "notes").write_text("kept")

    store.sweep(keep=second)

    assert not (store.path / first).exists()
    assert (store.path / second).exists()
    assert (store.path / "notes").exists()


def test_a_second_writer_is_refused_at_once_and_welcome_afterwards(store):
    with store.writing(), pytest.raises(IndexBusy), Store(store.path).writing():
        pass

    with Store(store.path).writing():
        pass


def test_a_patient_writer_gets_its_turn(store):
    released = threading.Event()
    holding = threading.Event()

    def hold():
        with store.writing():
            holding.set()
            released.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    holding.wait(10)
    threading.Timer(0.1, released.set).start()

    with Store(store.path).writing(wait_s=10.0):
        assert released.is_set()
    holder.join()


def test_another_process_holds_the_lock_and_its_death_frees_it(store):
    script = (
        "import sys, pathlib, os\n"
        "from directory.search.whoosh_store import Store\n"
        "with Store(pathlib.Path(sys.argv[1])).writing():\n"
        "    print('holding', flush=True)\n"
        "    sys.stdin.read()\n"
        "    os._exit(9)\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", script, str(store.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert other.stdout.readline() == b"holding\n"

    with pytest.raises(IndexBusy), store.writing():
        pass

    other.kill()
    other.communicate()
    with store.writing():
        pass


def test_segment_names_differ_under_a_reseeded_caller(store):
    names = set()
    for _ in range(5):
        random.seed(7)
        with own_randomness():
            names.add(random.random())

    assert len(names) == 5


def test_the_callers_sequence_goes_on_as_if_nothing_had_been_drawn():
    random.seed(7)
    expected = [random.random() for _ in range(3)]
    random.seed(7)
    drawn = [random.random()]

    with own_randomness():
        random.random()

    assert [*drawn, random.random(), random.random()] == expected
