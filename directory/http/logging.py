"""Logs: one line of JSON for each request, in words for people on a developer's machine.

A search here is health data. No line ever holds query text, coordinates, addresses or tokens:
requests are named by their route, failures by their kind and by where they happened, never by
their message.
"""

from __future__ import annotations

import logging
import secrets
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import structlog
from flask import g, request

from directory.config import ROOT, SettingInvalid

if TYPE_CHECKING:
    from flask import Flask, Response
    from structlog.typing import Processor

    from directory.config import Settings

LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}
REQUEST_ID_BYTES = 8
QUIET_BLUEPRINTS = ("health",)
QUIET_LOGGERS = ("werkzeug", "flask-limiter")
"""Loggers of libraries that would write addresses of requests or of visitors."""

_log = structlog.get_logger("http")


def configure_logging(settings: Settings) -> None:
    """Send the process's own log lines to standard error.

    Raises:
        SettingInvalid: LOG_LEVEL is none of the levels.
    """
    level = LEVELS.get(settings.log_level.lower())
    if level is None:
        message = f"LOG_LEVEL is {settings.log_level!r}: say {', '.join(LEVELS)}."
        raise SettingInvalid(message)
    form: Processor = (
        structlog.processors.JSONRenderer()
        if settings.production
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            form,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_names: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    for name in QUIET_LOGGERS:
        logging.getLogger(name).setLevel(logging.ERROR)


def init_logging(app: Flask, settings: Settings) -> None:
    """Log every request but those of the health checks."""
    configure_logging(settings)
    # Failures are logged in `errors`; Flask would add their messages. Its logger alone goes: it is
    # named after the package, and a level would silence every module of ours below it.
    app.logger.disabled = True
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """The id of this request, under which its log lines and incidents can be found."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(REQUEST_ID_BYTES)
    return cast("str", g.request_id)


def failure_facts(error: BaseException, *, with_message: bool) -> dict[str, Any]:
    """Describe a failure for the log: its kind and where it came from, innermost frame last.

    Args:
        error: What was raised.
        with_message: Its message too, which may quote what a visitor typed: for tests only.
    """
    facts: dict[str, Any] = {"error": type(error).__qualname__, "at": _frames(error)}
    if error.__cause__ is not None:
        facts["cause"] = type(error.__cause__).__qualname__
    if with_message:
        facts["message"] = str(error)
    return facts


def _frames(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames[-12:]]


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def _begin() -> None:
    g.began_at = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request_id())


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = request_id()
    if request.blueprint in QUIET_BLUEPRINTS:
        return response
    began_at = g.get("began_at", time.perf_counter())
    line = _log.debug if request.endpoint == "static" else _log.info
    line(
        "request",
        method=request.method,
        route=request.url_rule.rule if request.url_rule else "(none)",
        status=response.status_code,
        duration_ms=round((time.perf_counter() - began_at) * 1000, 1),
    )
    return response
