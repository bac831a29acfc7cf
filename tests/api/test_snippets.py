"""A result carries the passage that matches, in parts."""

import pytest

from tests.factories import make_practitioner


@pytest.fixture
def snippet(session, client, search_engine):
    """Ask for knees and give the snippet of the listing that is found."""

    def ask(**what_matters):
        made = make_practitioner(session, **what_matters)
        session.commit()
        search_engine.finds(made, distance_km=None, unstated=frozenset(), facets={})
        (result,) = client.get("/api/v1/practitioners?q=knee+pain").json["results"]
        return result["snippet"]

    return ask


def test_a_passage_comes_in_parts_that_say_what_is_marked(snippet):
    parts = snippet(bio="Sore knees get a look at the hip above.")

    assert parts == [
        {"text": "Sore knees", "marked": True},
        {"text": " get a look at the hip above.", "marked": False},
    ]


def test_without_a_passage_there_are_no_parts(snippet):
    assert snippet(terms={"condition": ["knee_pain"]}) == []
