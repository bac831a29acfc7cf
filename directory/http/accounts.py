"""Accounts at the door: Flask-Security's wiring, and the guards that views stand behind."""

from __future__ import annotations

import math
from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from flask import abort, current_app, redirect, request, url_for
from flask_security import FSQLALiteUserDatastore, Security

from directory.accounts.digests import Keys
from directory.accounts.models import Account, Passkey, Role
from directory.accounts.policy import Proof
from directory.accounts.sessions import ABSOLUTE, FRESH, is_fresh
from directory.db import database, utc_now
from directory.http.account_sessions import (
    KEYS,
    DemoAccount,
    current_account,
    current_session,
    keys,
    note_current_use,
    seems_signed_in,
    sign_in,
    sign_out,
)
from directory.http.devices import current_traces
from directory.http.errors import answer, for_api
from directory.http.limits import RETRY_S, CannotCount, TooOften
from directory.http.next_path import same_site_path
from directory.http.problem import Problem
from directory.http.titles import title
from directory.http.translation import gettext as _
from directory.http.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Blueprint, Flask
    from flask import Response as FlaskResponse
    from werkzeug.wrappers import Response

    from directory.config import Settings

    View = TypeVar("View", bound=Callable[..., Any])

__all__ = [
    "admin_required",
    "current_account",
    "current_session",
    "current_traces",
    "fresh_required",
    "init_accounts",
    "keys",
    "member_required",
    "private",
    "seems_signed_in",
    "sign_in",
    "sign_out",
    "signed_in",
    "staff_required",
]

GUARD = "account_guard"
"""What a guarded view is marked with: "member", "fresh", "staff" or "admin"."""

_HOOKS = ("before_request_funcs", "after_request_funcs", "template_context_processors")


def init_accounts(app: Flask, settings: Settings) -> None:
    """Wire Flask-Security and find out, where a view asks, who is signed in.

    Call it after the form guard (`init_sessions`) and the database are there.
    """
    secret = str(app.config["SECRET_KEY"])
    app.extensions[KEYS] = Keys(secret)
    app.config.update(security_config(secret, settings))
    kept = {
        name: {key: list(hooks) for key, hooks in getattr(app, name).items()} for name in _HOOKS
    }
    store = FSQLALiteUserDatastore(database, Account, Role, Passkey)
    security = Security(app, store, register_blueprint=False)
    # The library's hooks read session and account on every request, for styles too. Nothing
    # here needs them: there is no cookie to be remembered by, and roles are the account's own.
    for name, hooks in kept.items():
        getattr(app, name).clear()
        getattr(app, name).update(hooks)
    security.login_manager.user_loader(_signed_in_as)
    security.login_manager.request_loader(_nobody)
    security.login_manager.session_protection = None
    app.after_request(note_current_use)
    app.register_error_handler(TooOften, _too_often)
    app.register_error_handler(CannotCount, _cannot_count)
    app.register_error_handler(DemoAccount, _demo_account)
    app.jinja_env.globals["seems_signed_in"] = seems_signed_in


def security_config(secret: str, settings: Settings) -> dict[str, Any]:
    """Everything Flask-Security and the cookie of signed-in browsers are told. Pure."""
    return {
        "PERMANENT_SESSION_LIFETIME": ABSOLUTE,
        "SESSION_REFRESH_EACH_REQUEST": False,
        # Argon2id alone; the library would hash with a key of the site's before, and a site whose
        # key is changed would lock all staff out.
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
        "SECURITY_PASSWORD_SINGLE_HASH": True,
        "SECURITY_PASSWORD_LENGTH_MIN": 12,
        "SECURITY_PASSWORD_NORMALIZE_FORM": "NFKC",
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_FRESHNESS": FRESH,
        "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(0),
        "SECURITY_DEFAULT_REMEMBER_ME": False,
        "SECURITY_CLI_USERS_NAME": None,
        "SECURITY_CLI_ROLES_NAME": None,
        "SECURITY_TOTP_ISSUER": settings.site_name,
        "SECURITY_TOTP_SECRETS": {"1": secret},
    }


