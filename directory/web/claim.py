"""Claiming a listing: saying that it is one's own, and showing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, redirect, render_template, request, url_for

from directory.db import begin_write, database, utc_now
from directory.files.checking import FileRefused, FileTooLarge
from directory.files.keeping import documents_folder, kept_file
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
from directory.listings.claims.claimable import find_claimable
from directory.listings.claims.claiming import ClaimWaits, Shown, claim
from directory.listings.claims.links import (
    AddressUnknown,
    LinkOfAnother,
    ListingOwned,
    claim_by_link,
    linked_listing,
    mail_link,
)
from directory.listings.claims.waits import WayClosed
from directory.listings.owning import OwnAlready
from directory.listings.tokens import LinkEnded
from directory.practitioners.service import owns
from directory.web.claim_page import back_to, claim_page, find, offered
from directory.web.desk_uploads import MAX_BODY_BYTES, count_file, file_words, sent_file
from directory.web.formats import day
from directory.web.forms.claim import DOCUMENTS, EMAIL, LICENCE, ClaimForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.exceptions import RequestEntityTooLarge

    from directory.files.keeping import KeptFile
    from directory.practitioners.models import Practitioner

blueprint = private(Blueprint("claim", __name__))


@blueprint.url_value_preprocessor
def _allow_files(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let the form carry a file; the guard on forms reads the body before the view."""
    if endpoint in {"claim.send", "claim.answer"}:
        request.max_content_length = MAX_BODY_BYTES


@blueprint.errorhandler(413)
def _too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """The page again, where its file was too large even to be read."""
    wrong = file_words(FileTooLarge(), takes_papers=True)
    practitioner = find(str((request.view_args or {}).get("slug")))
    return claim_page(practitioner, ClaimForm(data={"way": DOCUMENTS}), file_error=wrong), 413


@blueprint.get("/practitioners/<slug>/claim")
def ask(slug: str) -> ResponseReturnValue:
    """What it means to claim a listing, and the ways to do it once one is signed in."""
    practitioner, moved = find_claimable(database.session, slug)
    if practitioner is None:
        abort(404)
    if moved:
        return redirect(url_for(".ask", slug=practitioner.slug), 301)
    if not practitioner.is_public and current_account() is None:
        # Whose page is off the site is named to nobody who has not said who they are.
        return redirect(url_for("sign_in.ask", next=url_for(".ask", slug=slug)), 303)
    return claim_page(practitioner)


@blueprint.post("/practitioners/<slug>/claim")
@member_required
def send(slug: str) -> ResponseReturnValue:
    """Mail a code to the address of the listing, or put the claim before a moderator."""
    practitioner = find(slug)
    form = offered(practitioner, ClaimForm(request.form))
    content = sent_file()
    file_error = _("Choose a file.") if form.way.data == DOCUMENTS and not content else None
    if not form.validate() or file_error:
        return claim_page(practitioner, form, file_error=file_error), 400
    try:
        count("claim", visitor_key())
        if form.way.data == EMAIL:
            return _mail(practitioner, form)
        if form.way.data == DOCUMENTS:
            count_file()
            with kept_file(documents_folder(services().settings.var), content) as kept:
                return _claim(slug, form, kept)
        return _claim(slug, form, None)
    except TooOften as refusal:
        form.way.errors = [_("That was tried several times today. Try again tomorrow.")]
        return claim_page(practitioner, form), 429, {"Retry-After": str(refusal.wait_s)}
    except FileRefused as refusal:
        wrong = file_words(refusal, takes_papers=True)
        return claim_page(practitioner, form, file_error=wrong), 400


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
            letters=letters(),
            var=services().settings.var,
            now=utc_now(),
        )
    except (LinkEnded, ListingOwned, OwnAlready):
        database.session.rollback()
        return render_template("claim/ended.html"), 404
    except LinkOfAnother:
        database.session.rollback()
        return render_template("claim/elsewhere.html"), 403
    slug, address = practitioner.slug, f"/desk/{practitioner.public_id}"
    is_owner = owns(database.session, signed_in().id, practitioner.id)
    database.session.commit()
    # Where somebody else claims it too, a dispute goes on there.
    return redirect(address, 303) if is_owner else back_to(slug)


def _mail(practitioner: Practitioner, form: ClaimForm) -> ResponseReturnValue:
    # By account and listing, so that nobody uses up what another may ask for; and by the listing
    # alone, since its owner's mailbox is not for strangers to fill.
    count("claim_mail", f"{signed_in().public_id} {practitioner.public_id}")
    count("claim_mailbox", f"listing {practitioner.public_id}")
    slug = practitioner.slug
    begin_write(database.session)
    try:
        mail_link(
            database.session,
            practitioner=find(slug),
            account=signed_in(),
            letters=letters(),
            keys=keys(),
            now=utc_now(),
        )
    except (AddressUnknown, ListingOwned, OwnAlready):
        # Things changed since the page was shown: it says how they stand now.
        database.session.rollback()
    except WayClosed as closed:
        database.session.rollback()
        return _closed(slug, form, closed)
    else:
        database.session.commit()
    return back_to(slug)


def _claim(slug: str, form: ClaimForm, file: KeptFile | None) -> ResponseReturnValue:
    begin_write(database.session)
    try:
        claim(
            database.session,
            practitioner=find(slug),
            account=signed_in(),
            shown=Shown(
                way=form.way.data,
                message=form.message.data or "",
                npi=form.npi_digits if form.way.data == LICENCE else None,
                licence_number=form.licence_number.data if form.way.data == LICENCE else None,
                file=file,
            ),
            letters=letters(),
            now=utc_now(),
        )
    except (ClaimWaits, OwnAlready, WayClosed) as refusal:
        # Another window was quicker, and the page says how it stands; or it is too soon.
        database.session.rollback()
        if file:
            file.path.unlink(missing_ok=True)
        return _closed(slug, form, refusal) if isinstance(refusal, WayClosed) else back_to(slug)
    database.session.commit()
    return back_to(slug)


def _closed(slug: str, form: ClaimForm, closed: WayClosed) -> ResponseReturnValue:
    """The page again, with a kind word where a way is closed for now."""
    form.way.errors = [closed_words(closed)]
    return claim_page(find(slug), form), 409


def closed_words(closed: WayClosed) -> str:
    """Why a way is closed, and what to do instead."""
    if closed.until is None:
        return _(
            "The moderators have heard everybody about this listing. With a document that they have not seen, it is looked at afresh."
        )
    return _(
        "We could not confirm it in this way. It is open again from %(day)s on; until then you can show it in another way.",
        day=day(closed.until.date()),
    )
