"""Building: the file appears whole or not at all, and holds what its sources say."""

import sqlite3
from contextlib import closing

import pytest

from directory.geo.build import ALL_COUNTRIES, CountryUnknown, build_gazetteer
from directory.geo.gazetteer import Gazetteer
from directory.geo.sources import SourceUnreadable
from tests.geo.world import COUNTRIES, SEEDS, no_progress, write_dumps


def build(target, dumps, countries=COUNTRIES, progress=no_progress):
    postal, towns = dumps
    return build_gazetteer(
        target, postal=postal, towns=towns, seeds=SEEDS, countries=countries, progress=progress
    )


def test_the_report_counts_what_is_in_the_file(tmp_path, dumps):
    target = tmp_path / "new" / "gazetteer.sqlite"

    report = build(target, dumps)

    with closing(sqlite3.connect(target)) as file:
        assert file.execute("SELECT count(*) FROM place").fetchone() == (report.places,)
        assert file.execute("SELECT count(*) FROM postal").fetchone() == (report.postal_codes,)
    assert report.size_bytes == target.stat().st_size
    assert list(target.parent.iterdir()) == [target]


def test_the_same_sources_give_the_same_file(tmp_path, dumps):
    for name in ("one", "two"):
        build(tmp_path / name, dumps)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_of_other_countries_only_large_towns_are_taken_in_and_no_codes(tmp_path):
    towns = ["Kyoto;;35.02107;135.75385;JP;22;1463723", "Ine;;35.67;135.29;JP;22;2000"]
    build(tmp_path / "gazetteer.sqlite", write_dumps(tmp_path, towns), COUNTRIES)

    with closing(sqlite3.connect(tmp_path / "gazetteer.sqlite")) as file:
        names = {name for (name,) in file.execute("SELECT name FROM place")}
        codes = {code for (code,) in file.execute("SELECT code FROM postal")}
    assert {"Tokyo", "Kyoto"} <= names
    assert "Ine" not in names
    assert "1000001" not in codes
    assert "San Juan" in names  # Puerto Rico comes with the United States


def test_all_countries_can_be_asked_for(tmp_path, dumps):
    build(tmp_path / "all.sqlite", dumps, ALL_COUNTRIES)

    with Gazetteer(tmp_path / "all.sqlite") as finder:
        assert finder.resolve("Tokyo").place.country_name == "Japan"
        assert finder.resolve("100-0001").place.postal_code == "100-0001"


def test_a_country_that_does_not_exist_is_named(tmp_path, dumps):
    with pytest.raises(CountryUnknown, match="XX"):
        build(tmp_path / "none.sqlite", dumps, ("US", "XX"))


def test_a_failed_build_leaves_the_old_file(tmp_path):
    postal, towns = write_dumps(tmp_path)
    target = tmp_path / "gazetteer.sqlite"
    build(target, (postal, towns))
    before = target.read_bytes()
    postal.write_text("US\tbroken\n", encoding="utf-8")

    with pytest.raises(SourceUnreadable):
        build(target, (postal, towns))

    assert target.read_bytes() == before


def test_each_step_is_announced_and_runs_to_its_end(tmp_path, dumps):
    steps = {}

    def progress(name, total):
        steps[name] = [total, 0]

        def advance(done):
            steps[name][1] += done

        return advance

    build(tmp_path / "gazetteer.sqlite", dumps, progress=progress)

    assert list(steps) == ["Reading towns", "Reading postal codes", "Writing the place file"]
    assert steps["Writing the place file"] == [4, 4]


def test_a_state_across_the_date_line_has_its_west_beyond_its_east(gazetteer):
    south_west, north_east = gazetteer.resolve("Alaska").place.bbox

    assert (south_west.longitude, north_east.longitude) == pytest.approx((172.9, -149.90028))
