"""The cookie half of a signed-in browser: who is asking, signing in and signing out.

Flask's signed cookie holds a token; only its row in the database makes it worth anything.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import current_app, g, request, session
from flask_security.utils import login_user, logout_user
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from directory.accounts.browsers import browser_summary
from directory.accounts.sessions import (
    SessionUnknown,
    end_session,
    find_session,
    note_use,
    open_session,
    was_seen_lately,
)
from directory.accounts.traces import remember_trace
from directory.db import begin_write, database, utc_now
from directory.http.devices import current_traces
from directory.http.services import services

if TYPE_CHECKING:
    from flask import Response

    from directory.accounts.digests import Keys
    from directory.accounts.models import Account, AccountSession
    from directory.accounts.policy import Proof

KEYS = "directory-keys"
TOKEN = "account_token"  # noqa: S105 - the name of a field, not a token
DRAFT = "draft_id"
"""Where the cookie keeps the number of the assessment that came along with a sign-in."""

ELSEWHERE = "draft_elsewhere"
"""Where the cookie keeps that answers wait in the browser that asked to be signed in."""

_FOUND = "directory.account"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class DemoAccount(Exception):
    """Everybody knows the accounts of the demo: on a real site they open nothing."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What the cookie of this request stands for."""

    row: AccountSession
    account: Account
    row_id: int
    use_is_noted: bool


def keys() -> Keys:
    """The keys of this site's digests."""
    return cast("Keys", current_app.extensions[KEYS])


def current_account() -> Account | None:
    """Who is signed in, if anybody."""
    found = _found()
    return found.account if found else None


def current_session() -> AccountSession | None:
    """The row of this signed-in browser, if it is one."""
    found = _found()
    return found.row if found else None


def seems_signed_in() -> bool:
    """Whether the browser believes to be signed in; pages link by it without asking anybody."""
    return TOKEN in session


def sign_in(account: Account, proof: Proof) -> None:
    """Sign an account in, in the caller's writing transaction; the caller commits.

    Whatever the cookie held before is gone, so that nobody can plant a session beforehand.

    Raises:
        ProofTooWeak: Staff need more than a mailbox.
        DemoAccount: It is an account of the demo, and this is no demo.
    """
    if account.is_demo and services().settings.production:
        raise DemoAccount
    now, store = utc_now(), database.session
    _end_current()
    browser = browser_summary(request.user_agent.string)
    token = open_session(store, account, proof=proof, keys=keys(), browser=browser, now=now)
    remember_trace(store, account, current_traces(keys()), now)
    _renew_cookie()
    login_user(account, remember=False, authn_via=[proof.value])
    session[TOKEN] = token
    session.permanent = True
    request.environ.pop(_FOUND, None)


def sign_out() -> None:
    """Sign this browser out, in the caller's writing transaction; the caller commits."""
    _end_current()
    logout_user()
    _renew_cookie()
    request.environ[_FOUND] = None


def note_current_use(response: Response) -> Response:
    """Write down now and then that the session is in use, and keep its pages out of caches.

    No request fails, or waits for a transaction of its own, because of it.
    """
    found = cast("_Found | None", request.environ.get(_FOUND))
    if found is None:
        return response
    response.cache_control.clear()
    response.cache_control.no_store = True
    at_rest = request.method in _SAFE or not database.session.in_transaction()
    if at_rest and not found.use_is_noted:
        with suppress(SQLAlchemyError), Session(database.engine) as own:
            begin_write(own)
            note_use(own, found.row_id, utc_now())
            own.commit()
    return response


def _found() -> _Found | None:
    if _FOUND not in request.environ:
        request.environ[_FOUND] = _find()
    return cast("_Found | None", request.environ[_FOUND])


def _find() -> _Found | None:
    token = session.get(TOKEN)
    if not isinstance(token, str):
        return None
    now = utc_now()
    pair = find_session(database.session, token, keys=keys(), now=now)
    if pair is None or (pair[1].is_demo and services().settings.production):
        _renew_cookie()
        return None
    row, account = pair
    return _Found(row, account, row.id, was_seen_lately(row, now))


def _end_current() -> None:
    found = _found()
    if found:
        with suppress(SessionUnknown):
            end_session(database.session, found.account, found.row.public_id)


def _renew_cookie() -> None:
    session.clear()
    # Flask-WTF keeps the form token of this request here too.
    g.pop(current_app.config.get("WTF_CSRF_FIELD_NAME", "csrf_token"), None)
