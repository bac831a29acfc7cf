"""Going alone: what a runner can do by themselves."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from directory.http.facets import key_label
from directory.http.translation import lazy_gettext as _
from directory.journey.screen import screen
from directory.journey.self_care import REGIONS, self_care
from directory.web.journey_words import say

blueprint = Blueprint("selfcare", __name__)

REGION_NAMES = {
    "feet": _("Feet and ankles"),
    "hips": _("Hips"),
    "shoulder_blades": _("Shoulder blades"),
    "core": _("Core"),
}
"""The regions of exercises, as their headings say them."""


@blueprint.get("/self-care")
def overview() -> str:
    """What helps on one's own: stages, tools and all exercises."""
    care = self_care()
    regions = [(key, REGION_NAMES[key], care.of_region(key)) for key in REGIONS]
    return render_template("selfcare/overview.html", care=care, regions=regions, say=say)


@blueprint.get("/self-care/<stage>")
def stage(stage: str) -> str:
    """What to do alone in one stage."""
    care = self_care()
    plan = care.plan(stage) or abort(404)
    keys = [one.key for one in care.plans]
    later = care.plans[keys.index(stage) + 1 :]
    return render_template(
        "selfcare/stage.html",
        care=care,
        plan=plan,
        number=keys.index(stage) + 1,
        following=later[0] if later else None,
        stages=[(key, key_label("stage", key)) for key in keys],
        outcome=screen().outcome(stage),
        dangers=screen().dangers,
        say=say,
    )


@blueprint.get("/self-care/tools/<tool>")
def tool(tool: str) -> str:
    """How to work with one tool."""
    care = self_care()
    found = care.tool(tool) or abort(404)
    return render_template("selfcare/tool.html", care=care, tool=found, say=say)
