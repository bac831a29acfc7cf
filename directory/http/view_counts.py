"""Counts how often the pages of listings are looked at, without keeping who did.

Each process counts in memory and writes what came together at most once a minute, after the
answer has gone out, and when it is told to end. What a killed process had not written is lost:
these are figures to see a trend by, not to bill by.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from threading import Lock
from typing import TYPE_CHECKING, cast

import structlog
from flask import after_this_request, current_app, request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from directory.db import begin_write, database, utc_now
from directory.http.accounts import current_account
from directory.listings.views import count_views
from directory.practitioners.service import owns

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from flask import Flask, Response
    from sqlalchemy import Engine

WRITE_EVERY_S = 60
MOST_UNWRITTEN = 100
"""Views after which they are written however little time has passed."""

_EXTENSION = "directory-view-counts"
_ROBOTS = re.compile(
    r"bot|crawl|spider|slurp|preview|fetch|monitor|curl|wget|python|http", re.IGNORECASE
)
"""What programs that read pages by themselves call themselves."""

_log = structlog.get_logger("views")


class ViewCounts:
    """Views of one process that are not written yet."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._lock = Lock()
        self._counts: Counter[tuple[int, date]] = Counter()
        self._written_s = clock_s()

    def add(self, practitioner_id: int, day: date) -> bool:
        """Count one view; tells whether it is time to write."""
        with self._lock:
            self._counts[practitioner_id, day] += 1
            waited_s = self._clock_s() - self._written_s
            return waited_s >= WRITE_EVERY_S or self._counts.total() >= MOST_UNWRITTEN

    def take(self) -> Counter[tuple[int, date]]:
        """What came together since it was last taken."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
            self._written_s = self._clock_s()
        return taken


def init_view_counts(app: Flask) -> None:
    """Let the site count views."""
    app.extensions[_EXTENSION] = ViewCounts()


def count_view(practitioner_id: int) -> None:
    """Count that a visitor looks at a listing's page; owners and programs do not count."""
    if request.method != "GET" or _ROBOTS.search(request.user_agent.string or "bot"):
        return
    account = current_account()
    if account is not None and owns(database.session, account.id, practitioner_id):
        return
    counts = cast("ViewCounts", current_app.extensions[_EXTENSION])
    if counts.add(practitioner_id, utc_now().date()):
        engine = database.engine

        @after_this_request
        def write_afterwards(response: Response) -> Response:
            response.call_on_close(lambda: write(counts, engine))
            return response


def write_last(app: Flask) -> None:
    """Write what a process that ends still holds."""
    with app.app_context():
        write(app.extensions[_EXTENSION], database.engine)


def write(counts: ViewCounts, engine: Engine) -> None:
    """Write what came together; a database that cannot take it now loses a minute of views."""
    taken = counts.take()
    if not taken:
        return
    try:
        with Session(engine) as session:
            begin_write(session)
            count_views(session, taken)
            session.commit()
    except SQLAlchemyError as trouble:
        _log.warning("lost", views=taken.total(), because=type(trouble).__name__)
