"""Every way to fail under `/api` is an object of RFC 9457."""

from dataclasses import replace

import pytest
from flask import abort
from sqlalchemy.exc import OperationalError

from directory.geo.failures import GeocodingError
from directory.search.engine import SearchUnavailable

STATUSES = [400, 403, 404, 405, 406, 409, 410, 412, 413, 414, 415, 422, 429, 500, 501, 503]
MEMBERS = {"type", "title", "status", "detail"}


def raising(error):
    def view():
        raise error

    return view


def problem(answer, status):
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert set(answer.json) >= MEMBERS
    assert answer.json["status"] == status
    assert all(answer.json[name] for name in MEMBERS)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.json


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_is_a_problem(app, client, status):
    app.add_url_rule("/api/fails", "fails", lambda: abort(status))

    answer = client.get("/api/fails")

    assert problem(answer, status)["type"] == "about:blank"


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1/", "/api/v1/nothing", "/api/v2/places"])
def test_an_address_that_is_none_is_a_problem(client, path):
    problem(client.get(path), 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize(
    "path", ["/api/v1", "/api/v1/practitioners", "/api/v1/places", "/api/v1/vocabulary/kinds"]
)
def test_another_method_is_told_which_are_allowed(client, path, method):
    answer = client.open(path, method=method.upper())

    problem(answer, 405)
    assert {"GET", "HEAD"} <= {allowed.strip() for allowed in answer.headers["Allow"].split(",")}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "kind", ["application/json", "text/xml", "multipart/form-data", "nonsense"]
)
def test_a_body_nobody_asked_for_breaks_nothing(client, method, kind):
    answer = client.open(
        "/api/v1/practitioners", method=method, data=b"\xff{" * 600_000, content_type=kind
    )

    assert answer.status_code in {200, 405, 413}


def test_an_address_beyond_all_measure_is_a_problem(client):
    problem(client.get("/api/v1/places?q=" + "a" * 9_000), 400)


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (SearchUnavailable("rebuilding", retry_after_s=7), "search-unavailable"),
        (GeocodingError("down"), "places-unavailable"),
        (OperationalError("select", {}, Exception("gone")), "database-unavailable"),
    ],
)
def test_what_is_down_says_when_to_come_back(app, client, error, name):
    app.add_url_rule("/api/fails", "fails", raising(error))

    answer = client.get("/api/fails")

    assert problem(answer, 503)["type"] == f"/problems/{name}"
    assert int(answer.headers["Retry-After"]) >= 1


def test_what_nobody_foresaw_names_an_incident_and_nothing_else(app, client):
    app.testing = False
    app.add_url_rule("/api/fails", "fails", raising(RuntimeError("the secret is xylophone")))

    answer = client.get("/api/fails")

    told = problem(answer, 500)
    assert set(told) == {*MEMBERS, "incident"}
    assert "xylophone" not in answer.text


class TestLimits:
    """With two requests a minute."""

    @pytest.fixture
    def settings(self, settings):
        return replace(settings, search_limit="2 per minute")

    @pytest.mark.parametrize(
        "path", ["/api/v1/practitioners", "/api/v1/places?q=Denver", "/api/v1/practitioners?page=0"]
    )
    def test_who_asks_too_often_is_told_when_to_come_back(self, client, path):
        first, _, third = (client.get(path) for _ in range(3))

        assert [first.headers[f"X-RateLimit-{what}"] for what in ("Limit", "Remaining")] == [
            "2",
            "1",
        ]
        assert third.status_code == 429
        problem(third, 429)
        assert 1 <= int(third.headers["Retry-After"]) <= 60
        assert third.headers["X-RateLimit-Remaining"] == "0"
        assert int(third.headers["X-RateLimit-Reset"]) > 1_700_000_000

    def test_what_is_the_same_for_everybody_is_not_counted(self, client):
        answers = [client.get("/api/v1/vocabulary/kinds") for _ in range(5)]

        assert {answer.status_code for answer in answers} == {200}
        assert "X-RateLimit-Limit" not in answers[0].headers


def test_the_counted_views_are_those_whose_description_says_so(app, client):
    counted = {
        rule.rule for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api") and getattr(app.view_functions[rule.endpoint], "limit_purpose", "")
    }  # fmt: skip

    document = client.get("/api/v1/openapi.json").json
    described = {
        path for path, one in document["paths"].items() if "429" in one["get"]["responses"]
    }
    assert {rule.replace("<uuid:", "{").replace(">", "}") for rule in counted} == described
