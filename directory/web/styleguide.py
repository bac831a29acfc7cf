"""The design system, living: every token and component as the site itself draws them."""

from __future__ import annotations

from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING

from flask import Blueprint, abort, current_app, render_template
from jinja2.runtime import Macro

from directory.config import ROOT
from directory.db import utc_now
from directory.http.services import services
from directory.search.request import SearchRequest
from directory.search.results import Interpretation, Results
from directory.search.spelling import Repair
from directory.web.design_tokens import GROUNDS, readings, tokens_of
from directory.web.facets import Choice, FacetList
from directory.web.forms.search import SearchForm
from directory.web.forms.styleguide import SampleFields
from directory.web.links import SearchLinks
from directory.web.samples import SORE, STRIPS, cards, chain, scores, why

if TYPE_CHECKING:
    from datetime import date

blueprint = Blueprint("styleguide", __name__)

SHEET = ROOT / "assets" / "css" / "tokens.css"


@blueprint.get("/styleguide")
def page() -> str:
    """Every token, drawing and component in every state; not there in production."""
    if services().settings.production:
        abort(404)
    tokens = tokens_of(SHEET.read_text(encoding="utf-8"))
    today = utc_now().date()
    return render_template(
        "styleguide/styleguide.html",
        tokens=tokens.values(),
        grounds=GROUNDS,
        readings=readings(tokens),
        strips=STRIPS,
        chain=chain(today),
        scores=scores(),
        samples=cards(today),
        preview=replace(cards(today)[0].card, number=9),
        why=why(today),
        sore=SORE,
        fields=SampleFields.with_an_error(),
        form=SearchForm(),
        facets=_facets(),
        links=SearchLinks.of([("q", ["knee pain"])]),
        found=_found(today),
        drawings=_drawings(),
    )


def _drawings() -> list[tuple[str, str]]:
    """Name and markup of every drawing that needs nothing to be drawn, by files and names."""
    environment = current_app.jinja_env
    names = environment.list_templates(filter_func=lambda name: name.startswith("drawings/"))
    modules = [vars(environment.get_template(name).module) for name in names]
    return [
        (name, macro())
        for module in modules
        for name, macro in sorted(module.items(), key=itemgetter(0))
        if isinstance(macro, Macro) and not macro.arguments
    ]


def _facets() -> tuple[FacetList, ...]:
    """A filter of which several, and one of which a single choice can be on."""
    kinds = (
        Choice("Therapist", "#choices", True, 9),
        Choice("Movement coach", "#choices", False, 5),
    )
    prices = (
        Choice("up to $100", "#choices", False, 6),
        Choice("up to $150", "#choices", True, 13),
    )
    rest = (Choice("Running coach", "#choices", False, 4),)
    unstated = Choice("Include 4 who don’t state it", "#choices", True, 4)
    return (
        FacetList("kind", "Kind", kinds, more=rest),
        FacetList("price", "Price of a first visit", prices, unstated=unstated),
    )


def _found(today: date) -> Results:
    """The middle one of three pages of a search whose words were misspelt."""
    first = cards(today)[0].card
    understood = Interpretation(question="knee", repairs=(Repair("kne", "knee"),))
    return Results(SearchRequest(page=2), understood, 24, 24, (first,), {}, {})
