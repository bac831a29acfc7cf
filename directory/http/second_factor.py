"""Between the password and the code: who is half signed in, and the app that is being set up.

Both stand in the signed cookie. A copy of it is worth no more than the password it was made for:
the code still has to be right, and new.
"""

from __future__ import annotations

import hmac
import uuid
from datetime import timedelta
from typing import cast

from flask import current_app, session
from sqlalchemy import select

from directory.accounts.digests import Purpose
from directory.accounts.models import Account
from directory.accounts.totp import SecondFactor
from directory.db import database, utc_now
from directory.http.accounts import keys
from directory.http.services import services

LIFETIME = timedelta(minutes=10)
"""How long a password is good for typing the code after it."""

_STEP, _NEW_SECRET = "second_step", "second_factor_secret"
_EXTENSION = "directory-second-factor"


def second_factor() -> SecondFactor:
    """What makes secrets for authenticator apps and takes their codes on this site."""
    made = current_app.extensions.get(_EXTENSION)
    if made is None:
        secret = str(current_app.secret_key)
        made = SecondFactor(secret, services().settings.site_name)
        current_app.extensions[_EXTENSION] = made
    return cast("SecondFactor", made)


def await_second_step(account: Account) -> None:
    """Let the browser go on to the second step; whatever its cookie held before is gone."""
    session.clear()
    session[_STEP] = {
        "account": account.public_id.hex,
        "until": (utc_now() + LIFETIME).timestamp(),
        "stamp": _stamp(account),
    }


def waiting_account() -> Account | None:
    """Whose password this browser has given some minutes ago, if anybody's."""
    step = session.get(_STEP)
    if not isinstance(step, dict) or step["until"] < utc_now().timestamp():
        return None
    public_id = uuid.UUID(step["account"])
    account = database.session.scalar(select(Account).where(Account.public_id == public_id))
    if account is None or not account.active or not account.is_staff:
        return None
    # A new password, or another way in, ends the steps begun before.
    return account if hmac.compare_digest(step["stamp"], _stamp(account)) else None


def secret_to_set_up() -> str:
    """The encrypted secret this browser is setting up; a fresh one when it begins."""
    if _NEW_SECRET not in session:
        session[_NEW_SECRET] = second_factor().new_secret()
    return str(session[_NEW_SECRET])


def forget_secret_to_set_up() -> None:
    """The set-up is over; the next one begins with a fresh secret."""
    session.pop(_NEW_SECRET, None)


def _stamp(account: Account) -> str:
    values = (account.password or "", account.tf_totp_secret or "")
    return keys().digest(Purpose.CODE, _STEP, *values)
