"""The command on relevance works end to end: imported, indexed, asked, measured."""

import pytest

from benchmarks.relevance import run
from benchmarks.relevance.judged import Question, read_listings
from benchmarks.relevance.ways import ThisSite
from directory.geo.gazetteer import Gazetteer

pytestmark = [pytest.mark.places, pytest.mark.filterwarnings("ignore::SyntaxWarning:.*whoosh.*")]


@pytest.fixture(scope="module")
def answers(places_path, tmp_path_factory):
    """Two questions, answered in every way."""
    asked = [
        Question("1", "Astrid Løvaas", "", "name", "tune", {}),
        Question("2", "massage", "Austin, TX", "near", "tune", {}),
    ]
    with Gazetteer(places_path) as places:
        return run.answer(asked, read_listings(), places, tmp_path_factory.mktemp("site"))


def test_every_way_finds_a_person_by_name(answers):
    names = {listing.external_id: listing.name for listing in read_listings()}

    for way in answers:
        assert names[way.rankings["1"][0]] == "Astrid Løvaas"


def test_a_place_narrows_every_way_to_those_around_it(answers):
    lines = {listing.external_id: listing.text.splitlines() for listing in read_listings()}

    for way in answers:
        found = way.rankings["2"]
        assert found
        assert all("Austin" in lines[key] for key in found)


def test_the_same_set_gives_the_same_order_twice(answers, places_path, tmp_path):
    with Gazetteer(places_path) as places:
        again = ThisSite(tmp_path, places)
        found = again.rank(Question("2", "massage", "Austin, TX", "near", "tune", {}))
        again.close()

    assert found == answers[-1].rankings["2"]


def test_the_command_prints_tables_and_the_worst_questions(places_path, monkeypatch, capsys):
    monkeypatch.setenv("DIRECTORY_VAR", str(places_path.parents[1]))

    run.main(["--half", "tune", "--queries"])

    printed = capsys.readouterr().out
    assert "208 listings, 77 questions (tune)" in printed
    for part in ("| NDCG@10 |", "| P@3 |", "| Recall@20 |", "| whole-chain | 6 |"):
        assert part in printed


def test_the_command_measures_the_second_set_too(places_path, monkeypatch, capsys):
    monkeypatch.setenv("DIRECTORY_VAR", str(places_path.parents[1]))

    run.main(["--set", "second"])

    printed = capsys.readouterr().out
    assert "140 listings, 60 questions (report)" in printed
    assert "| approach | 5 |" in printed


def test_a_half_without_questions_is_said_to_be_empty():
    with pytest.raises(SystemExit, match="second set has no questions in its half"):
        run.main(["--set", "second", "--half", "tune"])


def test_without_place_data_the_command_says_how_to_make_them(tmp_path, monkeypatch):
    monkeypatch.setenv("DIRECTORY_VAR", str(tmp_path))

    with pytest.raises(SystemExit, match="directory gazetteer build"):
        run.main([])
