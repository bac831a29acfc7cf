"""How fresh the listings are, in public."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Blueprint, current_app, render_template

from directory.db import database, utc_now
from directory.http.facets import key_label
from directory.http.services import services
from directory.http.translation import gettext as _
from directory.interchange.addresses import STATES
from directory.listings.freshness_table import FEWEST, FreshnessTable, freshness_table
from directory.search import ranking
from directory.web.formats import country_name

if TYPE_CHECKING:
    from datetime import datetime

    from directory.listings.freshness_table import Line

blueprint = Blueprint("freshness", __name__)

_KEPT = "directory-freshness"
"""Where this process keeps the last table, with the hour in which it was counted."""


@blueprint.get("/freshness")
def table() -> str:
    """Which share of listings somebody confirmed in the last six months, and how it is counted."""
    counted = _table(utc_now())
    return render_template(
        "freshness/freshness.html",
        table=counted,
        ranking=ranking,
        fewest=FEWEST,
        kinds=[(key_label("kind", str(line.key)), line.share) for line in counted.kinds],
        countries=[(_country(line), line.share) for line in counted.countries],
        states=[(_state(line), line.share) for line in counted.states],
    )


def _table(now: datetime) -> FreshnessTable:
    """Counted at most once an hour in each process: the count reads every listing."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    kept = cast("tuple[datetime, FreshnessTable] | None", current_app.extensions.get(_KEPT))
    if kept is not None and kept[0] == hour:
        return kept[1]
    with_demo = not services().settings.production
    counted = freshness_table(database.session, now.date(), with_demo=with_demo)
    current_app.extensions[_KEPT] = (hour, counted)
    return counted


def _country(line: Line) -> str:
    if line.key is None:
        return _("Countries with few listings")
    return country_name(line.key) if line.key else _("No place stated")


def _state(line: Line) -> str:
    if line.key is None:
        return _("States with few listings")
    return STATES.get(line.key, line.key) if line.key else _("No state stated")
