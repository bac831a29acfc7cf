import gc
import multiprocessing
import os
import sqlite3
import threading
from pathlib import Path

import pytest

from directory.http.limit_store import SWEEP_S, SqliteStorage


class Clock:
    def __init__(self):
        self.now = 1_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(tmp_path, clock):
    return SqliteStorage(f"sqlite://{tmp_path / 'limits.sqlite'}", clock=clock)


def test_hits_add_up_within_a_window(store):
    assert [store.incr("a", 60) for _ in range(3)] == [1, 2, 3]
    assert store.get("a") == 3
    assert store.get("b") == 0


def test_a_window_ends_after_its_time(store, clock):
    store.incr("a", 60)
    clock.now += 60

    assert store.get("a") == 0
    assert store.incr("a", 60) == 1
    assert store.get_expiry("a") == clock.now + 60


def test_a_later_hit_does_not_lengthen_the_window(store, clock):
    store.incr("a", 60)
    clock.now += 30
    store.incr("a", 60)

    assert store.get_expiry("a") == 1_060


def test_counters_are_forgotten_one_by_one_or_all(store):
    store.incr("a", 60)
    store.incr("b", 60)

    store.clear("a")

    assert (store.get("a"), store.get("b")) == (0, 1)
    assert store.reset() == 1
    assert store.get("b") == 0


def test_counters_that_ran_out_are_swept_away(store, clock):
    store.incr("old", 10)
    clock.now += SWEEP_S + 1
    store.incr("new", 10)

    with sqlite3.connect(store.path) as connection:
        rows = connection.execute("SELECT key FROM hits").fetchall()
    connection.close()
    assert rows == [("new",)]


def count_up(path, times):
    store = SqliteStorage(f"sqlite://{path}")
    for _ in range(times):
        store.incr("shared", 600)


def test_processes_share_their_counters(tmp_path):
    path = tmp_path / "limits.sqlite"
    count_up(path, 1)
    started = [
        multiprocessing.get_context("spawn").Process(target=count_up, args=(path, 50))
        for _ in range(2)
    ]
    for process in started:
        process.start()
    for process in started:
        process.join()

    assert SqliteStorage(f"sqlite://{path}").get("shared") == 101


def test_a_file_that_cannot_be_used_counts_nothing_and_says_so(tmp_path, capsys):
    (tmp_path / "limits.sqlite").mkdir()
    store = SqliteStorage(f"sqlite://{tmp_path / 'limits.sqlite'}")

    assert store.check() is False
    with pytest.raises(store.base_exceptions):
        store.reset()
    assert [store.incr("a", 60) for _ in range(3)] == [0, 0, 0]
    assert store.get("a") == 0
    assert "".join(capsys.readouterr()).count("limits_not_counted") == 1


def test_a_damaged_file_is_replaced(tmp_path):
    (tmp_path / "limits.sqlite").write_bytes(b"this is no database at all" * 100)
    store = SqliteStorage(f"sqlite://{tmp_path / 'limits.sqlite'}")

    assert [store.incr("a", 60) for _ in range(3)] == [1, 2, 3]


def test_a_table_that_vanished_is_made_again(store):
    store.incr("a", 60)
    with sqlite3.connect(store.path) as other:
        other.execute("DROP TABLE hits")
    other.close()

    assert [store.incr("a", 60) for _ in range(3)] == [0, 1, 2]


def test_a_storage_that_is_gone_leaves_no_connection_open(tmp_path):
    store = SqliteStorage(f"sqlite://{tmp_path / 'limits.sqlite'}")
    store.incr("a", 60)
    assert open_times(store.path) > 0

    del store
    gc.collect()

    assert open_times(tmp_path / "limits.sqlite") == 0


def test_a_thread_that_ended_leaves_no_connection_open(store):
    thread = threading.Thread(target=store.incr, args=("a", 60))

    thread.start()
    thread.join()

    gc.collect()
    assert open_times(store.path) == 0


def open_times(path):
    """How often this process holds the file open."""
    links = [os.path.realpath(link) for link in Path("/proc/self/fd").iterdir()]
    return links.count(str(path.resolve()))


def test_a_file_that_can_be_used_is_healthy(store):
    assert store.check() is True
