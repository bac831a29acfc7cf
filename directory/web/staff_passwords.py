"""Passwords and authenticator apps of staff: changed when signed in, or chosen by a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from directory.accounts import staff
from directory.accounts.password_links import (
    LIFETIME,
    LinkUnknown,
    mail_password_link,
    see_password_link,
    take_password_link,
)
from directory.accounts.passwords import Weakness
from directory.db import begin_write, database, utc_now
from directory.http.account_mails import public_address
from directory.http.accounts import (
    current_session,
    fresh_required,
    keys,
    private,
    signed_in,
    staff_required,
)
from directory.http.limits import count, visitor_key
from directory.http.second_factor import (
    forget_secret_to_set_up,
    second_factor,
    secret_to_set_up,
)
from directory.http.services import services
from directory.http.translation import gettext as _
from directory.web.forms.staff import AddressForm, CodeForm, NewPasswordForm
from directory.web.sign_in import email_key
from directory.web.staff_sign_in import count_second_factor, set_up_page, wrong_code

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from directory.accounts.models import Account

    Answer = str | tuple[str, int] | BaseResponse

blueprint = private(Blueprint("staff_passwords", __name__))


@blueprint.get("/staff/forgotten-password")
def forgotten() -> str:
    """Ask for the address to which a link goes."""
    return render_template("accounts/staff/forgotten.html", form=AddressForm(), sent=False)


@blueprint.post("/staff/forgotten-password")
def send() -> Answer:
    """Mail a link to staff, and say the same to everybody."""
    form = AddressForm(request.form)
    if not form.validate():
        return render_template("accounts/staff/forgotten.html", form=form, sent=False), 400
    count("visitor_mail", visitor_key())
    count("password_reset", email_key(form.email.data))
    begin_write(database.session)
    mail_password_link(
        database.session, email=form.email.data, keys=keys(), compose=_compose, now=utc_now()
    )
    database.session.commit()
    return render_template("accounts/staff/forgotten.html", form=form, sent=True)


@blueprint.get("/staff/password/<token>")
def choose(token: str) -> Answer:
    """Ask for the password that a link was made for; looking at it changes nothing."""
    try:
        account = see_password_link(database.session, token=token, keys=keys(), now=utc_now())
    except LinkUnknown:
        return render_template("accounts/staff/link_ended.html"), 404
    return _password_page(NewPasswordForm(), account)


@blueprint.post("/staff/password/<token>")
def chosen(token: str) -> Answer:
    """Set the password by a link, which is used up; the second factor is still asked for."""
    count("sign_in", visitor_key())
    form = NewPasswordForm(request.form)
    try:
        account = see_password_link(database.session, token=token, keys=keys(), now=utc_now())
        password_hash = _hash_or_complain(form, account)
        if password_hash is None:
            return _password_page(form, account), 400
        begin_write(database.session)
        account = take_password_link(database.session, token=token, keys=keys(), now=utc_now())
    except LinkUnknown:
        return render_template("accounts/staff/link_ended.html"), 404
    actor = f"member:{account.public_id}"
    staff.set_password(database.session, account, password_hash=password_hash, actor=actor)
    database.session.commit()
    return redirect(url_for("staff.ask"), 303)


@blueprint.get("/account/password")
@staff_required
@fresh_required
def password() -> str:
    """Ask for a new password."""
    return _password_page(NewPasswordForm(), signed_in())


@blueprint.post("/account/password")
@staff_required
@fresh_required
def change() -> Answer:
    """Change the password, and sign out everywhere else."""
    form, account = NewPasswordForm(request.form), signed_in()
    password_hash = _hash_or_complain(form, account)
    if password_hash is None:
        return _password_page(form, account), 400
    own = current_session()
    begin_write(database.session)
    staff.set_password(
        database.session,
        account,
        password_hash=password_hash,
        actor=f"member:{account.public_id}",
        keep=own,
    )
    database.session.commit()
    return redirect(url_for("accounts.show"), 303)


@blueprint.get("/account/second-factor")
@staff_required
@fresh_required
def app() -> str:
    """Show the secret for another authenticator app, which will replace the one there is."""
    return set_up_page(CodeForm(), signed_in(), url_for("staff_passwords.replace"))


@blueprint.post("/account/second-factor")
@staff_required
@fresh_required
def replace() -> Answer:
    """Take up the app that shows the right code, and sign out everywhere else."""
    form, account, own = CodeForm(request.form), signed_in(), current_session()
    if form.validate():
        count_second_factor(account)
        secret = secret_to_set_up()
        begin_write(database.session)
        if staff.set_second_factor(
            database.session,
            account,
            secret=secret,
            code=form.code.data,
            factor=second_factor(),
            replaces=True,
            keep=own,
        ):
            database.session.commit()
            forget_secret_to_set_up()
            return redirect(url_for("accounts.show"), 303)
        database.session.rollback()
        form.code.errors = [wrong_code()]
    return set_up_page(form, account, url_for("staff_passwords.replace")), 400


def weakness_words(why: Weakness) -> str:
    """What to do about a password that is refused."""
    return {
        Weakness.SHORT: _(
            "Use 12 characters or more. Four or five words that have nothing to do with each other are good."
        ),
        Weakness.LONG: _("Use 128 characters or fewer."),
        Weakness.COMMON: _(
            "This is among the passwords that are tried first. Four or five words that have nothing to do with each other are good."
        ),
        Weakness.OWN: _(
            "This is mostly your address or the name of this site. Use words that have nothing to do with either."
        ),
    }[why]


def _hash_or_complain(form: NewPasswordForm, account: Account) -> str | None:
    """The hash of the password that was typed; None, with the form's errors, if it will not do."""
    if not form.validate():
        return None
    name = services().settings.site_name
    try:
        return staff.hash_for(account, form.password.data, site_name=name)
    except staff.PasswordWeak as weak:
        form.password.errors = [weakness_words(weak.why)]
    return None


def _password_page(form: NewPasswordForm, account: Account) -> str:
    return render_template("accounts/staff/password.html", form=form, email=account.email)


def _compose(token: str) -> tuple[str, str]:
    name = services().settings.site_name
    text = render_template(
        "emails/staff_password.txt",
        name=name,
        link=public_address("staff_passwords.choose", token=token),
        minutes=LIFETIME.seconds // 60,
    )
    return _("A new password for %(site)s", site=name), text
