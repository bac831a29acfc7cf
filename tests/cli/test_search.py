"""`directory search` on a site of the test's own."""

import json

import pytest
from click.testing import CliRunner

from directory.cli.reindexing import reindex
from directory.cli.search import search
from tests.factories import make_noise, make_practitioner
from tests.running import environment_of

pytestmark = [pytest.mark.places, pytest.mark.databases("sqlite")]


@pytest.fixture
def run(settings, with_places):
    """Runs a command on the site and gives its result."""

    def run_one(command, *arguments):
        return CliRunner(env=environment_of(settings)).invoke(command, arguments)

    return run_one


@pytest.fixture
def listed(session):
    """The name of somebody in Denver, with others far away."""
    name = make_practitioner(session, name="Ada Elm", terms={"modality": ["manual_therapy"]}).name
    make_noise(session)
    session.commit()
    return name


def test_who_is_near_is_found_with_reasons(run, listed):
    run(reindex)

    result = run(search, "manual therapy", "--near", "Denver, CO")

    assert result.exit_code == 0, result.output
    assert result.output.startswith("1 found near Denver")
    assert f"1. {listed}" in result.output
    assert "km" in result.output


def test_a_repaired_word_is_said_with_the_way_back(run, listed):
    run(reindex)

    repaired = run(search, "manuel therapy")
    exact = run(search, "manuel therapy", "--exact")

    assert "Took manuel for manual; --exact searches the words as typed." in repaired.output
    assert f"1. {listed}" in repaired.output
    assert "Took" not in exact.output


def test_json_is_what_the_api_answers(run, listed, client):
    run(reindex)

    answer = json.loads(run(search, "manual therapy", "--near", "Denver, CO", "--json").output)

    asked = client.get("/api/v1/practitioners?q=manual+therapy&near=Denver,+CO").json
    assert [card["name"] for card in answer["results"]] == [listed]
    assert set(answer) == set(asked)


def test_without_a_place_the_whole_directory_is_searched(run, listed):
    run(reindex)

    lines = run(search, "manual therapy").output.splitlines()

    assert lines[0] == "4 found"
    assert lines[1].startswith(f"1. {listed}")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["knee", "--near", "Qwertyville Nowhere"], "Qwertyville"), (["knee"], "index")],
)
def test_what_cannot_be_answered_is_said_in_one_line(run, arguments, said):
    result = run(search, *arguments)

    assert result.exit_code == 1
    assert said in result.output
    assert "Traceback" not in result.output
