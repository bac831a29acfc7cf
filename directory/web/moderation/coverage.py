"""Where nobody is listed, and where people search in vain."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from flask import render_template, request

from directory.db import database, utc_now
from directory.geo.region_people import region_people
from directory.http.accounts import staff_required
from directory.http.services import services
from directory.http.translation import number_text
from directory.moderation import coverage as covering
from directory.moderation.misses import FEWEST, Number, misses_by_week, monday_of
from directory.practitioners.vocabulary import Kind
from directory.web.formats import country_name
from directory.web.moderation.blueprint import blueprint

WEEKS = timedelta(weeks=8)
"""How far back searches are told week by week."""

GAPS_SHOWN, WEEKS_SHOWN = 20, 60
COUNTRIES_SHOWN = 12


@blueprint.get("/coverage")
@staff_required
def coverage() -> str:
    """Listings and searches in vain of one country, region by region."""
    today = utc_now().date()
    peopled = region_people(services().settings.gazetteer_path)
    found = covering.regions(database.session, peopled, today)
    countries = covering.countries_of(found)
    asked = request.args.get("country", "")
    chosen = asked if asked in countries else next(iter(countries), "")
    shown = [region for region in found if region.country == chosen]
    names = {region.code: region.name for region in shown}
    since = monday_of(today) - WEEKS
    weekly = misses_by_week(database.session, chosen, since)
    empty = covering.gaps(shown)
    return render_template(
        "moderation/coverage.html",
        countries=countries[:COUNTRIES_SHOWN],
        chosen=chosen,
        regions=shown,
        kinds=list(Kind),
        gaps=empty[:GAPS_SHOWN],
        gaps_total=len(empty),
        weeks=[(where, Number.of(count)) for where, count in weekly[:WEEKS_SHOWN]],
        name_of=partial(_name, names),
        knows_people=any(region.people for region in shown),
        number=Number.of,
        fewest=FEWEST,
        text_of=number_text,
        country_name=country_name,
    )


def _name(names: dict[str, str], code: str) -> str:
    """What a region is called; nothing for places whose region nobody knows."""
    return names.get(code, code)
