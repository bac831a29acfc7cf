"""`GET /api/v1/vocabulary`: keys, and what people read for them."""

import pytest

from directory.api.query import PractitionerQuery
from directory.api.vocabularies import SOURCES

URL = "/api/v1/vocabulary"


def test_all_vocabularies_come_at_once(client):
    answer = client.get(URL).json

    assert set(answer) == {
        "kinds", "professions", "modalities", "conditions", "regions", "methods", "stages",
        "languages", "payers", "accessibility",
    }  # fmt: skip
    assert all(answer.values())
    for entries in answer.values():
        assert all(set(entry) == {"key", "label", "also", "group", "note"} for entry in entries)


def test_an_entry_says_what_people_read_and_which_words_mean_the_same(client):
    entries = client.get(URL).json["stages"]

    assert [entry["key"] for entry in entries] == ["pain", "mobility", "stability", "conditioning"]
    assert entries[1]["label"] == "Mobility"
    assert "stiffness" in entries[1]["also"]
    assert entries[1]["note"].startswith("The pain is going")
    assert entries[1]["group"] is None


@pytest.mark.parametrize("name", SOURCES)
def test_one_vocabulary_is_the_same_as_among_all(client, name):
    one = client.get(f"{URL}/{name}").json

    assert one["name"] == name
    assert one["entries"] == client.get(URL).json[name]


@pytest.mark.parametrize("name", SOURCES)
def test_every_key_is_taken_by_the_parameter_that_is_named(client, name):
    one = client.get(f"{URL}/{name}").json

    parameter = one["parameter"]
    assert parameter in PractitionerQuery.model_fields or name == "accessibility"
    for entry in one["entries"] if parameter else ():
        asked = client.get("/api/v1/practitioners", query_string={parameter: entry["key"]})
        assert asked.status_code == 200


@pytest.mark.parametrize("name", ["kind", "KINDS", "wishes", "%2e%2e", "kinds%0a"])
def test_an_unknown_vocabulary_names_those_there_are(client, name):
    answer = client.get(f"{URL}/{name}")

    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert "modalities" in answer.json["detail"]


@pytest.mark.parametrize("path", ["", "/kinds"])
def test_it_takes_no_parameters(client, path):
    answer = client.get(f"{URL}{path}?colour=green")

    assert answer.status_code == 400
    assert answer.json["errors"][0]["parameter"] == "colour"
