"""Which form an answer takes: `format`, else what `Accept` likes best."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from directory.api.forms import Form, best_form

URL = "/api/v1/practitioners"
JSON, GEO = "application/json", "application/geo+json"


def best(header, offered=tuple(Form)):
    return best_form(parse_accept_header(header, MIMEAccept), offered)


@pytest.mark.parametrize(
    ("header", "form"),
    [
        ("", Form.JSON),
        ("*/*", Form.JSON),
        ("application/*", Form.JSON),
        (JSON, Form.JSON),
        (GEO, Form.GEOJSON),
        ("APPLICATION/GEO+JSON", Form.GEOJSON),
        (f"{JSON}; charset=utf-8", Form.JSON),
        (f"{GEO}, */*;q=0.1", Form.GEOJSON),
        (f"{GEO};q=0.5, {JSON};q=0.6", Form.JSON),
        (f"{GEO};q=0.9, {JSON};q=0.6", Form.GEOJSON),
        (f"{JSON};q=0, {GEO}", Form.GEOJSON),
        (f"text/html, {GEO};q=0.1", Form.GEOJSON),
        ("text/html,application/xhtml+xml,*/*;q=0.8", Form.JSON),
        ("text/html", None),
        ("application/vnd.api+json", None),
        (f"{JSON};q=0", None),
        ("nonsense", None),
    ],
)
def test_the_form_liked_best_is_taken(header, form):
    assert best(header) == form


def test_a_resource_without_geojson_does_not_offer_it():
    assert best(GEO, (Form.JSON,)) is None


@given(st.text())
def test_any_header_chooses_a_form_or_none(header):
    assert best(header) in {Form.JSON, Form.GEOJSON, None}


def test_the_address_wins_over_the_header(client):
    answer = client.get(f"{URL}?format=json", headers={"Accept": GEO})

    assert answer.mimetype == JSON


@pytest.mark.parametrize(
    ("path", "offered"),
    [
        (URL, f"{JSON}, {GEO}"),
        ("/api/v1/practitioners/6f2c1c1e-52a5-4b0e-9d0c-7f6f0f3c8a11", f"{JSON}, {GEO}"),
        ("/api/v1/places?q=Denver", JSON),
        ("/api/v1/vocabulary", JSON),
        ("/api/v1/vocabulary/kinds", JSON),
        ("/api/v1/openapi.json", JSON),
        ("/api/v1", JSON),
    ],
)
def test_who_takes_no_form_there_is_is_told_which_there_are(client, path, offered):
    answer = client.get(path, headers={"Accept": "text/turtle"})

    assert answer.status_code == 406
    assert answer.mimetype == "application/problem+json"
    assert f"as {offered}." in answer.json["detail"]


def test_nothing_is_searched_for_who_cannot_read_the_answer(client, search_engine):
    client.get(URL, headers={"Accept": "text/turtle"})

    assert search_engine.queries == []
