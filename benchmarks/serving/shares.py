"""Where the time of an answer goes: the engine, the search, reading listings, all of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from directory import create_app
from directory.config import Settings
from directory.db import database
from directory.http.services import services
from directory.practitioners.service import load_cards
from directory.search import finding, service
from directory.search.request import PER_PAGE, SearchRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import TypeVar

    from benchmarks.serving.questions import Asked

    T = TypeVar("T")

JSON, HTML = "/api/v1/practitioners", "/search"


@dataclass(frozen=True, slots=True)
class Shares:
    """Medians over the same questions, in one process that answers nobody else, milliseconds.

    Attributes:
        engine: Hits, their order, the total and all facets, from a query that is ready.
        finding: The same from what was typed: words, place, wider circles where few are found.
        search: The whole search: finding, reading the listings of ten cards, why each is there.
        reading: Reading those listings from the database.
        json: The JSON answer.
        html: The page.
    """

    engine: float
    finding: float
    search: float
    reading: float
    json: float
    html: float

    @property
    def of_json(self) -> float:
        """The share of the JSON answer that the search itself takes, listings not read."""
        return (self.search - self.reading) / self.json


def shares(site: Path, asked: Sequence[Asked]) -> Shares:
    """Measure each part for each question, all parts of one after the other."""
    environment = {"DIRECTORY_VAR": str(site), "SEARCH_LIMIT": "none", "LOG_LEVEL": "error"}
    app = create_app(Settings.from_env(environment))
    client = app.test_client()
    rows = []
    with app.app_context():
        for one in [*asked[:5], *asked]:  # the first few warm up
            rows.append([*_inside(one), *_outside(client.get, one)])
            database.session.rollback()
            database.session.expunge_all()
        database.engine.dispose()
    return Shares(*np.median(np.array(rows[5:]), axis=0).tolist())


def _inside(one: Asked) -> tuple[float, float, float, float]:
    adapters = services()
    today = datetime.now(UTC).date()
    request = SearchRequest(q=one.words, near=one.near)
    found, finding_ms = _timed(
        lambda: finding.find(
            adapters.engine, adapters.places, request, today=today, offset=0, limit=PER_PAGE,
            new_here=True,
        )
    )  # fmt: skip
    _, engine_ms = _timed(lambda: adapters.engine.search(found.found.query))
    _, search_ms = _timed(
        lambda: service.search(
            database.session, adapters.engine, adapters.places, request, today=today
        )
    )
    database.session.rollback()
    database.session.expunge_all()
    page = found.found.page
    ids = [hit.id for hit in (*page.hits, page.newcomer) if hit]
    _, reading_ms = _timed(lambda: load_cards(database.session, ids))
    return engine_ms, finding_ms, search_ms, reading_ms


def _outside(get: Callable[[str], object], one: Asked) -> tuple[float, float]:
    _, json_ms = _timed(lambda: get(one.at(JSON)))
    _, html_ms = _timed(lambda: get(one.at(HTML)))
    return json_ms, html_ms


def _timed(act: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    made = act()
    return made, 1_000 * (time.perf_counter() - start)
