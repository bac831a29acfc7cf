"""The self-check: its questions and outcomes as one page; what is answered never comes here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, url_for

from directory.http.facets import key_label
from directory.journey.screen import screen
from directory.journey.self_care import self_care
from directory.practitioners.vocabulary import STAGES
from directory.web.journey_words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

blueprint = Blueprint("check", __name__)


@blueprint.get("/check")
def page() -> str:
    """Where a runner stands: danger signs first, then four stages."""
    return render_template(
        "check/check.html",
        check=screen(),
        stages=[(key, key_label("stage", key)) for key in STAGES],
        weeks_alone={plan.key: plan.weeks for plan in self_care().plans},
        say=say,
        search_url=_search_url,
    )


def _search_url(search: Mapping[str, Any]) -> str:
    return url_for("search.results", **search)
