"""Every failure turned into an answer: a page for people, problem+json under `/api/`.

What went wrong inside is logged under an incident id; nothing of it leaves the house.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from flask import current_app, make_response, render_template, request
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from directory.geo.failures import GeocodingError, PlaceNotFound
from directory.http.limits import seconds_to_wait
from directory.http.logging import failure_facts, request_id
from directory.http.problem import NO_TYPE, Problem, json_response, problem_type
from directory.http.titles import explanation, title
from directory.http.translation import gettext as _
from directory.search.engine import SearchUnavailable

if TYPE_CHECKING:
    from apiflask import APIFlask
    from apiflask.exceptions import HTTPError
    from flask import Response
    from jinja2 import Template

RETRY_S = 10
"""When to come back after the database or a geocoder did not answer."""

MAX_ERRORS = 20
"""Parameter errors named in one answer."""

_log = structlog.get_logger("errors")


def init_errors(app: APIFlask) -> None:
    """Answer every exception that leaves a view."""
    app.register_error_handler(HTTPException, _http_exception)
    app.register_error_handler(PlaceNotFound, place_not_found)
    app.register_error_handler(SearchUnavailable, _search_unavailable)
    app.register_error_handler(GeocodingError, _place_finder_unavailable)
    for failure in (OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(failure, _database_unavailable)
    app.register_error_handler(Exception, _unexpected)
    app.error_callback = _api_error


def for_api() -> bool:
    """Whether the request is of a program, for the API or a script of ours, which gets no page."""
    return under_api() or request.path.startswith(("/suggest/", "/search/points"))


def under_api() -> bool:
    """Whether the request is for the public API."""
    return request.path == "/api" or request.path.startswith("/api/")


def answer(problem: Problem) -> Response:
    """Put a problem into the form that suits the request."""
    return json_response(problem) if for_api() else _page(problem)


def _page(problem: Problem) -> Response:
    response = make_response(_rendered(problem), problem.status)
    if not response.get_data():
        response.set_data(f"{problem.title}\n\n{problem.detail}\n")
        response.mimetype = "text/plain"
    response.headers.extend(dict(problem.headers))
    return response


def _rendered(problem: Problem) -> str:
    """The page about a problem, or nothing where no page can be made."""
    # Without a router (a host that is not ours) pages cannot link anywhere.
    if isinstance(request.routing_exception, SecurityError):
        return ""
    names: list[str | Template] = [f"errors/{problem.status}.html", "errors/error.html"]
    try:
        return render_template(names, problem=problem, incident=problem.extra.get("incident"))
    except Exception as error:  # noqa: BLE001 - a page about a failure must not fail
        _log.error("error_page_failed", **failure_facts(error, with_message=current_app.testing))
        return ""


def _http_exception(error: HTTPException) -> Response:
    if isinstance(error, InternalServerError) and isinstance(error.original_exception, Exception):
        return _unexpected(error.original_exception)
    headers = {name: value for name, value in error.get_headers() if name != "Content-Type"}
    if isinstance(error, RateLimitExceeded):
        headers["Retry-After"] = str(seconds_to_wait())
    return answer(
        Problem(
            status=error.code or 500,
            title=title(error.code or 500),
            detail=_detail(error),
            headers=headers,
        )
    )


def _detail(error: HTTPException) -> str:
    """Our own words for the status, unless a view of ours has said something better."""
    if isinstance(error, CSRFError):
        return _("The form could not be checked. Load the page again and send it once more.")
    own = error.description != type(error).description and not isinstance(error, RateLimitExceeded)
    if own and error.description:
        return error.description
    return explanation(error.code or 500)


def place_not_found(error: PlaceNotFound, status: int = 400) -> Response:
    """Say that nothing fits a place, and what would."""
    return answer(
        Problem(
            status=status,
            title=_("That place is not known"),
            detail=str(error),
            type=problem_type("place-not-found"),
            extra={"suggestions": list(error.suggestions)},
        )
    )


def _search_unavailable(error: SearchUnavailable) -> Response:
    detail = _("The search index is being prepared. Try again in a moment.")
    return answer(_unavailable("search-unavailable", detail, error.retry_after_s))


def _place_finder_unavailable(error: Exception) -> Response:
    _log.warning("place_finder_unavailable", **failure_facts(error, with_message=False))
    detail = _("Places cannot be looked up right now. Try again in a moment.")
    return answer(_unavailable("places-unavailable", detail, RETRY_S))


def _database_unavailable(error: Exception) -> Response:
    _log.error("database_unavailable", **failure_facts(error, with_message=False))
    detail = _("The database does not answer right now. Try again in a moment.")
    return answer(_unavailable("database-unavailable", detail, RETRY_S))


def _unavailable(name: str, detail: str, retry_after_s: int) -> Problem:
    return Problem(
        status=503,
        title=title(503),
        detail=detail,
        type=problem_type(name),
        headers={"Retry-After": str(retry_after_s)},
    )


def _unexpected(error: Exception) -> Response:
    incident = request_id()
    with_message = current_app.testing
    _log.error("unexpected", incident=incident, **failure_facts(error, with_message=with_message))
    return answer(
        Problem(
            status=500,
            title=title(500),
            detail=_("It is our fault. If you write to us, name incident %(id)s.", id=incident),
            extra={"incident": incident},
        )
    )


def _api_error(error: HTTPError) -> Response:
    """Answer what APIFlask raises by itself: its validation errors, and `abort` of its own."""
    errors = parameter_errors(error.detail or {})
    kind = problem_type("invalid-parameters") if errors else NO_TYPE
    return answer(
        Problem(
            status=error.status_code,
            title=error.message or title(error.status_code),
            detail=explanation(error.status_code),
            type=kind,
            extra={"errors": errors} if errors else {},
            headers=dict(Headers(error.headers)),
        )
    )


def parameter_errors(detail: dict[str, dict[str, list[str]]]) -> list[dict[str, str]]:
    """List what is wrong with which parameter, the first `MAX_ERRORS` of it. Pure.

    Args:
        detail: As APIFlask gives it: per place of the request, per parameter, messages of
            pydantic; "_schema" stands for several parameters together.
    """
    errors = [
        {"parameter": parameter, "detail": _reworded(message)}
        for fields in detail.values()
        for parameter, messages in fields.items()
        for message in messages
    ]
    for error in errors:
        if error["parameter"] == "_schema":
            del error["parameter"]
    return errors[:MAX_ERRORS]


def _reworded(message: str) -> str:
    if message == "Extra inputs are not permitted":
        return "is not a parameter here"
    return message.removeprefix("Value error, ")
