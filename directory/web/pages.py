"""Plain pages: how listings are ranked, credits, privacy, accessibility."""

from __future__ import annotations

from flask import Blueprint, render_template

from directory.search import ranking

blueprint = Blueprint("pages", __name__)


@blueprint.get("/method")
def method() -> str:
    """How results are ordered, and what is not scored yet."""
    return render_template("pages/method.html", ranking=ranking)


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
