"""A visitor recommends somebody who is not listed; whoever is invited can ask not to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from directory.db import begin_write, database, utc_now
from directory.geo.failures import GeocodingError, PlaceNotFound
from directory.http.accounts import keys
from directory.http.limits import TooOften, count, visitor_key
from directory.http.services import services
from directory.http.translation import gettext as _
from directory.listings.recommending import Recommended, listed_alike, recommend, stop_inviting
from directory.listings.tokens import LinkEnded, TokenPurpose, look
from directory.practitioners.vocabulary import Kind
from directory.web.forms.visitors import RecommendForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response
    from flask.typing import ResponseReturnValue

    from directory.geo.point import GeoPoint
    from directory.practitioners.models import Practitioner

blueprint = Blueprint("recommend", __name__, url_prefix="/recommend")


@blueprint.after_request
def _never_stored(response: Response) -> Response:
    response.cache_control.no_store = True
    return response


@blueprint.get("")
def ask() -> str:
    """The form."""
    return _page(RecommendForm())


@blueprint.post("")
def send() -> ResponseReturnValue:
    """Put somebody before a moderator, unless they seem to be listed already."""
    form = RecommendForm(request.form)
    if not form.validate():
        return _page(form), 400
    if not request.form.get("anyway"):
        known = _listed(form.name.data or "", form.place.data or "")
        if known:
            return _page(form, known)
    try:
        count("recommend", visitor_key())
    except TooOften as refusal:
        words = _("Many recommendations came from your network. Send this one in an hour.")
        form.name.errors = [words]
        return _page(form), 429, {"Retry-After": str(refusal.wait_s)}
    begin_write(database.session)
    recommend(database.session, _recommended(form), now=utc_now())
    database.session.commit()
    return redirect(url_for(".thanks"), 303)


@blueprint.get("/thanks")
def thanks() -> str:
    """What happens next."""
    return render_template("visitors/recommend_thanks.html")


@blueprint.get("/stop/<token>")
def stop(token: str) -> ResponseReturnValue:
    """Ask whether no invitation shall ever come again; opening a link changes nothing."""
    try:
        look(database.session, keys(), TokenPurpose.INVITATION, token, utc_now())
    except LinkEnded:
        return _ended()
    return render_template("visitors/stop.html", token=token)


@blueprint.post("/stop/<token>")
def stopped(token: str) -> ResponseReturnValue:
    """Never write to the address of an invitation again."""
    begin_write(database.session)
    try:
        stop_inviting(database.session, token, keys=keys(), now=utc_now())
    except LinkEnded:
        database.session.rollback()
        return _ended()
    database.session.commit()
    return redirect(url_for(".at_rest"), 303)


@blueprint.get("/stop")
def at_rest() -> str:
    """It is done."""
    return render_template("visitors/stopped.html")


def _ended() -> ResponseReturnValue:
    return render_template("visitors/stop_ended.html"), 404


def _listed(name: str, place: str) -> Sequence[Practitioner]:
    return listed_alike(database.session, name, place, _where(place))


def _where(place: str) -> GeoPoint | None:
    try:
        return services().places.resolve(place).place.point
    except (PlaceNotFound, GeocodingError):
        return None


def _recommended(form: RecommendForm) -> Recommended:
    return Recommended(
        name=form.name.data or "",
        kind=Kind(form.kind.data),
        place=form.place.data or "",
        contact_email=form.contact_email.normalised,
        contact=form.contact.data or "",
        why=form.why.data or "",
        email=form.email.normalised,
    )


def _page(form: RecommendForm, known: Sequence[Practitioner] = ()) -> str:
    return render_template("visitors/recommend.html", form=form, known=known)
