"""How moderators and admins come in: address and password, then a code of their app.

A passkey opens the door in one step, on its own page. Somebody without a second factor sets one
up before anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, session, url_for

from directory.accounts import staff
from directory.accounts.emails import EmailInvalid, normalised_email
from directory.accounts.policy import Proof
from directory.db import begin_write, database
from directory.http.accounts import private, sign_in
from directory.http.limits import count, forget_count, visitor_key
from directory.http.next_path import same_site_path
from directory.http.second_factor import (
    await_second_step,
    second_factor,
    secret_to_set_up,
    waiting_account,
)
from directory.http.translation import gettext as _
from directory.web.forms.staff import CodeForm, StaffSignInForm
from directory.web.sign_in import address_key

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from directory.accounts.models import Account

    Answer = str | tuple[str, int] | BaseResponse

blueprint = private(Blueprint("staff", __name__, url_prefix="/staff"))

_NEXT = "staff_next"


@blueprint.get("/sign-in")
def ask() -> str:
    """Ask for address and password."""
    return _sign_in_page(StaffSignInForm(), same_site_path(request.args.get("next", "")))


@blueprint.post("/sign-in")
def check() -> Answer:
    """Check address and password; the answer is the same whatever of them is wrong."""
    form = StaffSignInForm(request.form)
    following = same_site_path(request.form.get("next", ""))
    if not form.validate():
        return _sign_in_page(form, following), 400
    email = _as_stored(form.email.data)
    count("sign_in", visitor_key())
    count("sign_in", address_key(email))
    account = staff.check_password(database.session, email=email, password=form.password.data)
    if account is None:
        form.password.errors = [
            _("Address and password do not belong together. Check both, or choose a new password.")
        ]
        return _sign_in_page(form, following), 400
    forget_count("sign_in", address_key(email))
    await_second_step(account)
    session[_NEXT] = following
    return redirect(url_for("staff.code"), 303)


@blueprint.get("/sign-in/second-step")
def code() -> Answer:
    """Ask for the code of the authenticator app, or for the passkey where there is no app."""
    account = waiting_account()
    if account is None:
        return redirect(url_for("staff.ask"), 303)
    if not staff.has_second_factor(account):
        return redirect(url_for("staff.set_up"), 303)
    return _code_page(CodeForm(), account)


@blueprint.post("/sign-in/second-step")
def enter() -> Answer:
    """Take the code, once, and sign in."""
    form, account = CodeForm(request.form), waiting_account()
    if account is None:
        return redirect(url_for("staff.ask"), 303)
    if not form.validate():
        return _code_page(form, account), 400
    count_second_factor(account)
    begin_write(database.session)
    if not staff.take_code(database.session, account, code=form.code.data, factor=second_factor()):
        database.session.rollback()
        form.code.errors = [wrong_code()]
        return _code_page(form, account), 400
    return _come_in(account)


@blueprint.get("/sign-in/set-up")
def set_up() -> Answer:
    """Show the secret that an authenticator app is to take up, before anything else."""
    account = waiting_account()
    if account is None or staff.has_second_factor(account):
        return redirect(url_for("staff.code"), 303)
    return set_up_page(CodeForm(), account, url_for("staff.confirm"))


@blueprint.post("/sign-in/set-up")
def confirm() -> Answer:
    """Take up the app that shows the right code, and sign in."""
    form, account = CodeForm(request.form), waiting_account()
    if account is None or staff.has_second_factor(account):
        return redirect(url_for("staff.code"), 303)
    if form.validate():
        count_second_factor(account)
        try:
            if _set_up(account, form.code.data):
                return _come_in(account)
        except staff.AlreadySetUp:
            database.session.rollback()
            return redirect(url_for("staff.code"), 303)
        database.session.rollback()
        form.code.errors = [wrong_code()]
    return set_up_page(form, account, url_for("staff.confirm")), 400


def set_up_page(form: CodeForm, account: Account, action: str) -> str:
    """The page with the secret of an app that is being set up, which posts to an address."""
    secret, factor = secret_to_set_up(), second_factor()
    return render_template(
        "accounts/staff/set_up.html",
        form=form,
        action=action,
        qr_code=factor.qr_code(account, secret),
        key=factor.typed_key(secret),
    )


def count_second_factor(account: Account) -> None:
    """Count a try of a code.

    Raises:
        TooOften: There were too many.
    """
    count("second_factor", str(account.public_id))


def wrong_code() -> str:
    """What to say about a code that is not taken."""
    return _(
        "That code does not work. Each works once and for about a minute: "
        "wait for the next one, and check that your phone’s clock is right."
    )


def _as_stored(typed: str) -> str:
    """The address as accounts have it; what is none is nobody's."""
    try:
        return normalised_email(typed)
    except EmailInvalid:
        return ""


def _set_up(account: Account, code: str) -> bool:
    secret = secret_to_set_up()
    begin_write(database.session)
    return staff.set_second_factor(
        database.session,
        account,
        secret=secret,
        code=code,
        factor=second_factor(),
        replaces=False,
    )


def _sign_in_page(form: StaffSignInForm, following: str) -> str:
    return render_template("accounts/staff/sign_in.html", form=form, following=following)


def _code_page(form: CodeForm, account: Account) -> str:
    has_app = account.tf_totp_secret is not None
    return render_template("accounts/staff/second_step.html", form=form, has_app=has_app)


def _come_in(account: Account) -> BaseResponse:
    following = same_site_path(str(session.get(_NEXT, "")))
    public_id = str(account.public_id)
    sign_in(account, Proof.PASSWORD_AND_TOTP)
    database.session.commit()
    forget_count("second_factor", public_id)
    return redirect(following or url_for("accounts.show"), 303)
