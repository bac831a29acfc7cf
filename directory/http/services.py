"""What `create_app` chose for this site: settings, search engine, place finder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import current_app

if TYPE_CHECKING:
    from directory.config import Settings
    from directory.geo.finder import PlaceFinder
    from directory.search.engine import SearchEngine


@dataclass(frozen=True, slots=True)
class Services:
    """The site's adapters, the same for every request."""

    settings: Settings
    engine: SearchEngine
    places: PlaceFinder


def services() -> Services:
    """The adapters of the application that handles this request."""
    return cast("Services", current_app.extensions["directory"])
