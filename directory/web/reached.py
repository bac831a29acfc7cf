"""After a call: one tap tells what came of it, without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from directory.accounts.digests import Purpose
from directory.db import begin_write, database, utc_now
from directory.http.accounts import current_account, keys
from directory.http.letters import letters
from directory.http.limits import TooOften, count, visitor_key
from directory.http.translation import gettext as _
from directory.listings.models import ReachOutcome
from directory.listings.owning import owner_of
from directory.listings.reaching import OwnListing, reached
from directory.practitioners.service import find_public
from directory.web.forms.visitors import ReachForm
from directory.web.wrong_facts import find_listing

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from directory.practitioners.models import Practitioner

blueprint = Blueprint("reached", __name__, url_prefix="/practitioners")


@blueprint.after_request
def _never_stored(response: Response) -> Response:
    response.cache_control.no_store = True
    return response


@blueprint.get("/<slug>/reached")
def ask(slug: str) -> ResponseReturnValue:
    """The outcomes, each a button; the script shows the same on the listing after a call."""
    practitioner, moved = find_public(database.session, slug)
    if practitioner is None:
        abort(404)
    if moved:
        return redirect(url_for(".ask", slug=practitioner.slug), 301)
    account = current_account()
    if account and owner_of(database.session, practitioner.id) == account.id:
        return render_template("visitors/reached_own.html", practitioner=practitioner)
    return _page(practitioner, ReachForm())


@blueprint.post("/<slug>/reached")
def send(slug: str) -> ResponseReturnValue:
    """Keep what came of the call."""
    practitioner = find_listing(slug)
    form = ReachForm(request.form)
    if not form.validate():
        return _page(practitioner, form), 400
    try:
        count("reach", visitor_key())
    except TooOften as refusal:
        form.outcome.errors = [
            _("Many calls were told of from your network. Try again in an hour.")
        ]
        return _page(practitioner, form), 429, {"Retry-After": str(refusal.wait_s)}
    begin_write(database.session)
    practitioner = find_listing(slug)
    try:
        _keep(practitioner, form)
    except OwnListing:
        database.session.rollback()
        own = find_listing(slug)
        return render_template("visitors/reached_own.html", practitioner=own), 403
    slug = practitioner.slug
    database.session.commit()
    return redirect(url_for(".thanks", slug=slug), 303)


@blueprint.get("/<slug>/reached/thanks")
def thanks(slug: str) -> str:
    """What it is good for."""
    return render_template("visitors/reached_thanks.html", practitioner=find_listing(slug))


def _keep(practitioner: Practitioner, form: ReachForm) -> None:
    # By the network: whoever throws cookies away would be another visitor each time.
    visitor = keys().digest(Purpose.VISITOR, visitor_key(), str(practitioner.public_id))
    outcome = ReachOutcome(form.outcome.data or "")
    reached(
        database.session,
        practitioner,
        visitor=visitor,
        outcome=outcome,
        wait_days=int(form.wait_days.data) if outcome == ReachOutcome.WAIT else None,
        account=current_account(),
        letters=letters(),
        now=utc_now(),
    )


def _page(practitioner: Practitioner, form: ReachForm) -> str:
    return render_template("visitors/reached.html", practitioner=practitioner, form=form)
