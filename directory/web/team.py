"""A team of three within a budget."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from babel import Locale
from flask import Blueprint, render_template, request, url_for

from directory.db import database
from directory.geo.failures import PlaceNotFound
from directory.http.facets import facet_keys, key_label
from directory.http.language import country_of
from directory.http.limits import limited
from directory.http.services import services
from directory.http.units import units_for
from directory.journey.chosen import find_chosen
from directory.journey.relaxing import relaxations
from directory.journey.teams import TeamRequest, find_team
from directory.journey.wishes import insured
from directory.practitioners.vocabulary import STAGES
from directory.search.request import MAX_RADIUS_KM
from directory.vetting.evidence import load
from directory.web.facets import radius_steps
from directory.web.forms.search import MIN_RADIUS_KM
from directory.web.forms.team import TeamForm
from directory.web.links import SearchLinks
from directory.web.team_words import (
    GIVEN_UP,
    ROLE_WORK,
    is_beyond,
    payer_groups,
    relaxed_url,
    unstated_words,
    with_team,
)

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from directory.http.units import Units
    from directory.journey.relaxing import Relaxation
    from directory.journey.teams import Answer, Asked
    from directory.practitioners.models import Practitioner
    from directory.practitioners.vocabulary import Kind
    from directory.web.forms.search import SearchForm

blueprint = Blueprint("team", __name__)

ASKING = frozenset({"near", "lat", "lon"})
"""Parameters of which one must be there before a team is looked for."""

CLOSE_KM = 0.5
"""Distances no further apart are one: 25 mi and 40 km."""


class Kept(NamedTuple):
    """Whom the address names as in the team already.

    Attributes:
        settled: Who fills which role.
        doubled: Who was named for a role that somebody else fills.
        gone: How many names lead to nobody listed.
        left_over: How many more names there were than a team has people.
    """

    settled: dict[Kind, Practitioner]
    doubled: tuple[Practitioner, ...] = ()
    gone: int = 0
    left_over: int = 0


@blueprint.get("/team")
@limited("search")
def page() -> ResponseReturnValue:
    """The best therapist, movement coach and running coach near a place, within limits."""
    form = TeamForm(request.args)
    valid = form.validate()
    links = SearchLinks(url_for(".page"), dict(form.sound_parameters()))
    kept = _kept(form)
    if not ASKING & request.args.keys():
        # Where it is was not asked yet, so it cannot be missing.
        form.near.data, form.near.errors = _town_of(kept.settled), ()
        return _page(form, links, kept), 400 if form.errors else 200
    if not valid:
        return _page(form, links, kept), 400
    try:
        return _page(form, links, kept, **_answered(form, kept))
    except PlaceNotFound as unknown:
        form.near.errors = [str(unknown)]
        return _page(form, links, kept, unknown=unknown)


def _answered(form: TeamForm, kept: Kept) -> dict[str, Any]:
    """What the page shows of the answer; raises `PlaceNotFound`."""
    adapters = services()
    today = datetime.now(UTC).date()
    wanted = TeamRequest(
        search=form.to_request(country_of(request.accept_languages)),
        budget=form.budget.data,
        video=form.video.data == "1",
        settled=kept.settled,
    )
    answer = find_team(database.session, adapters.engine, adapters.places, wanted, today=today)
    lesser: tuple[Relaxation, ...] = ()
    if not answer.teams:
        lesser = relaxations(database.session, adapters.engine, answer.asked)
    meant, summed = form.budget.currencies, answer.asked.currency
    misread = bool(meant and summed and summed not in meant)
    return {"lesser": lesser, "misread": misread, **_found(answer, form)}


def _kept(form: TeamForm) -> Kept:
    settled: dict[Kind, Practitioner] = {}
    if not form.settled.data:
        return Kept(settled)
    named = find_chosen(database.session, form.settled.data)
    doubled = [one for one in named.listings if settled.setdefault(one.kind, one) is not one]
    return Kept(settled, tuple(doubled), len(named.gone), form.settled.left_over)


def _town_of(settled: dict[Kind, Practitioner]) -> str:
    """A place to begin with: where somebody of the team works."""
    for one in settled.values():
        for place in one.locations:
            if place.city:
                return ", ".join(part for part in (place.city, place.region_code) if part)
    return ""


def _found(answer: Answer, form: SearchForm) -> dict[str, Any]:
    place = answer.asked.where.place
    people = {one.practitioner.id for team in answer.teams for one in team.members}
    return {
        "answer": answer,
        "asked": answer.asked,
        "evidence": load(database.session, people) if people else {},
        "units": units_for(place.country if place else None, form.units.data),
    }


def _page(form: TeamForm, links: SearchLinks, kept: Kept, **shown: Any) -> str:
    asked: Asked | None = shown.get("asked")
    place = asked.where.place if asked else None
    country = place.country if place else country_of(request.accept_languages)
    units = units_for(country, form.units.data)
    return render_template(
        "team/team.html",
        form=form,
        links=links,
        **kept._asdict(),
        payments=payer_groups(Locale("en").territories.get(country or "")),
        languages=[(key, key_label("language", key)) for key in facet_keys("language")],
        stages=[(key, key_label("stage", key)) for key in STAGES],
        radii=_radii(units, form.radius_km.data),
        form_units=units,
        role_work=ROLE_WORK,
        given_up=GIVEN_UP,
        insured=insured,
        is_beyond=is_beyond,
        relaxed_url=relaxed_url,
        unstated_words=unstated_words,
        with_team=with_team,
        **shown,
    )


def _radii(units: Units, asked_km: float | None) -> list[float]:
    """Distances to choose from, the one that was asked for always among them."""
    steps = radius_steps(units)
    if asked_km is None or any(abs(km - asked_km) < CLOSE_KM for km in steps):
        return steps
    return sorted([*steps, asked_km]) if MIN_RADIUS_KM <= asked_km <= MAX_RADIUS_KM else steps
