"""The place file: opened late, shared by threads, noticed when rebuilt, missed in plain words."""

import gc
import sqlite3
import threading

import pytest

from directory.geo.build import build_gazetteer
from directory.geo.gazetteer import Gazetteer, GazetteerMissing, PlaceNotFound
from directory.geo.store import PlaceFile
from tests.geo.world import SEEDS, no_progress


@pytest.mark.parametrize("content", [None, b"", b"no database at all" * 100])
def test_missing_or_broken_place_data_say_what_to_do(tmp_path, content):
    path = tmp_path / "gazetteer.sqlite"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(GazetteerMissing, match="directory gazetteer build"):
        Gazetteer(path).resolve("Portland")


def test_a_rebuilt_file_is_noticed(tmp_path, dumps):
    path = tmp_path / "gazetteer.sqlite"
    build(path, dumps, ("US",))
    with Gazetteer(path) as finder, pytest.raises(PlaceNotFound):
        finder.resolve("8001")

    with Gazetteer(path) as finder:
        finder.resolve("Portland")
        build(path, dumps, ("US", "CH"))
        assert finder.resolve("8001").place.country == "CH"


def test_a_reader_outlives_the_closing_of_the_file(small_file):
    file = PlaceFile(small_file)
    with file.reader() as reader:  # as a request in another thread may hold it
        file.close()

        assert reader.named("denver")


def test_a_file_that_is_forgotten_leaves_no_connection_open(small_file):
    file = PlaceFile(small_file)
    with file.reader() as reader:
        connection = reader._connection  # noqa: SLF001 - nothing else tells whether it is open

    del file, reader
    gc.collect()

    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")


def test_threads_share_one_gazetteer(small_file):
    found, start = [], threading.Barrier(8)

    def ask(finder):
        start.wait()
        found.extend(finder.resolve("Portland, ME").place.label for _ in range(20))

    with Gazetteer(small_file) as finder:
        threads = [threading.Thread(target=ask, args=(finder,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert found == ["Portland, Maine"] * 160


def build(path, dumps, countries):
    postal, towns = dumps
    build_gazetteer(
        path, postal=postal, towns=towns, seeds=SEEDS, countries=countries, progress=no_progress
    )
