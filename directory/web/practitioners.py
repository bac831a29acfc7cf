"""The page of one practitioner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from directory.db import database, utc_now
from directory.http.view_counts import count_view
from directory.listings.merging.leading import leads_to
from directory.practitioners.freshness import fresh_on
from directory.practitioners.service import find_public
from directory.vetting.comments import shown_comments
from directory.vetting.evidence import load
from directory.web.chain import chain_of
from directory.web.vetting_words import cap_words
from directory.web.why import why_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("practitioners", __name__, url_prefix="/practitioners")


@blueprint.get("/<slug>")
def profile(slug: str) -> ResponseReturnValue:
    """Everything that is known of a listing, with who says so and since when."""
    practitioner, moved = find_public(database.session, slug)
    if practitioner is None:
        practitioner, moved = leads_to(database.session, slug), True
    if practitioner is None:
        abort(404)
    sore = request.args.get("sore")
    if moved:
        return redirect(url_for(".profile", slug=practitioner.slug, sore=sore), 301)
    count_view(practitioner.id)
    evidence = load(database.session, [practitioner.id])[practitioner.id]
    return render_template(
        "practitioners/profile.html",
        practitioner=practitioner,
        is_doubted=practitioner.doubted_on is not None and fresh_on(practitioner) is None,
        chain=chain_of(practitioner, sore, evidence),
        why=why_of(practitioner, evidence, utc_now().date()),
        caps=cap_words(practitioner, evidence),
        comments=shown_comments(database.session, practitioner.id),
    )
