"""What the first visitor of a fresh process would otherwise wait for."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from directory.geo.failures import GeocodingError
from directory.search.engine import SearchUnavailable
from directory.search.parse import parse
from directory.search.query import Query
from directory.search.thesaurus import lexicon

if TYPE_CHECKING:
    from flask import Flask

    from directory.http.services import Services

COMMON_WORDS = "knee pain running gait analysis manual therapy hip foot back massage"
"""What most visitors ask about; their postings are decoded ahead."""

COMMON_PLACE = "new"
"""How many places begin; it is enough to have the file opened."""


def warm_up(app: Flask) -> None:
    """Compile the templates, read the words, open index and place data if they are there."""
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)
    adapters: Services = app.extensions["directory"]
    with suppress(SearchUnavailable):
        words = parse(COMMON_WORDS, lexicon()).text
        adapters.engine.search(Query(today=datetime.now(UTC).date(), text=words, limit=1))
        adapters.engine.names(["a"], 1)
    with suppress(GeocodingError):
        adapters.places.suggest(COMMON_PLACE)
