"""The small tables: names stand for areas, and a file of another format is refused."""

import sqlite3
from contextlib import closing

import pytest

from directory.geo.edition import load
from directory.geo.gazetteer import Gazetteer, GazetteerMissing


@pytest.fixture(scope="module")
def edition(small_file):
    with closing(sqlite3.connect(small_file)) as file:
        return load(file)


def test_a_code_stands_for_a_state_and_a_country(edition):
    named = {
        edition.regions[region][1].name if region is not None else edition.countries[country].name
        for country, region in edition.areas("ca")
    }

    assert named == {"California", "Canada"}


def test_a_country_without_places_is_known_by_name_only(edition):
    assert edition.uncovered_country("peru") == "Peru"
    assert edition.uncovered_country("germany") is None
    assert edition.uncovered_country("atlantis") is None


def test_a_file_of_another_format_is_refused(tmp_path, small_file):
    path = tmp_path / "gazetteer.sqlite"
    path.write_bytes(small_file.read_bytes())
    alter(path, "UPDATE meta SET value = 99 WHERE key = 'format'")

    with pytest.raises(GazetteerMissing):
        Gazetteer(path).resolve("Portland")


def alter(path, statement):

    with closing(sqlite3.connect(path)) as file, file:
        file.execute(statement)
