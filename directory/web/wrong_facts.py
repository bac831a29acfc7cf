"""A visitor reports a fact that is wrong, without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from directory.db import begin_write, database, utc_now
from directory.http.limits import TooOften, count, visitor_key
from directory.http.translation import gettext as _
from directory.listings.fact_reports import FIELDS, WrongFact, report
from directory.practitioners.service import find_public
from directory.web.forms.visitors import WrongFactForm

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from directory.practitioners.models import Practitioner

blueprint = Blueprint("wrong_facts", __name__, url_prefix="/practitioners")


@blueprint.after_request
def _never_stored(response: Response) -> Response:
    response.cache_control.no_store = True
    return response


@blueprint.get("/<slug>/wrong")
def ask(slug: str) -> ResponseReturnValue:
    """The form; an address can choose the field."""
    practitioner, moved = find_public(database.session, slug)
    if practitioner is None:
        abort(404)
    chosen = request.args.get("field")
    chosen = chosen if chosen in FIELDS else None
    if moved:
        return redirect(url_for(".ask", slug=practitioner.slug, field=chosen), 301)
    return _page(practitioner, WrongFactForm(field=chosen or ""))


@blueprint.post("/<slug>/wrong")
def send(slug: str) -> ResponseReturnValue:
    """Put it before a moderator."""
    practitioner = find_listing(slug)
    form = WrongFactForm(request.form)
    if not form.validate():
        return _page(practitioner, form), 400
    try:
        count("fact_report", visitor_key())
    except TooOften as refusal:
        form.said.errors = [_("Many reports came from your network. Send this one in an hour.")]
        return _page(practitioner, form), 429, {"Retry-After": str(refusal.wait_s)}
    begin_write(database.session)
    practitioner = find_listing(slug)
    wrong = WrongFact(form.field.data, form.said.data or "", form.email.normalised)
    report(database.session, practitioner, wrong, now=utc_now())
    slug = practitioner.slug
    database.session.commit()
    return redirect(url_for(".thanks", slug=slug), 303)


@blueprint.get("/<slug>/wrong/thanks")
def thanks(slug: str) -> str:
    """What happens next."""
    return render_template("visitors/wrong_thanks.html", practitioner=find_listing(slug))


def find_listing(slug: str) -> Practitioner:
    """The public listing behind a slug, present or former.

    Raises:
        NotFound: There is none.
    """
    practitioner, _moved = find_public(database.session, slug)
    if practitioner is None:
        abort(404)
    return practitioner


def _page(practitioner: Practitioner, form: WrongFactForm) -> str:
    return render_template("visitors/wrong.html", practitioner=practitioner, form=form)
