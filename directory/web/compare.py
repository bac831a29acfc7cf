"""Comparing practitioners: up to four, item by item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request

from directory.db import database, utc_now
from directory.geo.failures import GeocodingError
from directory.geo.home import at_home
from directory.http.language import country_of
from directory.http.limits import limited
from directory.http.services import services
from directory.http.units import Units, units_for
from directory.journey.chosen import find_chosen, read_slugs
from directory.practitioners.vocabulary import LINKS
from directory.search import service
from directory.search.engine import SearchUnavailable
from directory.search.request import SearchRequest
from directory.vetting.evidence import load
from directory.web.comparing import Compared
from directory.web.forms.compare import CompareForm
from directory.web.who_links import who_address

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from directory.geo.place import Place
    from directory.journey.chosen import Chosen, Named
    from directory.practitioners.models import Practitioner

blueprint = Blueprint("compare", __name__)

MOST = 4
"""Practitioners that are compared at once."""

_OFFERED = 6
"""Listings that are offered for a name."""

DIFFERENCES = "differences"
_PROFILE = re.compile(r"/practitioners/([a-z0-9-]+)")


@blueprint.get("/compare")
@limited("search")
def table() -> ResponseReturnValue:
    """Up to four practitioners, item by item."""
    form = CompareForm(request.args)
    named = read_slugs(request.args.getlist("who"), MOST)
    chosen = find_chosen(database.session, named.slugs)
    slugs = [person.slug for person in chosen.listings]
    there = _by_address(form.add.data or "") if len(slugs) < MOST else None
    if there:
        together = dict.fromkeys([*slugs, there.slug])
        return redirect(who_address("compare.table", together, **_kept(form)))
    return _page(form, named, chosen, slugs)


def _page(form: CompareForm, named: Named, chosen: Chosen, slugs: list[str]) -> str:
    near = _place(form.near.data or "")
    compared = _compared(chosen.listings, form, near)
    groups = compared.groups() if slugs else ()
    folded = form.show.data == DIFFERENCES and len(slugs) > 1
    kept = _kept(form)
    return render_template(
        "compare/compare.html",
        form=form,
        named=named,
        chosen=chosen,
        compared=compared,
        groups=[group.differing() for group in groups] if folded else groups,
        folded=folded,
        near=near,
        offered=_by_name(form.add.data, chosen) if form.add.data and len(slugs) < MOST else (),
        slugs=slugs,
        most=MOST,
        units=kept["units"],
        address=lambda who, **other: who_address("compare.table", who, **{**kept, **other}),
    )


def _kept(form: CompareForm) -> dict[str, str | None]:
    """What a link to another comparison carries along."""
    show = DIFFERENCES if form.show.data == DIFFERENCES else None
    units = form.units.data if form.units.data in set(Units) else None
    return {"sore": _sore(form), "near": form.near.data, "show": show, "units": units}


def _compared(people: tuple[Practitioner, ...], form: CompareForm, near: Place | None) -> Compared:
    return Compared(
        people=people,
        evidence=load(database.session, [person.id for person in people]),
        sore=_sore(form),
        near=near,
        units=units_for(near.country if near else None, form.units.data),
        today=utc_now().date(),
    )


def _sore(form: CompareForm) -> str | None:
    return form.sore.data if form.sore.data in LINKS else None


def _place(text: str) -> Place | None:
    """The place somebody typed; none where it cannot be told, which only leaves out distances."""
    if not text:
        return None
    try:
        found = services().places.resolve(text)
    except GeocodingError:
        return None
    return at_home(found, country_of(request.accept_languages)).place


def _by_address(text: str) -> Practitioner | None:
    """The listing whose address on this site was pasted, or the last part of it."""
    found = _PROFILE.search(text)
    named = read_slugs([found[1] if found else text], 1)
    listings = find_chosen(database.session, named.slugs).listings
    return listings[0] if listings else None


def _by_name(text: str, chosen: Chosen) -> tuple[Practitioner, ...]:
    """Listings that a search for a name finds, without those that stand here already."""
    wanted = SearchRequest(q=text, per_page=_OFFERED + MOST)
    adapters = services()
    try:
        found = service.search(
            database.session, adapters.engine, adapters.places, wanted, today=utc_now().date()
        )
    except (SearchUnavailable, GeocodingError):
        return ()
    people = [card.practitioner for card in found.cards]
    here = {person.id for person in chosen.listings}
    return tuple(person for person in people if person.id not in here)[:_OFFERED]
