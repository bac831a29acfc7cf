"""`GET /api/v1/places`: how the text of a place is understood."""

import pytest

from directory.geo.failures import GazetteerMissing
from tests.api.fakes import FakePlaces

URL = "/api/v1/places"


def test_a_place_comes_in_the_form_it_has_in_a_search(client):
    answer = client.get(URL, query_string={"q": "Denver"}).json

    searched = client.get("/api/v1/practitioners", query_string={"near": "Denver"}).json["place"]
    assert answer["place"] | {"alternatives": answer["alternatives"]} == searched
    assert answer["confident"] is True


def test_other_readings_are_named_up_to_the_limit(client):
    labels = [
        [other["label"] for other in client.get(f"{URL}?q=Denver{more}").json["alternatives"]]
        for more in ("", "&limit=1", "&limit=0")
    ]

    assert labels == [["Denver, Pennsylvania"], ["Denver, Pennsylvania"], []]


@pytest.mark.parametrize(
    ("more", "label"),
    [
        ("", "Salem, Tamil Nādu, India"),
        ("&country=us", "Salem, Oregon"),
        ("&country=", "Salem, Tamil Nādu, India"),
    ],
)
def test_the_country_of_whoever_asks_decides_between_namesakes(client, more, label):
    answer = client.get(f"{URL}?q=Salem{more}").json

    assert answer["place"]["label"] == label
    assert {answer["place"]["country"], *(p["country"] for p in answer["alternatives"])} == {
        "IN",
        "US",
    }


def test_a_search_takes_the_namesake_that_its_country_decides_for(client):
    labels = [
        client.get(f"/api/v1/practitioners?near=Salem{more}").json["place"]["label"]
        for more in ("", "&country=us")
    ]

    assert labels == ["Salem, Tamil Nādu, India", "Salem, Oregon"]


def test_a_place_that_nothing_fits_is_a_named_problem_with_suggestions(client):
    answer = client.get(URL, query_string={"q": "Atlantis"})

    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.json["type"] == "/problems/place-not-found"
    assert answer.json["status"] == 404
    assert answer.json["suggestions"] == ["Denver"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "q"),
        ("q=", "q"),
        ("q=%20", "q"),
        ("q=" + "a" * 201, "q"),
        ("q=a%00", None),
        ("q=a%1f", "q"),
        ("q=Denver&limit=21", "limit"),
        ("q=Denver&country=USA", "country"),
        ("q=Denver&country=%C3%BCs", "country"),
        ("q=Denver&limit=-1", "limit"),
        ("q=Denver&near=Denver", "near"),
        ("q=Denver&q=Denver", "q"),
    ],
)
def test_what_is_no_question_is_refused_by_name(client, query, parameter):
    answer = client.get(f"{URL}?{query}")

    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    named = {error.get("parameter") for error in answer.json.get("errors", [{}])}
    assert parameter in named


def test_place_data_that_are_missing_are_a_matter_of_time(client, monkeypatch):
    def missing(self, text):
        raise GazetteerMissing("not built")

    monkeypatch.setattr(FakePlaces, "resolve", missing)

    answer = client.get(URL, query_string={"q": "Denver"})

    assert answer.status_code == 503
    assert answer.json["type"] == "/problems/places-unavailable"
    assert int(answer.headers["Retry-After"]) > 0
