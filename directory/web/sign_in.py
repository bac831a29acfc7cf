"""Signing in by a code or a link that comes by mail, and signing out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, render_template, request, session, url_for

from directory.accounts.codes import CodeUnknown, CodeWrong, see_link
from directory.accounts.digests import Purpose, new_token
from directory.accounts.policy import Proof
from directory.accounts.service import (
    confirm_code,
    confirm_link,
    request_code,
    was_used_from,
)
from directory.accounts.sessions import ProofTooWeak
from directory.db import begin_write, database, utc_now
from directory.http.account_mails import compose
from directory.http.account_sessions import DRAFT, ELSEWHERE
from directory.http.accounts import current_account, keys, private, sign_in, sign_out
from directory.http.devices import known_device
from directory.http.limits import TooOften, count, forget_count, visitor_key
from directory.http.next_path import same_site_path
from directory.http.translation import gettext as _
from directory.http.translation import ngettext
from directory.web.forms.accounts import CodeForm, EmailForm

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from directory.accounts.service import Confirmed

    Answer = tuple[str, int] | tuple[str, int, dict[str, str]] | BaseResponse

blueprint = private(Blueprint("sign_in", __name__))

PENDING = "sign_in"
"""Where the cookie keeps which code this browser has asked for, and for which address."""


@blueprint.get("/sign-in")
def ask() -> str | BaseResponse:
    """Ask for the address to which a code goes."""
    following = same_site_path(request.args.get("next", ""))
    again = request.args.get("again", "") == "1"
    account = current_account()
    if account and not again:
        return redirect(following or url_for("accounts.show"), 303)
    form = EmailForm(data={"email": account.email if account else "", "next": following})
    return render_template("accounts/sign_in.html", form=form, again=again)


@blueprint.post("/sign-in")
def send() -> Answer:
    """Mail a code, and go on in the same way whether or not the address has an account."""
    form = EmailForm(request.form)
    following = same_site_path(form.next.data)
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form, again=False), 400
    email = form.normalised
    try:
        _count_mail(email)
    except TooOften as refusal:
        return _enough_mails(email, following, refusal)
    token = new_token()
    begin_write(database.session)
    request_code(
        database.session,
        email=email,
        request_token=token,
        keys=keys(),
        compose=compose,
        now=utc_now(),
        next_path=following,
        draft_id=_own_draft(),
    )
    database.session.commit()
    session[PENDING] = {"request": token, "email": email, "next": following}
    return redirect(url_for("sign_in.code"), 303)


@blueprint.get("/sign-in/code")
def code() -> str | BaseResponse:
    """Ask for the code of the mail."""
    pending = _pending()
    if not pending:
        return redirect(url_for("sign_in.ask"), 303)
    return _code_page(CodeForm(), pending)


@blueprint.post("/sign-in/code")
def enter() -> tuple[str, int] | BaseResponse:
    """Sign in by the code."""
    pending, form = _pending(), CodeForm(request.form)
    if not pending:
        return redirect(url_for("sign_in.ask"), 303)
    if not form.validate():
        return _code_page(form, pending), 400
    count("sign_in", visitor_key())
    count("sign_in", address_key(pending["email"]))
    begin_write(database.session)
    try:
        confirmed = confirm_code(
            database.session,
            request_token=pending["request"],
            code=form.digits,
            keys=keys(),
            now=utc_now(),
        )
    except CodeWrong as refusal:
        database.session.commit()
        form.code.errors = [wrong_code_words(refusal.tries_left)]
        return _code_page(form, pending), 400
    except CodeUnknown:
        database.session.commit()
        return _code_page(form, pending, ended=True), 400
    return _come_in(confirmed, draft_id=confirmed.draft_id)


@blueprint.get("/sign-in/link/<token>")
def link(token: str) -> str | tuple[str, int]:
    """Show the button that the link of a mail leads to; looking at it changes nothing.

    Mail programs and virus scanners open links by themselves.
    """
    try:
        row = see_link(database.session, link_token=token, keys=keys(), now=utc_now())
    except CodeUnknown:
        return render_template("accounts/link_ended.html"), 404
    return render_template("accounts/link.html", email=row.email, token=token)


@blueprint.post("/sign-in/link/<token>")
def follow(token: str) -> tuple[str, int] | BaseResponse:
    """Sign in by the link, in whatever browser; answers stay in the one they were typed in.

    Whoever asked for the mail may have mistyped the address, or may want its owner to find
    answers there: neither is to see or take over what the other has written.
    """
    count("sign_in", visitor_key())
    begin_write(database.session)
    try:
        confirmed = confirm_link(database.session, link_token=token, keys=keys(), now=utc_now())
    except CodeUnknown:
        database.session.commit()
        return render_template("accounts/link_ended.html"), 404
    return _come_in(confirmed, draft_id=_own_draft())


@blueprint.post("/sign-out")
def leave() -> BaseResponse:
    """Sign this browser out."""
    begin_write(database.session)
    sign_out()
    database.session.commit()
    return redirect(url_for("home.home"), 303)


def email_key(email: str) -> str:
    """Under which an address is counted: nobody can read it from there."""
    return keys().digest(Purpose.EMAIL, email)


def address_key(email: str) -> str:
    """Under which tries at an address are counted: those of its own devices apart from others.

    Otherwise strangers could use up what its owner may do. A device is its own when somebody has
    signed in from there, which the cookie of the device shows; to strangers all addresses are alike.
    """
    own = was_used_from(database.session, email, known_device(keys()), utc_now())
    return keys().digest(Purpose.EMAIL, email, "own device") if own else email_key(email)


def wrong_code_words(tries_left: int) -> str:
    """What to say about a code that is not the one in the mail."""
    if not tries_left:
        return _("That was not the code, and this one has ended. Ask for a new one below.")
    return ngettext(
        "That is not the code. You can try once more.",
        "That is not the code. Look at the newest mail; you can try %(num)s more times.",
        tries_left,
    )


def _count_mail(email: str) -> None:
    for purpose in ("sign_in", "visitor_mail"):
        count(purpose, visitor_key())
    for purpose in ("sign_in", "mail"):
        count(purpose, address_key(email))


def _enough_mails(email: str, following: str, refusal: TooOften) -> Answer:
    page = render_template(
        "accounts/mail_limit.html",
        following=following,
        minutes=math.ceil(refusal.wait_s / 60),
        waiting=_pending().get("email") == email,
    )
    return page, 429, {"Retry-After": str(refusal.wait_s)}


def _pending() -> dict[str, str]:
    pending: Any = session.get(PENDING)
    return pending if isinstance(pending, dict) else {}


def _code_page(form: CodeForm, pending: dict[str, str], *, ended: bool = False) -> str:
    return render_template("accounts/code.html", form=form, pending=pending, ended=ended)


def _own_draft() -> int | None:
    draft = session.get(DRAFT)
    return draft if isinstance(draft, int) else None


def _come_in(confirmed: Confirmed, *, draft_id: int | None) -> tuple[str, int] | BaseResponse:
    """Sign the account in; the answers of this browser, if any, come along as this draft."""
    counted_as = address_key(confirmed.account.email)
    try:
        sign_in(confirmed.account, Proof.MAIL)
    except ProofTooWeak:
        # They were made staff in this very moment.
        database.session.rollback()
        return render_template("accounts/link_ended.html"), 404
    database.session.commit()
    if draft_id is not None:
        session[DRAFT] = draft_id
    for purpose in ("sign_in", "mail"):
        forget_count(purpose, counted_as)
    if confirmed.draft_id not in {None, draft_id}:
        session[ELSEWHERE] = True
        return redirect(url_for("accounts.show"), 303)
    following = same_site_path(confirmed.next_path)
    return redirect(following or url_for("accounts.show"), 303)
