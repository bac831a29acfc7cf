"""Suggestions over HTTP: what comes, for whom, how often, and what is left behind of it."""

import json

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st
from sqlalchemy import select

from directory import create_app
from directory.config import Settings
from directory.db import begin_write, database
from directory.geo.failures import GazetteerMissing
from directory.practitioners.models import Practitioner, Status
from directory.practitioners.service import mark_changed
from directory.search import indexer
from directory.search.whoosh_engine import WhooshEngine
from tests.api.fakes import FakePlaces
from tests.factories import make_practitioner

ADDRESSES = ("/suggest/words", "/suggest/places")
HOSTILE = ["(" * 300, "a* OR b~2", "\ufeff\u202eknee", '"' * 200, "%", "'; DROP TABLE name; --"]


def texts(answer):
    assert answer.status_code == 200
    return [one["text"] for one in answer.json["suggestions"]]


def test_a_condition_is_suggested_by_another_word_for_it(client, listed):
    listed()

    answer = client.get("/suggest/words?q=pfp")

    assert answer.json == {
        "suggestions": [
            {
                "text": "Patellofemoral pain",
                "kind": "condition",
                "note": "also: PFP",
                "search": False,
            }
        ]
    }


def test_people_are_suggested_by_name_and_searched_for_at_once(client, session, listed):
    make_practitioner(session, name="Zoë Quillfeather")
    make_practitioner(session, name="Somebody Else")
    listed()

    answer = client.get("/suggest/words?q=quill")

    assert answer.json["suggestions"] == [
        {"text": "Zoë Quillfeather", "kind": "person", "note": "", "search": True}
    ]


@pytest.mark.parametrize(
    "standing",
    [
        {"status": Status.PENDING},
        {"status": Status.HIDDEN, "hidden_reason": "asked to be"},
    ],
)
def test_nobody_is_suggested_who_is_not_public(client, session, listed, standing):
    make_practitioner(session, name="Zoë Quillfeather", **standing)
    listed()

    assert texts(client.get("/suggest/words?q=quill")) == []


def test_who_is_hidden_later_is_gone_with_the_next_update(client, session, settings, listed):
    make_practitioner(session, name="Zoë Quillfeather")
    listed()
    before = texts(client.get("/suggest/words?q=zoe"))

    begin_write(session)
    hidden = session.scalars(select(Practitioner)).one()
    hidden.status, hidden.hidden_reason = Status.HIDDEN, "asked to be"
    mark_changed(session, hidden)
    session.commit()
    indexer.index_pending(session, WhooshEngine(settings.index_path))

    assert before == ["Zoë Quillfeather"]
    assert texts(client.get("/suggest/words?q=zoe")) == []


def test_terms_are_suggested_even_without_an_index(client):
    assert "Knee pain" in texts(client.get("/suggest/words?q=knee"))


def test_places_say_what_they_are_and_what_finds_them(client):
    answer = client.get("/suggest/places?q=Col")

    assert answer.json["suggestions"] == [
        {"text": "Colorado (state)", "label": "Colorado", "kind": "state or region"}
    ]
    assert texts(client.get("/suggest/places?q=Den")) == ["Denver, Colorado"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("query", ["?q=%20x%20", "?q=x", "?q=x&q=knee"])
def test_one_letter_brings_nothing(client, address, query):
    assert texts(client.get(address + query)) == []


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "query", ["q=Den%07ver", "q=" + "k" * 400, "q=%00", "q=%ff", "q=kn%C2%85ee"]
)
def test_bad_input_is_a_clean_400_in_json(client, address, query):
    answer = client.get(f"{address}?{query}")

    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.json["detail"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_answered_or_refused(client, address, text):
    assert client.get(address, query_string={"q": text}).status_code in {200, 400}


@limits(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(ADDRESSES), st.text(max_size=30))
def test_no_text_makes_an_error(client, address, text):
    assert client.get(address, query_string={"q": text}).status_code in {200, 400}


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_cache_keeps_what_was_typed(client, address):
    assert client.get(f"{address}?q=knee").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_was_typed_is_not_logged(client, address, capfd):
    client.get(f"{address}?q=Quillfeather")

    said = capfd.readouterr()
    assert "uillfeather" not in said.out + said.err


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_but_reading_is_allowed(client, address):
    answer = client.post(address, data={"q": "knee"})

    assert answer.status_code == 405
    assert answer.mimetype == "application/problem+json"


@pytest.fixture
def make_site(settings):
    """Make sites with settings or places of their own, and close their databases."""
    made = []

    def make(places, **further):
        basic = {"DIRECTORY_VAR": str(settings.var), "DATABASE_URL": settings.database_url}
        made.append(create_app(Settings.from_env(basic | further), places=places))
        return made[-1].test_client()

    yield make
    for app in made:
        with app.app_context():
            database.engine.dispose()


def test_whoever_asks_too_often_waits_but_may_still_search(make_site, listed):
    listed()
    visitor = make_site(FakePlaces(), SUGGEST_LIMIT="2 per hour")

    answers = [visitor.get(address + "?q=knee") for address in (*ADDRESSES, *ADDRESSES)]

    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert json.loads(answers[-1].text)["status"] == 429
    assert visitor.get("/search").status_code == 200


class NoPlaces(FakePlaces):
    def suggest(self, text, *, country_hint=None):
        raise GazetteerMissing(text, country_hint)


def test_missing_place_data_are_told_apart_from_no_such_place(make_site):
    answer = make_site(NoPlaces()).get("/suggest/places?q=den")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
