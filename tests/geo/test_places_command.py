"""The commands: one JSON object for a place, a clear message for none, one file from two dumps."""

import json

import pytest
from click.testing import CliRunner

from directory.cli.places import gazetteer, geocode
from directory.geo.gazetteer import Gazetteer

KEYS = ["name", "latitude", "longitude", "precision", "country", "admin1"]


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("DIRECTORY_VAR", str(tmp_path))
    monkeypatch.setenv("GAZETTEER_COUNTRIES", "US,DE")
    return lambda command, *arguments: CliRunner().invoke(command, [str(a) for a in arguments])


@pytest.fixture
def built(run, tmp_path, small_file):
    target = tmp_path / "places" / "gazetteer.sqlite"
    target.parent.mkdir()
    target.write_bytes(small_file.read_bytes())
    return target


@pytest.mark.usefixtures("built")
def test_a_place_is_one_json_object_with_its_alternatives(run):
    result = run(geocode, "Springfield", "--json")

    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert list(answer) == [*KEYS, "alternatives"]
    assert [answer[key] for key in KEYS] == [
        "Springfield",
        37.21533,
        -93.29824,
        "city",
        "US",
        "Missouri",
    ]
    assert [list(other) for other in answer["alternatives"]] == [KEYS, KEYS]


@pytest.mark.usefixtures("built")
def test_a_state_is_printed_at_its_largest_town(run):
    answer = json.loads(run(geocode, "Oregon", "--json").stdout)

    assert (answer["precision"], answer["admin1"], answer["latitude"]) == (
        "admin1",
        "Oregon",
        45.52345,
    )


@pytest.mark.usefixtures("built")
def test_for_people_the_alternatives_are_lines(run):
    lines = run(geocode, "Springfield").stdout.splitlines()

    assert lines[0] == "Springfield, Missouri (city, 37.2153, -93.2982)"
    assert lines[1] == "This name is not clear. It may also be:"
    assert lines[2] == "  Springfield, Massachusetts (city, 42.1015, -72.5898)"


@pytest.mark.usefixtures("built")
def test_a_clear_place_is_one_line(run):
    assert run(geocode, "Denver").stdout == "Denver, Colorado (city, 39.7392, -104.9847)\n"


@pytest.mark.usefixtures("built")
def test_a_country_comes_first_where_it_is_named(run):
    answer = json.loads(run(geocode, "10115", "--json", "--country", "de").stdout)

    assert answer["country"] == "DE"


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    ("text", "message"), [("Denver, ME", "Did you mean: Denver, Colorado"), ("00000", "No place")]
)
def test_what_fits_nothing_ends_with_1_and_says_so(run, text, message):
    result = run(geocode, text, "--json")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert message in result.stderr


@pytest.mark.parametrize("code", ["XX", "", "USA", "12"])
def test_a_code_of_no_country_is_refused(run, code):
    result = run(geocode, "Denver", "--country", code)

    assert result.exit_code == 2
    assert "not an ISO code of a country" in result.stderr


def test_without_place_data_it_says_what_to_do(run):
    result = run(geocode, "Denver")

    assert result.exit_code == 1
    assert "directory gazetteer build" in result.stderr


def test_the_place_file_is_built_from_dumps(run, tmp_path, dumps):
    postal, towns = dumps

    result = run(gazetteer, "build", "--postal", postal, "--cities", towns)

    assert result.exit_code == 0
    assert "places" in result.stdout
    with Gazetteer(tmp_path / "places" / "gazetteer.sqlite") as finder:
        assert finder.resolve("Denver").place.admin1 == "Colorado"
        assert finder.resolve("Oregon").confident


def test_a_file_that_is_there_is_left_alone_if_asked(run, built):
    before = built.stat().st_mtime_ns

    result = run(gazetteer, "build", "--if-missing")

    assert result.exit_code == 0
    assert built.stat().st_mtime_ns == before


def test_a_broken_source_is_named(run, tmp_path, dumps):
    broken = tmp_path / "allCountries.txt"
    broken.write_text("US\tbroken\n", encoding="utf-8")

    result = run(gazetteer, "build", "--postal", broken, "--cities", dumps[1])

    assert result.exit_code == 1
    assert "allCountries.txt" in result.stderr


def test_without_network_the_build_says_so(run, monkeypatch, tmp_path):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))

    result = run(gazetteer, "build")

    assert result.exit_code == 1
    assert "could not be fetched" in result.stderr


def test_a_wrong_setting_is_named(run, monkeypatch):
    monkeypatch.setenv("PORT", "many")

    assert "PORT" in run(geocode, "Denver").stderr
