"""The shortlist: listings kept on the device, shown by an address that can be shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from directory.db import database
from directory.http.limits import limited
from directory.journey.chosen import find_chosen, read_slugs
from directory.practitioners.vocabulary import LINKS
from directory.vetting.evidence import load
from directory.web.compared_facts import fee_words, towns
from directory.web.who_links import who_address

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("shortlist", __name__)

MOST = 50
"""Listings that a shortlist holds, as many as the script keeps."""


@blueprint.get("/shortlist")
@limited("search")
def page() -> ResponseReturnValue:
    """The practitioners an address names, to share and to print."""
    named = read_slugs(request.args.getlist("who"), MOST)
    chosen = find_chosen(database.session, named.slugs)
    sore = request.args.get("sore") if request.args.get("sore") in LINKS else None
    slugs = [row.slug for row in chosen.listings]
    return render_template(
        "shortlist/shortlist.html",
        named=named,
        chosen=chosen,
        evidence=load(database.session, [row.id for row in chosen.listings]),
        sore=sore,
        fee_words=fee_words,
        towns=towns,
        address=who_address("shortlist.page", slugs, sore=sore),
    )
