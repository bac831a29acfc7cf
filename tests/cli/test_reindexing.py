"""`directory reindex` on a site of the test's own."""

import pytest
from click.testing import CliRunner

from directory.cli.reindexing import reindex
from directory.search.whoosh_engine import WhooshEngine
from directory.search.whoosh_store import Store
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


def test_reindex_says_how_many_listings_search_knows(run, listed, settings):
    result = run(reindex)

    assert result.exit_code == 0, result.output
    assert "The search index holds 4 listings." in result.output
    assert WhooshEngine(settings.index_path).state().documents == 4


def test_reindex_leaves_an_index_that_answers_alone_when_asked(run, listed, settings):
    run(reindex)
    before = WhooshEngine(settings.index_path).state()

    result = run(reindex, "--if-missing")

    assert (result.exit_code, result.output) == (0, "")
    assert WhooshEngine(settings.index_path).state() == before


def test_reindex_builds_a_missing_index_when_asked_to_look(run, listed):
    assert "holds 4 listings" in run(reindex, "--if-missing").output


def test_reindex_gives_up_on_somebody_who_goes_on_writing(run, listed, settings):
    run(reindex)

    with Store(settings.index_path).writing():
        result = run(reindex, "--wait", "0.1")

    assert result.exit_code == 1
    assert "Traceback" not in result.output
