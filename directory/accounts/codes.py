"""Codes and links by mail: each opens one door once, for ten minutes at most.

Whether an address has an account is not to be seen from outside: a code is made, stored and
mailed in the same way for every address, and the account is found, or made, when it comes back.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import delete, or_, select

from directory import log
from directory.accounts.digests import Keys, Purpose, new_token, same
from directory.accounts.models import Account, SignInCode
from directory.outbox import mail

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

LIFETIME = timedelta(minutes=10)
MAX_TRIES = 5
"""Wrong codes after which the right one is refused too: one chance in 200,000 to guess it."""

DIGITS = 6


class CodePurpose(StrEnum):
    """What a code is for."""

    SIGN_IN = "sign_in"
    NEW_EMAIL = "new_email"


class LetterKind(StrEnum):
    """What a mail about a code says."""

    SIGN_IN = "sign_in"
    STAFF = "staff"
    NEW_EMAIL = "new_email"
    EMAIL_TAKEN = "email_taken"


@dataclass(frozen=True, slots=True)
class Letter:
    """What the mail about a code has to say. Code and link are for the recipient's eyes only."""

    kind: LetterKind
    code: str
    link_token: str


Compose: TypeAlias = Callable[[Letter], tuple[str, str]]
"""Writes subject and text of the mail for a letter."""


class CodeRefused(Exception):
    """A code or link opens nothing; commit all the same, so that a wrong try is counted."""


class CodeWrong(CodeRefused):
    """The digits are not those of the mail."""

    def __init__(self, tries_left: int) -> None:
        super().__init__("The code is not the one in the mail.")
        self.tries_left = tries_left


class CodeUnknown(CodeRefused):
    """There is no such code or link, or it has been used, has run out, or was tried too often."""


def request_code(
    session: Session,
    *,
    email: str,
    request_token: str,
    keys: Keys,
    compose: Compose,
    now: datetime,
    next_path: str = "",
    draft_id: int | None = None,
    changing: Account | None = None,
) -> SignInCode:
    """Mail a code and a link; the older ones of the address live on until they run out.

    Otherwise anybody who asks for a code could end the one that somebody else waits for.

    Args:
        session: The open session, in a writing transaction.
        email: As `normalised_email` writes it.
        request_token: A fresh token that the asking browser keeps; the code works only there.
        keys: Keys of the digests that are stored.
        compose: Writes subject and text of the mail.
        now: The time.
        next_path: Where to go afterwards, a path of this site.
        draft_id: An assessment that waits for its author.
        changing: The account whose address is to become this one; otherwise it is a sign-in.
    """
    purpose = CodePurpose.NEW_EMAIL if changing else CodePurpose.SIGN_IN
    known = session.scalar(select(Account).where(Account.email == email))
    letter = Letter(
        kind=_letter_kind(known, changing),
        code=f"{secrets.randbelow(10**DIGITS):0{DIGITS}}",
        link_token=new_token(),
    )
    row = _row(letter, keys, request_token, now)
    row.email, row.purpose, row.next_path, row.draft_id = email, purpose, next_path, draft_id
    row.account_id = changing.id if changing else None
    session.add(row)
    session.flush()
    subject, text = compose(letter)
    mail.post(session, to=email, subject=subject, text=text, expires_at=row.expires_at)
    _record(session, "code_requested", row)
    return row


def take_code(
    session: Session,
    *,
    request_token: str,
    code: str,
    purpose: CodePurpose,
    keys: Keys,
    now: datetime,
) -> SignInCode:
    """Use up the code that this browser asked for; spaces in what was typed do not matter.

    Raises:
        CodeWrong: The digits are wrong; the try is counted.
        CodeUnknown: There is nothing to try any more.
    """
    digest = keys.digest(Purpose.REQUEST, request_token)
    row = _live(session, SignInCode.request_digest == digest, purpose, now)
    if row.attempts >= MAX_TRIES:
        raise CodeUnknown
    if not same(row.code_digest, keys.digest(Purpose.CODE, digest, "".join(code.split()))):
        row.attempts += 1
        _record(session, "code_mistaken", row)
        raise CodeWrong(MAX_TRIES - row.attempts)
    row.used_at = now
    return row


def take_link(session: Session, *, link_token: str, keys: Keys, now: datetime) -> SignInCode:
    """Use up a link for signing in, in whatever browser.

    Raises:
        CodeUnknown: The link opens nothing (any more).
    """
    row = see_link(session, link_token=link_token, keys=keys, now=now)
    row.used_at = now
    return row


def see_link(session: Session, *, link_token: str, keys: Keys, now: datetime) -> SignInCode:
    """Look at a link for signing in without using it up.

    Raises:
        CodeUnknown: The link opens nothing (any more).
    """
    digest = keys.digest(Purpose.LINK, link_token)
    return _live(session, SignInCode.link_digest == digest, CodePurpose.SIGN_IN, now)


def drop_codes(session: Session, account: Account, *emails: str) -> None:
    """End all codes and links of an account, and those that wait for these addresses."""
    session.execute(
        delete(SignInCode).where(
            or_(SignInCode.account_id == account.id, SignInCode.email.in_(emails))
        )
    )


def purge_codes(session: Session, now: datetime) -> None:
    """Forget the codes that have run out."""
    session.execute(delete(SignInCode).where(SignInCode.expires_at <= now))


def _letter_kind(known: Account | None, changing: Account | None) -> LetterKind:
    if changing:
        return LetterKind.EMAIL_TAKEN if known else LetterKind.NEW_EMAIL
    return LetterKind.STAFF if known and known.is_staff else LetterKind.SIGN_IN


def _row(letter: Letter, keys: Keys, request_token: str, now: datetime) -> SignInCode:
    request_digest = keys.digest(Purpose.REQUEST, request_token)
    return SignInCode(
        request_digest=request_digest,
        # Keyed with the browser too: equal codes of two people have different digests.
        code_digest=keys.digest(Purpose.CODE, request_digest, letter.code),
        link_digest=keys.digest(Purpose.LINK, letter.link_token),
        attempts=0,
        created_at=now,
        expires_at=now + LIFETIME,
    )


def _live(
    session: Session, matches: ColumnElement[bool], purpose: CodePurpose, now: datetime
) -> SignInCode:
    # Locked: of two requests with one code the second sees that it is used.
    row = session.scalar(
        select(SignInCode)
        .where(matches, SignInCode.purpose == purpose)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None or row.used_at is not None or row.expires_at <= now:
        raise CodeUnknown
    return row


def _record(session: Session, action: str, row: SignInCode) -> None:
    log.record(session, actor="visitor", action=action, subject=("sign_in_code", str(row.id)))
