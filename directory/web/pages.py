"""Plain pages: how scores and results come about, credits, privacy, accessibility."""

from __future__ import annotations

from flask import Blueprint, render_template

from directory.practitioners.vocabulary import Kind
from directory.search import ranking
from directory.vetting import flag_rule, guard, score, score_columns
from directory.vetting.checklist import checklist
from directory.web.method import disagrees, research, studies, worked_example

blueprint = Blueprint("pages", __name__)


@blueprint.get("/method")
def method() -> str:
    """How the score works, how results are ordered, and where the evidence disagrees."""
    return render_template(
        "pages/method.html",
        ranking=ranking,
        score=score,
        constants=score_columns,
        guard=guard,
        flag_rule=flag_rule,
        checklists=[checklist(kind) for kind in Kind],
        example=worked_example(),
        research=research,
        studies=studies(),
        disagrees=disagrees,
    )


@blueprint.get("/credits")
def credit() -> str:
    """Whose data and letters the site uses."""
    return render_template("pages/credits.html")


@blueprint.get("/privacy")
def privacy() -> str:
    """What is kept about visitors and listed people."""
    return render_template("pages/privacy.html")


@blueprint.get("/accessibility")
def accessibility() -> str:
    """What the site does so that everybody can use it."""
    return render_template("pages/accessibility.html")
