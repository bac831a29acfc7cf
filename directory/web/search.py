"""The results page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from directory.db import database
from directory.geo.failures import PlaceNotFound
from directory.http.language import country_of
from directory.http.limits import limited
from directory.http.miss_counts import count_miss
from directory.http.services import services
from directory.http.units import units_for
from directory.search import service
from directory.search.price_words import price_limit, without_hmo
from directory.vetting.evidence import load
from directory.web.facets import facets_of, radii
from directory.web.forms.search import SearchForm
from directory.web.links import SearchLinks

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from directory.search.results import Results

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
@limited("search")
def results() -> ResponseReturnValue:
    """Practitioners for what was asked, with every filter as a link."""
    form = SearchForm(request.args)
    if not form.validate():
        return render_template("search/ask.html", form=form), 400
    links = SearchLinks.of(form.parameters())
    adapters = services()
    try:
        found = service.search(
            database.session,
            adapters.engine,
            adapters.places,
            form.to_request(country_of(request.accept_languages)),
            today=datetime.now(UTC).date(),
        )
    except PlaceNotFound as unknown:
        form.near.errors = [str(unknown)]
        return render_template("search/ask.html", form=form, links=links, unknown=unknown)
    insured = None if form.exact.data or form.payment.data else without_hmo(form.q.data)
    if insured is not None:
        return redirect(links.to(q=insured or None, payment="hmo"))
    limit = None if form.exact.data or form.max_price.data else price_limit(form.q.data)
    if limit and limit.fits(found.interpretation.currency):
        # As a filter it is seen, counted and taken out again like any other.
        return redirect(links.to(q=limit.rest or None, max_price=f"{limit.most:g}"))
    return _page(found, form, links)


def _page(found: Results, form: SearchForm, links: SearchLinks) -> str:
    count_miss(found)
    place = found.interpretation.place
    shown = [*found.cards, *([found.new_here] if found.new_here else [])]
    units = units_for(place.country if place else None, form.units.data)
    return render_template(
        "search/results.html",
        form=form,
        links=links,
        team=links.moved(url_for("team.page")),
        found=found,
        evidence=load(database.session, [card.practitioner.id for card in shown]),
        units=units,
        facets=facets_of(found, links),
        radii=radii(found, links, units),
    )
