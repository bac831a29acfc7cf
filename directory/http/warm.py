"""What the first visitor of a fresh process would otherwise wait for."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from directory.search.engine import SearchUnavailable
from directory.search.thesaurus import lexicon

if TYPE_CHECKING:
    from flask import Flask

    from directory.http.services import Services


def warm_up(app: Flask) -> None:
    """Compile the templates, read the words and open the index, if there is one."""
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)
    lexicon()
    adapters: Services = app.extensions["directory"]
    with suppress(SearchUnavailable):
        adapters.engine.state()
