"""People who never asked to be listed have themselves removed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from directory.accounts.digests import Purpose
from directory.config import site_secret
from directory.db import begin_write, database, utc_now
from directory.http.accounts import keys
from directory.http.letters import letters
from directory.http.limits import TooOften, count, visitor_key
from directory.http.services import services
from directory.http.translation import gettext as _
from directory.interchange.removal_links import (
    ListingOwned,
    contact_of,
    linked_removal,
    mail_removal_link,
    remove_by_link,
)
from directory.interchange.removal_requests import Answer, ask_removal
from directory.listings.claims.links import masked
from directory.listings.owning import owner_of
from directory.listings.tokens import LinkEnded
from directory.practitioners.service import find_public
from directory.web.forms.visitors import RemoveForm
from directory.web.wrong_facts import find_listing

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from directory.practitioners.models import Practitioner

blueprint = Blueprint("remove_me", __name__, url_prefix="/practitioners")


@blueprint.after_request
def _never_stored(response: Response) -> Response:
    response.cache_control.no_store = True
    return response


@blueprint.get("/<slug>/remove-me")
def ask(slug: str) -> ResponseReturnValue:
    """How it is done, and the ways to show that it is really them."""
    practitioner, moved = find_public(database.session, slug)
    if practitioner is None:
        abort(404)
    if moved:
        return redirect(url_for(".ask", slug=practitioner.slug), 301)
    return _page(practitioner, RemoveForm())


@blueprint.post("/<slug>/remove-me/link")
def mail(slug: str) -> ResponseReturnValue:
    """Mail a link to the address the listing has; the answer is the same if it has none."""
    practitioner = find_listing(slug)
    form = RemoveForm()
    try:
        count("removal", visitor_key())
    except TooOften as refusal:
        return _too_many(practitioner, form, refusal)
    return _asked(practitioner, None)


@blueprint.post("/<slug>/remove-me")
def send(slug: str) -> ResponseReturnValue:
    """Ask a moderator, who calls the practice."""
    practitioner = find_listing(slug)
    form = RemoveForm(request.form)
    if not form.validate():
        return _page(practitioner, form), 400
    try:
        count("removal", visitor_key())
    except TooOften as refusal:
        return _too_many(practitioner, form, refusal)
    answer = Answer(form.email.normalised or "", form.message.data or "")
    return _asked(practitioner, answer)


@blueprint.get("/<slug>/remove-me/thanks")
def thanks(slug: str) -> str:
    """What happens next; the same whoever asked."""
    return render_template("visitors/remove_thanks.html", practitioner=find_listing(slug))


@blueprint.get("/<slug>/remove-me/done")
def done(slug: str) -> str:  # noqa: ARG001 - nobody has it any more
    """They are removed."""
    return render_template("visitors/removed.html")


@blueprint.get("/<slug>/remove-me/<token>")
def follow(slug: str, token: str) -> ResponseReturnValue:
    """Ask once more; opening a link changes nothing."""
    try:
        practitioner = linked_removal(database.session, token, keys=keys(), now=utc_now())
    except (LinkEnded, ListingOwned):
        return _ended(slug)
    return render_template("visitors/remove_now.html", practitioner=practitioner, token=token)


@blueprint.post("/<slug>/remove-me/<token>")
def remove(slug: str, token: str) -> ResponseReturnValue:
    """Remove the listing at once and for good."""
    begin_write(database.session)
    try:
        remove_by_link(
            database.session,
            token,
            letters=letters(),
            keys=keys(),
            secret=site_secret(services().settings),
            now=utc_now(),
        )
    except (LinkEnded, ListingOwned):
        database.session.rollback()
        return _ended(slug)
    database.session.commit()
    return redirect(url_for(".done", slug=slug), 303)


def _asked(practitioner: Practitioner, answer: Answer | None) -> ResponseReturnValue:
    own_address, slug = contact_of(practitioner), practitioner.slug
    wants_link = answer is None or answer.email == own_address
    # A listing's own mailbox gets few such mails, whoever asks; nobody is told.
    if not wants_link or (own_address and _may_mail(own_address)):
        begin_write(database.session)
        with suppress(ListingOwned):
            _ask(find_listing(slug), answer)
        database.session.commit()
    return redirect(url_for(".thanks", slug=slug), 303)


def _ask(practitioner: Practitioner, answer: Answer | None) -> None:
    session, now = database.session, utc_now()
    if answer is None:
        mail_removal_link(session, practitioner, letters=letters(), keys=keys(), now=now)
    else:
        ask_removal(session, practitioner, answer, letters=letters(), keys=keys(), now=now)


def _may_mail(address: str) -> bool:
    try:
        count("mail", keys().digest(Purpose.EMAIL, address, "removal"))
    except TooOften:
        return False
    return True


def _too_many(
    practitioner: Practitioner, form: RemoveForm, refusal: TooOften
) -> ResponseReturnValue:
    words = _("Several requests came from your network. Send this one in an hour.")
    form.email.errors = [words]
    return _page(practitioner, form), 429, {"Retry-After": str(refusal.wait_s)}


def _ended(slug: str) -> ResponseReturnValue:
    practitioner, _moved = find_public(database.session, slug)
    return render_template("visitors/remove_ended.html", practitioner=practitioner), 404


def _page(practitioner: Practitioner, form: RemoveForm) -> str:
    address = contact_of(practitioner)
    return render_template(
        "visitors/remove.html",
        practitioner=practitioner,
        form=form,
        is_owned=owner_of(database.session, practitioner.id) is not None,
        address=masked(address) if address else None,
    )
