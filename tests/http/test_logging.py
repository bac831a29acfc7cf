import json

import pytest

from directory.config import SettingInvalid
from directory.http.logging import failure_facts
from tests.http.conftest import SEARCHED

REAL = {"DIRECTORY_ENV": "production", "TRUSTED_HOSTS": "localhost"}


@pytest.fixture
def visitor(make_site):
    return make_site(**REAL).test_client()


def lines_of(capsys):
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_request_is_one_line_that_names_its_route(visitor, capsys):
    answer = visitor.get("/fail/place")

    (line,) = lines_of(capsys)
    assert line["event"] == "request"
    assert (line["method"], line["route"], line["status"]) == ("GET", "/fail/<name>", 400)
    assert line["duration_ms"] >= 0
    assert line["request_id"] == answer.headers["X-Request-ID"]


def test_what_matches_no_route_is_not_quoted(visitor, capsys):
    visitor.get(f"/{SEARCHED}")

    (line,) = lines_of(capsys)
    assert line["route"] == "(none)"


@pytest.mark.parametrize(
    "path", ["/search", "/fail/broken", "/fail/database", "/fail-after", "/nothing", "/page"]
)
def test_neither_what_was_searched_nor_who_did_is_written(visitor, capsys, path):
    visitor.get(
        path,
        query_string={"q": SEARCHED, "lat": "39.7391", "near": "7 Home Lane"},
        environ_base={"REMOTE_ADDR": "203.0.113.7"},
    )

    written = capsys.readouterr().err
    assert written
    for private in (SEARCHED, SEARCHED.replace(" ", "+"), "39.7391", "Home", "203.0.113.7"):
        assert private not in written


def test_an_incident_tells_what_broke_and_where(visitor, capsys):
    answer = visitor.get("/fail/broken")

    incident, _request = lines_of(capsys)
    assert incident["incident"] == answer.headers["X-Request-ID"]
    assert incident["error"] == "ValueError"
    assert incident["at"][-1].startswith("tests/http/conftest.py")


def test_health_checks_are_not_written(visitor, capsys):
    visitor.get("/healthz")

    assert capsys.readouterr().err == ""


def test_on_a_developers_machine_lines_are_for_reading(make_site, capsys):
    make_site().test_client().get("/page")

    assert "request" in capsys.readouterr().err


def test_lines_below_the_level_are_left_out(make_site, capsys):
    make_site(LOG_LEVEL="warning", **REAL).test_client().get("/page")

    assert capsys.readouterr().err == ""


def test_an_unknown_level_stops_the_start(make_site):
    with pytest.raises(SettingInvalid, match="LOG_LEVEL"):
        make_site(LOG_LEVEL="loud")


def test_a_cause_is_named_and_a_message_only_when_asked_for():
    error = ValueError(SEARCHED)
    error.__cause__ = KeyError("inner")

    assert failure_facts(error, with_message=False) == {
        "error": "ValueError",
        "at": [],
        "cause": "KeyError",
    }
    assert failure_facts(error, with_message=True)["message"] == SEARCHED
