"""The front page."""

from __future__ import annotations

from flask import Blueprint, render_template

from directory.db import database
from directory.practitioners.service import has_demo
from directory.web.forms.search import SearchForm

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def home() -> str:
    """One search form, the doors into the site, and how to read a listing."""
    return render_template("home.html", form=SearchForm(), demo=has_demo(database.session))
