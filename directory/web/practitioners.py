"""The page of one practitioner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from directory.db import database
from directory.practitioners.service import find_public
from directory.web.chain import chain_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("practitioners", __name__, url_prefix="/practitioners")


@blueprint.get("/<slug>")
def profile(slug: str) -> ResponseReturnValue:
    """Everything a listing says, with the date and source of it."""
    practitioner, moved = find_public(database.session, slug)
    if practitioner is None:
        abort(404)
    sore = request.args.get("sore")
    if moved:
        return redirect(url_for(".profile", slug=practitioner.slug, sore=sore), 301)
    return render_template(
        "practitioners/profile.html",
        practitioner=practitioner,
        chain=chain_of(practitioner, sore),
    )
