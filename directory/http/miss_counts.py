"""Counts searches that found nobody, by week, region and kind: never what was typed, or where from.

Each process counts in memory and writes what came together at most once a minute, after the
answer has gone out, and when it is told to end. What a killed process had not written is lost.
"""

from __future__ import annotations

import time
from collections import Counter
from threading import Lock
from typing import TYPE_CHECKING, cast

import structlog
from flask import after_this_request, current_app
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from directory.db import begin_write, database, utc_now
from directory.http.view_counts import MOST_UNWRITTEN, WRITE_EVERY_S
from directory.moderation.misses import Missed, count_misses, missed

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response
    from sqlalchemy import Engine

    from directory.search.results import Results

_EXTENSION = "directory-miss-counts"

_log = structlog.get_logger("misses")


class MissCounts:
    """Searches in vain of one process that are not written yet."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._lock = Lock()
        self._counts: Counter[Missed] = Counter()
        self._written_s = clock_s()

    def add(self, where: Missed) -> bool:
        """Count one; tells whether it is time to write."""
        with self._lock:
            self._counts[where] += 1
            waited_s = self._clock_s() - self._written_s
            return waited_s >= WRITE_EVERY_S or self._counts.total() >= MOST_UNWRITTEN

    def take(self) -> Counter[Missed]:
        """What came together since it was last taken."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
            self._written_s = self._clock_s()
        return taken


def init_miss_counts(app: Flask) -> None:
    """Let the site count searches in vain."""
    app.extensions[_EXTENSION] = MissCounts()


def count_miss(found: Results) -> None:
    """Count a search near a place that found nobody as near as was asked for.

    Of the place only its country and region count; further pages of an answer do not.
    """
    place = found.interpretation.place
    if place is None or found.request.page > 1 or not is_in_vain(found):
        return
    kinds = found.request.chosen.get("kind", frozenset())
    kind = next(iter(kinds)) if len(kinds) == 1 else ""
    where = missed(utc_now().date(), place.country, place.admin1_code, kind)
    if where is None:
        return
    counts = cast("MissCounts", current_app.extensions[_EXTENSION])
    if counts.add(where):
        engine = database.engine

        @after_this_request
        def write_afterwards(response: Response) -> Response:
            response.call_on_close(lambda: write(counts, engine))
            return response


def is_in_vain(found: Results) -> bool:
    """Whether a search had to go further than it was asked to, or found nobody at all. Pure."""
    understood = found.interpretation
    return not found.total or understood.widened or understood.telehealth_only


def write_last(app: Flask) -> None:
    """Write what a process that ends still holds."""
    with app.app_context():
        write(app.extensions[_EXTENSION], database.engine)


def write(counts: MissCounts, engine: Engine) -> None:
    """Write what came together; a database that cannot take it now loses a minute of it."""
    taken = counts.take()
    if not taken:
        return
    try:
        with Session(engine) as session:
            begin_write(session)
            count_misses(session, taken)
            session.commit()
    except SQLAlchemyError as trouble:
        _log.warning("lost", searches=taken.total(), because=type(trouble).__name__)
