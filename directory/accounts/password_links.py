"""Links with which staff choose a password: by command or by mail, single-use, for ten minutes.

They stand among the codes, under a purpose of their own. Whoever opens one still has to show the
second factor to get in.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from directory import log
from directory.accounts.digests import Purpose, new_token
from directory.accounts.models import Account, SignInCode
from directory.outbox import mail

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.digests import Keys

LIFETIME = timedelta(minutes=10)

PURPOSE = "staff_password"


class LinkUnknown(LookupError):
    """There is no such link, or it has been used or has run out."""


def make_password_link(
    session: Session, account: Account, *, keys: Keys, actor: str, now: datetime
) -> str:
    """The token of a fresh link for an account; the older ones end."""
    return _make(session, account.email, account, keys=keys, actor=actor, now=now)


def mail_password_link(
    session: Session,
    *,
    email: str,
    keys: Keys,
    compose: Callable[[str], tuple[str, str]],
    now: datetime,
) -> None:
    """Mail a link to a member of staff; for anybody else do the same, but let no mail leave.

    Args:
        session: The open session, in a writing transaction.
        email: As `normalised_email` writes it.
        keys: Keys of the digests that are stored.
        compose: Writes subject and text of the mail for a token.
        now: The time.
    """
    found = session.scalar(select(Account).where(Account.email == email))
    account = found if found and found.active and found.is_staff else None
    token = _make(session, email, account, keys=keys, actor="visitor", now=now)
    subject, text = compose(token)
    # A mail that has run out is never sent: a stranger costs the same statements.
    expires_at = now + LIFETIME if account else now
    mail.post(session, to=email, subject=subject, text=text, expires_at=expires_at)


def see_password_link(session: Session, *, token: str, keys: Keys, now: datetime) -> Account:
    """Whose link it is, without using it up.

    Raises:
        LinkUnknown: It opens nothing (any more).
    """
    return _live(session, token, keys, now)[1]


def take_password_link(session: Session, *, token: str, keys: Keys, now: datetime) -> Account:
    """Use a link up, and tell whose it is.

    Raises:
        LinkUnknown: It opens nothing (any more).
    """
    row, account = _live(session, token, keys, now)
    row.used_at = now
    return account


def _make(
    session: Session,
    email: str,
    account: Account | None,
    *,
    keys: Keys,
    actor: str,
    now: datetime,
) -> str:
    token = new_token()
    older = SignInCode.email == email, SignInCode.purpose == PURPOSE
    session.execute(delete(SignInCode).where(*older))
    row = SignInCode(
        email=email,
        purpose=PURPOSE,
        account_id=account.id if account else None,
        request_digest=keys.digest(Purpose.REQUEST, new_token()),
        code_digest="",
        link_digest=_digest(keys, token),
        attempts=0,
        created_at=now,
        expires_at=now + LIFETIME,
    )
    session.add(row)
    session.flush()
    subject = ("sign_in_code", str(row.id))
    log.record(session, actor=actor, action="password_link_requested", subject=subject)
    return token


def _live(session: Session, token: str, keys: Keys, now: datetime) -> tuple[SignInCode, Account]:
    # Locked: of two requests with one link the second sees that it is used.
    row = session.scalar(
        select(SignInCode)
        .where(SignInCode.link_digest == _digest(keys, token), SignInCode.purpose == PURPOSE)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None or row.used_at is not None or row.expires_at <= now:
        raise LinkUnknown
    account = session.get(Account, row.account_id) if row.account_id else None
    if account is None or not account.active or not account.is_staff:
        raise LinkUnknown
    return row, account


def _digest(keys: Keys, token: str) -> str:
    return keys.digest(Purpose.LINK, PURPOSE, token.replace("\0", ""))
