"""Claiming a listing: saying that it is one's own, and showing it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, redirect, render_template, request, url_for

from directory.cases import CaseKind
from directory.cases.waiting import expected_wait
from directory.db import begin_write, database, utc_now
from directory.files.checking import FileRefused, FileTooLarge
from directory.files.keeping import documents_folder, kept_file, proofs_folder
from directory.http.accounts import (
    current_account,
    keys,
    member_required,
    private,
    signed_in,
)
from directory.http.letters import letters
from directory.http.limits import TooOften, count, visitor_key
from directory.http.services import services
from directory.http.translation import gettext as _
from directory.listings.claim_links import (
    AddressUnknown,
    LinkOfAnother,
    ListingOwned,
    address_of,
    claim_by_link,
    linked_listing,
    mail_link,
    masked,
)
from directory.listings.claiming import ClaimWaits, Shown, claim, waiting_claim
from directory.listings.owning import OwnAlready, owner_of
from directory.listings.tokens import LinkEnded
from directory.practitioners.service import find_public, owns
from directory.web.desk_uploads import MAX_BODY_BYTES, count_file, file_words, sent_file
from directory.web.forms.claim import DOCUMENTS, EMAIL, ClaimForm
from directory.web.listing_words import wait_words

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.exceptions import RequestEntityTooLarge

    from directory.files.keeping import KeptFile
    from directory.practitioners.models import Practitioner

blueprint = private(Blueprint("claim", __name__))


@blueprint.url_value_preprocessor
def _allow_files(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let the form carry a file; the guard on forms reads the body before the view."""
    if endpoint == "claim.send":
        request.max_content_length = MAX_BODY_BYTES


@blueprint.errorhandler(413)
def _too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """The page again, where its file was too large even to be read."""
    wrong = file_words(FileTooLarge(), takes_papers=True)
    practitioner = _find(str((request.view_args or {}).get("slug")))
    return _page(practitioner, ClaimForm(data={"way": DOCUMENTS}), file_error=wrong), 413


@blueprint.get("/practitioners/<slug>/claim")
def ask(slug: str) -> ResponseReturnValue:
    """What it means to claim a listing, and the ways to do it once one is signed in."""
    practitioner, moved = find_public(database.session, slug)
    if practitioner is None:
        abort(404)
    if moved:
        return redirect(url_for(".ask", slug=practitioner.slug), 301)
    return _page(practitioner, ClaimForm())


@blueprint.post("/practitioners/<slug>/claim")
@member_required
def send(slug: str) -> ResponseReturnValue:
    """Mail a link to the address of the listing, or put the claim before a moderator."""
    practitioner = _find(slug)
    form = _offered(practitioner, ClaimForm(request.form))
    content = sent_file()
    file_error = _("Choose a file.") if form.way.data == DOCUMENTS and not content else None
    if not form.validate() or file_error:
        return _page(practitioner, form, file_error=file_error), 400
    try:
        count("claim", visitor_key())
        if form.way.data == EMAIL:
            return _mail(practitioner)
        if form.way.data == DOCUMENTS:
            count_file()
            with kept_file(documents_folder(services().settings.var), content) as kept:
                return _claim(slug, form, kept)
        return _claim(slug, form, None)
    except TooOften as refusal:
        form.way.errors = [_("That was tried several times today. Try again tomorrow.")]
        return _page(practitioner, form), 429, {"Retry-After": str(refusal.wait_s)}
    except FileRefused as refusal:
        wrong = file_words(refusal, takes_papers=True)
        return _page(practitioner, form, file_error=wrong), 400


@blueprint.get("/claim/<token>")
@member_required
def link(token: str) -> ResponseReturnValue:
    """Show the button that the link of a mail leads to; looking at it changes nothing."""
    try:
        practitioner = linked_listing(
            database.session, token=token, account=signed_in(), keys=keys(), now=utc_now()
        )
    except LinkEnded:
        return render_template("claim/ended.html"), 404
    except LinkOfAnother:
        return render_template("claim/elsewhere.html"), 403
    return render_template("claim/link.html", practitioner=practitioner, token=token)


@blueprint.post("/claim/<token>")
@member_required
def follow(token: str) -> ResponseReturnValue:
    """Make the listing one's own by the link of a mail."""
    begin_write(database.session)
    try:
        practitioner = claim_by_link(
            database.session,
            token=token,
            account=signed_in(),
            keys=keys(),
            folder=proofs_folder(services().settings.var),
            now=utc_now(),
        )
    except (LinkEnded, ListingOwned, OwnAlready):
        database.session.rollback()
        return render_template("claim/ended.html"), 404
    except LinkOfAnother:
        database.session.rollback()
        return render_template("claim/elsewhere.html"), 403
    address = f"/desk/{practitioner.public_id}"
    database.session.commit()
    return redirect(address, 303)


def _mail(practitioner: Practitioner) -> ResponseReturnValue:
    # By the listing: its owner's mailbox is not for strangers to fill.
    count("claim_mail", f"listing {practitioner.public_id}")
    slug = practitioner.slug
    begin_write(database.session)
    try:
        mail_link(
            database.session,
            practitioner=_find(slug),
            account=signed_in(),
            letters=letters(),
            keys=keys(),
            now=utc_now(),
        )
    except (AddressUnknown, ListingOwned, OwnAlready):
        # Things changed since the page was shown: it says how they stand now.
        database.session.rollback()
        return redirect(url_for(".ask", slug=slug), 303)
    database.session.commit()
    return redirect(url_for(".ask", slug=slug, mailed="1"), 303)


def _claim(slug: str, form: ClaimForm, file: KeptFile | None) -> ResponseReturnValue:
    begin_write(database.session)
    try:
        claim(
            database.session,
            practitioner=_find(slug),
            account=signed_in(),
            shown=Shown(
                way=form.way.data,
                message=form.message.data or "",
                npi=None if file else form.npi_digits,
                licence_number=None if file else form.licence_number.data,
                file=file,
            ),
            letters=letters(),
            now=utc_now(),
        )
    except (ClaimWaits, OwnAlready):
        # Another window was quicker; the page says how it stands.
        database.session.rollback()
        if file:
            file.path.unlink(missing_ok=True)
    else:
        database.session.commit()
    return redirect(url_for(".ask", slug=slug), 303)


def _find(slug: str) -> Practitioner:
    practitioner, _moved = find_public(database.session, slug)
    if practitioner is None:
        abort(404)
    return practitioner


def _offered(practitioner: Practitioner, form: ClaimForm) -> ClaimForm:
    """The form with the ways that this listing allows."""
    owner = owner_of(database.session, practitioner.id)
    address = address_of(practitioner) if owner is None else None
    form.offer(address=masked(address) if address else None, needs_npi=practitioner.npi is not None)
    return form


def _page(practitioner: Practitioner, form: ClaimForm, file_error: str | None = None) -> str:
    account, session = current_account(), database.session
    form = _offered(practitioner, form)
    waiting = waiting_claim(session, practitioner.id, account.id) if account else None
    expected = expected_wait(session, (CaseKind.CLAIM,), utc_now())
    if waiting:
        # One's own waits not for itself.
        expected = replace(expected, waiting=max(0, expected.waiting - 1))
    return render_template(
        "claim/claim.html",
        practitioner=practitioner,
        form=form,
        account=account,
        file_error=file_error,
        is_own=account is not None and owns(session, account.id, practitioner.id),
        is_owned=owner_of(session, practitioner.id) is not None,
        waiting=waiting,
        wait=wait_words(expected),
        mailed="mailed" in request.args and account is not None,
    )
