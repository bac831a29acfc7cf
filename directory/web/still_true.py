"""The link of the mail that asks whether everything in a listing is still true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, url_for

from directory.db import begin_write, database, utc_now
from directory.http.accounts import keys
from directory.http.limits import limited
from directory.listings.confirming import asked_about, confirm_by_link
from directory.listings.tokens import LinkEnded
from directory.practitioners.service import find_public

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("still_true", __name__, url_prefix="/still-true")


@blueprint.after_request
def _never_stored(response: Response) -> Response:
    response.cache_control.no_store = True
    return response


@blueprint.get("/<token>")
def look(token: str) -> ResponseReturnValue:
    """The facts as they stand, and one button; mail programs open links by themselves."""
    try:
        practitioner = asked_about(database.session, token=token, keys=keys(), now=utc_now())
    except LinkEnded:
        return _ended()
    return render_template("freshness/still_true.html", practitioner=practitioner, token=token)


@blueprint.post("/<token>")
@limited("still_true")
def confirm(token: str) -> ResponseReturnValue:
    """Everything is still true: dates all of it, once."""
    begin_write(database.session)
    try:
        practitioner = confirm_by_link(database.session, token=token, keys=keys(), now=utc_now())
    except LinkEnded:
        database.session.rollback()
        return _ended()
    slug = practitioner.slug
    database.session.commit()
    return redirect(url_for(".thanks", slug=slug), 303)


@blueprint.get("/<slug>/thanks")
def thanks(slug: str) -> str:
    """What visitors see of it now."""
    practitioner, _moved = find_public(database.session, slug)
    if practitioner is None:
        abort(404)
    return render_template("freshness/thanks.html", practitioner=practitioner)


def _ended() -> tuple[str, int]:
    return render_template("freshness/ended.html"), 404
