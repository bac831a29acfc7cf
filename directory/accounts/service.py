"""Signing in by mail, and what follows from it: the account itself, and its address.

The first sign-in makes the account. Codes, sessions and traces have modules of their own; what
other rooms need of them can be had from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError

from directory.accounts.browsers import browser_summary
from directory.accounts.codes import (
    CodePurpose,
    CodeRefused,
    CodeUnknown,
    CodeWrong,
    drop_codes,
    request_code,
    take_code,
    take_link,
)
from directory.accounts.emails import EmailInvalid, normalised_email
from directory.accounts.models import Account, Trace, TraceKind
from directory.accounts.sessions import (
    drop_sessions,
    end_other_sessions,
    end_session,
    open_session,
    record,
    sessions_of,
)
from directory.accounts.traces import (
    Traces,
    linked_accounts,
    linked_by_devices,
    remember_trace,
)
from directory.outbox import mail

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.digests import Keys
    from directory.accounts.models import AccountSession, SignInCode

__all__ = [
    "CodeRefused",
    "CodeUnknown",
    "CodeWrong",
    "Confirmed",
    "EmailInvalid",
    "TraceKind",
    "Traces",
    "browser_summary",
    "change_email",
    "confirm_code",
    "confirm_link",
    "end_other_sessions",
    "end_session",
    "find_account",
    "linked_accounts",
    "linked_by_devices",
    "normalised_email",
    "open_session",
    "remember_trace",
    "request_code",
    "sessions_of",
    "was_used_from",
]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Somebody has shown that a mailbox is theirs."""

    account: Account
    next_path: str
    """Where they wanted to go, "" if nowhere."""
    draft_id: int | None
    """The assessment they wrote before."""
    is_new: bool
    """Whether this made the account."""


def confirm_code(
    session: Session, *, request_token: str, code: str, keys: Keys, now: datetime
) -> Confirmed:
    """Take the code that this browser asked for, and find or make the account.

    Commit even when it is refused: the wrong try is counted.

    Raises:
        CodeWrong: The digits are wrong.
        CodeUnknown: There is nothing to try any more.
    """
    row = take_code(
        session,
        request_token=request_token,
        code=code,
        purpose=CodePurpose.SIGN_IN,
        keys=keys,
        now=now,
    )
    return _confirmed(session, row, now)


def confirm_link(session: Session, *, link_token: str, keys: Keys, now: datetime) -> Confirmed:
    """Take the link of a mail, and find or make the account.

    Raises:
        CodeUnknown: The link opens nothing (any more).
    """
    return _confirmed(session, take_link(session, link_token=link_token, keys=keys, now=now), now)


def change_email(
    session: Session,
    account: Account,
    *,
    request_token: str,
    code: str,
    keys: Keys,
    keep: AccountSession | None,
    notice: tuple[str, str],
    now: datetime,
) -> None:
    """Give an account the address to which the code went, and tell the old address.

    All other sessions, codes and links end. Commit even when it is refused: the wrong try is counted.

    Args:
        session: The open session, in a writing transaction.
        account: Whose address changes, signed in a few minutes ago.
        request_token: The token of the browser that asked.
        code: What was typed.
        keys: Keys of the digests that are stored.
        keep: The session that stays.
        notice: Subject and text of the mail to the old address.
        now: The time.

    Raises:
        CodeWrong: The digits are wrong.
        CodeUnknown: There is nothing to try any more, or the address is somebody else's.
    """
    row = take_code(
        session,
        request_token=request_token,
        code=code,
        purpose=CodePurpose.NEW_EMAIL,
        keys=keys,
        now=now,
    )
    if row.account_id != account.id:
        raise CodeUnknown
    old, new = account.email, row.email
    drop_codes(session, account, old, new)
    _set_email(session, account, new)
    drop_sessions(session, account, keep)
    subject, text = notice
    mail.post(session, to=old, subject=subject, text=text)
    record(session, account, "email_changed")


def find_account(session: Session, email: str) -> Account | None:
    """The account of an address as `normalised_email` writes it."""
    return session.scalar(select(Account).where(Account.email == email))


def was_used_from(session: Session, email: str, device: str, now: datetime) -> bool:
    """Whether the account of an address, if there is one, was used from a device before.

    Args:
        session: The open session.
        email: As `normalised_email` writes it.
        device: Digest of the device, "" if it is not known.
        now: The time.
    """
    used = exists().where(
        Account.email == email,
        Trace.account_id == Account.id,
        Trace.kind == TraceKind.DEVICE,
        Trace.digest == device,
        Trace.expires_at > now,
    )
    return bool(device) and bool(session.scalar(select(used)))


def _confirmed(session: Session, row: SignInCode, now: datetime) -> Confirmed:
    account = find_account(session, row.email)
    is_new = account is None
    if account is None:
        account = _register(session, row.email, now)
    if account.is_staff or not account.active:
        raise CodeUnknown
    return Confirmed(account, row.next_path, row.draft_id, is_new)


def _register(session: Session, email: str, now: datetime) -> Account:
    account = Account(email=email, confirmed_at=now, created_at=now)
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError:
        # Somebody made it in this very moment, by a command: then it is there.
        return session.scalars(select(Account).where(Account.email == email)).one()
    record(session, account, "registered")
    return account


def _set_email(session: Session, account: Account, email: str) -> None:
    try:
        with session.begin_nested():
            account.email = email
    except IntegrityError as error:
        raise CodeUnknown from error
