"""`directory search`: ask the site's own search on the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from math import isfinite
from typing import TYPE_CHECKING

import click

from directory import create_app
from directory.api.answers import answer_of
from directory.cli.site import read_settings
from directory.db import database
from directory.geo.failures import GeocodingError
from directory.http.services import services
from directory.http.wording import reason_text
from directory.practitioners.vocabulary import vocabulary
from directory.search import service
from directory.search.engine import SearchUnavailable
from directory.search.request import DEFAULT_RADIUS_KM, MAX_RADIUS_KM, SearchRequest

if TYPE_CHECKING:
    from directory.search.results import Results


def _finite(_ctx: click.Context, _option: click.Parameter, radius_km: float) -> float:
    if not isfinite(radius_km):
        message = "give a number of kilometres"
        raise click.BadParameter(message)
    return radius_km


@click.command()
@click.argument("text", default="")
@click.option("--near", default="", help="Town, ZIP code, state or country.")
@click.option(
    "--radius-km",
    type=click.FloatRange(0.1, MAX_RADIUS_KM),
    default=DEFAULT_RADIUS_KM,
    show_default=True,
    help="How far around the place; a state or a country has no radius.",
    callback=_finite,
)
@click.option("--exact", is_flag=True, help="Search the words as typed, misspelt or not.")
@click.option("--json", "as_json", is_flag=True, help="Print the API's answer instead of lines.")
def search(text: str, near: str, radius_km: float, *, exact: bool, as_json: bool) -> None:
    """Find practitioners by TEXT, near a place."""
    app = create_app(read_settings())
    request = SearchRequest(q=text, exact=exact, near=near, radius_km=radius_km)
    # The API's answer holds addresses of pages, so it is made as if a visitor had asked for it.
    with app.test_request_context():
        try:
            results = service.search(
                database.session,
                services().engine,
                services().places,
                request,
                today=datetime.now(UTC).date(),
            )
        except (GeocodingError, SearchUnavailable) as error:
            raise click.ClickException(str(error)) from error
        click.echo(answer_of(results).model_dump_json(indent=2) if as_json else _lines(results))


def _lines(results: Results) -> str:
    lines = [_heading(results)]
    for card in results.cards:
        person = card.practitioner
        profession = vocabulary("profession").label(person.profession)
        lines.append(f"{card.number}. {person.name}, {profession}")
        lines.append("   " + "; ".join(reason_text(reason) for reason in card.reasons))
    return "\n".join(lines)


def _heading(results: Results) -> str:
    """How many were found, where, how far that had to be looked for, and what words stood for."""
    understood = results.interpretation
    others = ", ".join(other.label for other in understood.alternatives[:4])
    lines = [f"{results.total} found{_reach(results)}"]
    lines += [f"Not this one? {others}"] if others else []
    for repair in understood.repairs:
        meant = ", ".join(dict.fromkeys([repair.taken, *repair.also]))
        lines.append(f"Took {repair.typed} for {meant}; --exact searches the words as typed.")
    return "\n".join(lines)


def _reach(results: Results) -> str:
    understood = results.interpretation
    if understood.place is None:
        return ""
    place = understood.place.label
    if understood.telehealth_only:
        return f" by video; nobody is within reach of {place}"
    if understood.whole_country:
        return f" in {understood.place.country_name}; nobody is in {place}"
    if understood.widened:
        return (
            f" within {understood.radius_km:g} km of {place}; "
            f"nobody is within {understood.asked_radius_km:g} km"
        )
    return f" near {place}"