def member_required(view: View) -> View:
    """Let signed-in members in; others are asked to sign in and come back."""
    return _guarded(view, "member", _refuse_strangers)


def fresh_required(view: View) -> View:
    """Let those in who signed in a few minutes ago; others are asked to do it again."""
    return _guarded(view, "fresh", _refuse_stale)


def staff_required(view: View) -> View:
    """Let moderators and admins in; for everybody else there is no such page.

    A session that was opened by mail, before they became staff, is not enough.
    """
    return _guarded(view, "staff", _refuse_others)


def admin_required(view: View) -> View:
    """Let admins in who signed in a few minutes ago; for moderators there is no such page."""
    return _guarded(view, "admin", _refuse_all_but_admins)


def signed_in() -> Account:
    """Who is signed in, in a view that stands behind a guard.

    Raises:
        NotFound: Nobody is; no guard stands before the view.
    """
    account = current_account()
    if account is None:
        abort(404)
    return account


def private(blueprint: Blueprint) -> Blueprint:
    """Keep all pages of a blueprint out of caches, whoever sees them."""
    blueprint.after_request(_never_stored)
    return blueprint


def _never_stored(response: FlaskResponse) -> FlaskResponse:
    response.cache_control.no_store = True
    return response


def _guarded(view: View, name: str, refuse: Callable[[], Response | None]) -> View:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        refusal = refuse()
        return view(*args, **kwargs) if refusal is None else refusal

    setattr(guarded, GUARD, name)
    return cast("View", guarded)


def _refuse_strangers() -> Response | None:
    return None if current_account() else _ask_to_sign_in()


def _refuse_stale() -> Response | None:
    row = current_session()
    if row is None:
        return _ask_to_sign_in()
    return None if is_fresh(row, utc_now()) else _ask_to_sign_in(again="1")


def _refuse_others() -> Response | None:
    row, account = current_session(), current_account()
    if row is None or account is None:
        return _ask_to_sign_in()
    if not account.is_staff:
        abort(404)
    return None if Proof(row.proof).is_strong else _ask_to_sign_in(again="1")


def _refuse_all_but_admins() -> Response | None:
    refusal = _refuse_others()
    if refusal is not None:
        return refusal
    account = current_account()
    if account is None or not account.is_admin:
        abort(404)
    return _refuse_stale()


def _ask_to_sign_in(again: str | None = None) -> Response:
    if for_api():
        abort(401)
    path = request.full_path.rstrip("?") if request.method == "GET" else _shown_path()
    following = same_site_path(path) or None
    return redirect(url_for("sign_in.ask", next=following, again=again), 303)


def _too_often(refusal: TooOften) -> Response:
    minutes = math.ceil(refusal.wait_s / 60)
    detail = ngettext(
        "That was too often in a short time. Try again in a minute.",
        "That was too often in a short time. Try again in %(num)s minutes.",
        minutes,
    )
    problem = Problem(
        status=429,
        title=title(429),
        detail=detail,
        headers={"Retry-After": str(refusal.wait_s)},
    )
    return answer(problem)


def _demo_account(_error: DemoAccount) -> Response:
    detail = _("This account belongs to the demo. It opens nothing here.")
    return answer(Problem(status=403, title=title(403), detail=detail))


def _cannot_count(_error: CannotCount) -> Response:
    detail = _("Nobody can sign in at this moment, to be on the safe side. Try again shortly.")
    headers = {"Retry-After": str(RETRY_S)}
    return answer(Problem(status=503, title=title(503), detail=detail, headers=headers))


def _shown_path() -> str:
    """The path of a request that changes something, if there is also a page under it."""
    shown = current_app.url_map.bind("").test(request.path, "GET")
    return request.path if shown else ""


def _signed_in_as(user_id: str) -> Account | None:
    """How Flask-Security finds the account of a cookie: by its row, as everybody here does."""
    account = current_account()
    return account if account and account.fs_uniquifier == user_id else None


def _nobody(_request: Any) -> None:
    """Nobody is signed in by a header or a parameter."""
