import pytest

from directory.http.errors import MAX_ERRORS, parameter_errors
from directory.http.problem import Problem
from directory.http.titles import explanation, title
from tests.http.conftest import SEARCHED

UNAVAILABLE = {"index": "9", "places": "10", "database": "10"}


def test_a_page_has_its_own_template_or_the_common_one(visitor):
    assert visitor.get("/nothing").text.startswith("<h1>lost")
    assert visitor.get("/page?q=%00").text.startswith("<h1>That cannot be read")


@pytest.mark.parametrize("path", ["/api", "/api/nothing", "/api/v1/"])
def test_the_api_never_answers_an_error_with_a_page(visitor, path):
    answer = visitor.get(path)

    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.json["type"] == "about:blank"
    assert answer.json["title"]


def test_an_address_that_only_begins_like_the_api_gets_a_page(visitor):
    assert visitor.get("/apiary").mimetype == "text/html"


def test_a_method_that_does_not_fit_says_which_do(visitor):
    answer = visitor.delete("/api/search", headers={"X-CSRFToken": ""})

    assert answer.status_code in {400, 405}
    assert visitor.open("/api/search", method="PROPFIND").headers["Allow"]


def test_what_broke_is_named_by_an_incident_and_nothing_else(visitor):
    answer = visitor.get("/fail/broken")

    assert answer.status_code == 500
    assert SEARCHED not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["X-Request-ID"] in answer.text


def test_the_api_names_the_incident_too(visitor):
    answer = visitor.get("/api/fail/broken")

    assert answer.status_code == 500
    assert answer.json["incident"] == answer.headers["X-Request-ID"]
    assert SEARCHED not in answer.text


def test_a_failure_on_the_way_out_is_an_incident_as_well(visitor):
    answer = visitor.get("/fail-after")

    assert answer.status_code == 500
    assert SEARCHED not in answer.text
    assert "incident" in answer.text


@pytest.mark.parametrize("name", UNAVAILABLE)
@pytest.mark.parametrize("prefix", ["/fail/", "/api/fail/"])
def test_what_is_down_for_a_moment_says_when_to_come_back(visitor, prefix, name):
    answer = visitor.get(prefix + name)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == UNAVAILABLE[name]
    assert SEARCHED not in answer.text


def test_an_unknown_place_comes_with_suggestions(visitor):
    answer = visitor.get("/api/fail/place")

    assert answer.status_code == 400
    assert answer.json["type"].endswith("place-not-found")
    assert answer.json["detail"] == "Nothing called that."
    assert answer.json["suggestions"] == ["Denver"]


def test_an_error_page_that_fails_itself_leaves_plain_words(visitor):
    answer = visitor.post("/form", data={"a": "b" * 2_000_000})

    assert answer.status_code == 413
    assert answer.mimetype == "text/plain"
    assert "too large" in answer.text


def test_redirects_are_no_errors(visitor, site):
    @site.get("/folder/")
    def folder():
        return ""

    assert visitor.get("/folder").status_code == 308


def test_a_response_raised_by_a_view_is_the_answer(visitor, site):
    @site.get("/made")
    def made():
        from flask import abort, make_response  # noqa: PLC0415

        abort(make_response("mine", 409))

    answer = visitor.get("/made")

    assert (answer.status_code, answer.text) == (409, "mine")


def test_a_problem_without_detail_has_no_such_member():
    assert Problem(status=404, title="Gone").members() == {
        "type": "about:blank",
        "title": "Gone",
        "status": 404,
    }


def test_words_of_a_view_win_over_the_common_ones(visitor, site):
    @site.get("/said")
    def said():
        from flask import abort  # noqa: PLC0415

        abort(403, "Ask Greta.")

    assert "Ask Greta." in visitor.get("/said").text


def test_an_exception_of_the_api_library_is_a_problem_too(visitor, site):
    @site.get("/api/aborted")
    def aborted():
        from apiflask import abort  # noqa: PLC0415

        abort(409, "Somebody was faster")

    answer = visitor.get("/api/aborted")

    assert answer.status_code == 409
    assert answer.json["title"] == "Somebody was faster"
    assert "errors" not in answer.json


def test_statuses_without_words_of_their_own_have_the_standard_ones():
    assert title(418) == "I'm a Teapot"
    assert title(499) == title(400)
    assert explanation(418) == explanation(400)


def test_parameter_errors_are_reworded_and_bounded():
    messages = ["Extra inputs are not permitted", "Value error, give lat and lon together"]
    detail = {"query": {"colour": messages[:1], "_schema": messages[1:]}}
    many = {"query": {f"p{number}": ["no"] for number in range(MAX_ERRORS * 2)}}

    assert parameter_errors(detail) == [
        {"parameter": "colour", "detail": "is not a parameter here"},
        {"detail": "give lat and lon together"},
    ]
    assert len(parameter_errors(many)) == MAX_ERRORS
