"""What owners decide for good: closing, leaving, handing over; and the sheet for their clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from flask import Blueprint, abort, redirect, render_template, request, url_for

from directory.accounts.models import Account
from directory.db import begin_write, database, utc_now
from directory.files.keeping import proofs_folder
from directory.http.account_mails import public_address
from directory.http.accounts import (
    current_account,
    fresh_required,
    keys,
    member_required,
    private,
    signed_in,
)
from directory.http.letters import letters
from directory.http.limits import count
from directory.http.services import services
from directory.listings import ownership
from directory.listings.tokens import LinkEnded
from directory.web.desk import blueprint as desk
from directory.web.forms.desk import HandOverForm
from directory.web.own_listing import own_listing

if TYPE_CHECKING:
    import uuid

    from flask.typing import ResponseReturnValue

    from directory.practitioners.models import Practitioner

blueprint = private(Blueprint("desk_keeping", __name__, url_prefix="/desk"))

QR_BORDER = 4
"""White modules around a QR code, as many as the standard asks for (ISO/IEC 18004)."""


@desk.get("/<uuid:listing>/invitation")
@member_required
def invitation(listing: uuid.UUID) -> str:
    """A sheet to print that asks all clients for what they saw."""
    practitioner = own_listing(listing)
    if not practitioner.is_public:
        abort(404)
    address = public_address("assess.start", slug=practitioner.slug)
    qr_code = segno.make_qr(address, error="m").svg_inline(
        border=QR_BORDER,
        dark="#000",
        light="#fff",
        svgclass="qr",
        lineclass=None,
        omitsize=True,
    )
    return render_template(
        "desk/invitation.html", practitioner=practitioner, address=address, qr_code=qr_code
    )


@blueprint.get("/<uuid:listing>/close")
@fresh_required
def close(listing: uuid.UUID) -> str:
    """Say what closing does, and ask once."""
    return render_template("desk/close.html", practitioner=own_listing(listing))


@blueprint.post("/<uuid:listing>/close")
@fresh_required
def confirm_close(listing: uuid.UUID) -> ResponseReturnValue:
    """Close the practice."""
    practitioner, owner = _writing(listing)
    try:
        ownership.close(database.session, practitioner, owner=owner, now=utc_now())
    except ownership.NotPublished:
        database.session.rollback()
        return redirect(url_for("desk.listing", listing=listing), 303)
    database.session.commit()
    return redirect(url_for("desk.listing", listing=listing, sent="closed"), 303)


@blueprint.post("/<uuid:listing>/reopen")
@member_required
def reopen(listing: uuid.UUID) -> ResponseReturnValue:
    """Open a closed practice again."""
    practitioner, owner = _writing(listing)
    is_back = ownership.reopen(database.session, practitioner, owner=owner)
    database.session.commit()
    sent = "reopened" if is_back else None
    return redirect(url_for("desk.listing", listing=listing, sent=sent), 303)


@blueprint.get("/<uuid:listing>/leave")
@fresh_required
def leave(listing: uuid.UUID) -> str:
    """Say what leaving does, and ask once."""
    return render_template("desk/leave.html", practitioner=own_listing(listing))


@blueprint.post("/<uuid:listing>/leave")
@fresh_required
def confirm_leave(listing: uuid.UUID) -> ResponseReturnValue:
    """Leave the directory."""
    practitioner, owner = _writing(listing)
    ownership.leave(database.session, practitioner, owner=owner, letters=letters(), now=utc_now())
    database.session.commit()
    return redirect(url_for("desk.home", sent="left"), 303)


@blueprint.get("/<uuid:listing>/hand-over")
@fresh_required
def hand_over(listing: uuid.UUID) -> str:
    """Ask to whom the listing is to go."""
    practitioner = own_listing(listing)
    return render_template("desk/hand_over.html", practitioner=practitioner, form=HandOverForm())


@blueprint.post("/<uuid:listing>/hand-over")
@fresh_required
def offer(listing: uuid.UUID) -> ResponseReturnValue:
    """Mail the offer to take the listing over."""
    practitioner, form = own_listing(listing), HandOverForm(request.form)
    if not form.validate():
        page = render_template("desk/hand_over.html", practitioner=practitioner, form=form)
        return page, 400
    count("visitor_mail", f"hand over {signed_in().id}")
    practitioner, owner = _writing(listing)
    try:
        ownership.offer(
            database.session,
            practitioner,
            owner=owner,
            email=form.email.data or "",
            letters=letters(),
            keys=keys(),
            now=utc_now(),
        )
    except ownership.NotPublished:
        database.session.rollback()
        return redirect(url_for("desk.listing", listing=listing), 303)
    database.session.commit()
    return redirect(url_for("desk.listing", listing=listing, sent="offered"), 303)


@blueprint.post("/<uuid:listing>/hand-over/take-back")
@member_required
def take_offer_back(listing: uuid.UUID) -> ResponseReturnValue:
    """Let the mailed offer work no more."""
    practitioner, owner = _writing(listing)
    ownership.take_offer_back(database.session, practitioner, owner=owner)
    database.session.commit()
    return redirect(url_for("desk.listing", listing=listing), 303)


@blueprint.get("/hand-over/<token>")
def offered(token: str) -> ResponseReturnValue:
    """What a mailed link offers; whoever is not signed in is asked to be."""
    return _offered(token)


@blueprint.post("/hand-over/<token>")
@member_required
def accept(token: str) -> ResponseReturnValue:
    """Take a listing over."""
    account_id = signed_in().id
    begin_write(database.session)
    account = database.session.get_one(Account, account_id)
    try:
        practitioner = ownership.accept(
            database.session,
            token=token,
            account=account,
            letters=letters(),
            keys=keys(),
            folder=proofs_folder(services().settings.var),
            now=utc_now(),
        )
    except (LinkEnded, ownership.OtherAddress):
        database.session.rollback()
        return _offered(token)
    listing = practitioner.public_id
    database.session.commit()
    return redirect(url_for("desk.listing", listing=listing), 303)


def _offered(token: str) -> ResponseReturnValue:
    account = current_account()
    try:
        practitioner = ownership.offered(
            database.session, token=token, account=account, keys=keys(), now=utc_now()
        )
    except LinkEnded:
        return render_template("desk/offer_ended.html", is_other_address=False), 404
    except ownership.OtherAddress:
        return render_template("desk/offer_ended.html", is_other_address=True), 403
    return render_template(
        "desk/offered.html", practitioner=practitioner, token=token, account=account
    ), 200


def _writing(listing: uuid.UUID) -> tuple[Practitioner, Account]:
    """One's own listing and account, in a transaction that writes."""
    own_listing(listing)
    begin_write(database.session)
    return own_listing(listing, for_change=True), signed_in()
