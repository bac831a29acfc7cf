"""Passkeys: adding, naming and removing one's own, and signing in with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, session, url_for

from directory.accounts.passkeys import (
    LastWayIn,
    PasskeyRefused,
    PasskeyUnknown,
    TooManyPasskeys,
    register_passkey,
    remove_passkey,
    use_passkey,
)
from directory.accounts.policy import Proof
from directory.db import begin_write, database, utc_now
from directory.http.account_sessions import DRAFT
from directory.http.accounts import (
    current_session,
    fresh_required,
    keys,
    private,
    sign_in,
    signed_in,
)
from directory.http.limits import count, visitor_key
from directory.http.next_path import same_site_path
from directory.http.passkeys import (
    REGISTER,
    SIGN_IN,
    registration_options,
    sign_in_options,
    take_expected,
)
from directory.http.translation import gettext as _
from directory.web.forms.staff import PasskeyForm, PasskeySignInForm

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from directory.accounts.passkeys import Expected

    Answer = str | tuple[str, int] | BaseResponse

blueprint = private(Blueprint("passkeys", __name__))


@blueprint.get("/sign-in/passkey")
def ask() -> str:
    """Offer to sign in with a passkey."""
    return _sign_in_page(same_site_path(request.args.get("next", "")))


@blueprint.post("/sign-in/passkey")
def enter() -> Answer:
    """Sign in by what the passkey answered, to the one challenge it was given."""
    form = PasskeySignInForm(request.form)
    following = same_site_path(request.form.get("next", ""))
    expected, draft = take_expected(SIGN_IN), session.get(DRAFT)
    count("sign_in", visitor_key())
    if expected is None or not form.validate():
        return _sign_in_page(following, _not_taken()), 400
    begin_write(database.session)
    try:
        account = use_passkey(
            database.session,
            answer=form.answer.data,
            expected=expected,
            keys=keys(),
            now=utc_now(),
        )
    except PasskeyRefused as refusal:
        database.session.rollback()
        words = _unknown() if isinstance(refusal, PasskeyUnknown) else _not_taken()
        return _sign_in_page(following, words), 400
    sign_in(account, Proof.PASSKEY)
    database.session.commit()
    if isinstance(draft, int):
        session[DRAFT] = draft
    return redirect(following or url_for("accounts.show"), 303)


@blueprint.get("/account/passkeys")
@fresh_required
def manage() -> str:
    """The passkeys of an account, and a form for another."""
    return _passkeys_page(PasskeyForm())


@blueprint.post("/account/passkeys")
@fresh_required
def add() -> Answer:
    """Take up a passkey, and sign out everywhere else."""
    form, expected = PasskeyForm(request.form), take_expected(REGISTER)
    if form.validate():
        refusal = _not_taken() if expected is None else _register(form, expected)
        if refusal is None:
            return redirect(url_for("passkeys.manage"), 303)
        form.name.errors = [refusal]
    return _passkeys_page(form), 400


@blueprint.post("/account/passkeys/<int:passkey_id>/remove")
@fresh_required
def remove(passkey_id: int) -> Answer:
    """Take a passkey out, and sign out everywhere else."""
    account, own = signed_in(), current_session()
    begin_write(database.session)
    try:
        remove_passkey(database.session, account, passkey_id, keep=own)
    except PasskeyUnknown:
        abort(404)
    except LastWayIn:
        database.session.rollback()
        refusal = _("This is your only way in. Add another passkey before you remove this one.")
        return _passkeys_page(PasskeyForm(), refusal), 400
    database.session.commit()
    return redirect(url_for("passkeys.manage"), 303)


def _register(form: PasskeyForm, expected: Expected) -> str | None:
    """Register what was answered; gives the reason if it is refused."""
    account, own = signed_in(), current_session()
    begin_write(database.session)
    try:
        register_passkey(
            database.session,
            account,
            answer=form.answer.data,
            expected=expected,
            name=form.name.data,
            keep=own,
            keys=keys(),
            now=utc_now(),
        )
    except (TooManyPasskeys, PasskeyRefused) as refusal:
        database.session.rollback()
        if isinstance(refusal, TooManyPasskeys):
            return _("You have as many passkeys as there can be. Remove one first.")
        return _not_taken()
    database.session.commit()
    return None


def _sign_in_page(following: str, refusal: str | None = None) -> str:
    return render_template(
        "accounts/passkeys/sign_in.html",
        options=sign_in_options(),
        following=following,
        refusal=refusal,
    )


def _passkeys_page(form: PasskeyForm, refusal: str | None = None) -> str:
    account = signed_in()
    return render_template(
        "accounts/passkeys/passkeys.html",
        form=form,
        passkeys=account.webauthn,
        options=registration_options(account),
        refusal=refusal,
    )


def _not_taken() -> str:
    return _("That did not work; nothing has changed. Please try once more.")


def _unknown() -> str:
    return _("No account here has this passkey. Sign in by mail; then you can add it again.")
