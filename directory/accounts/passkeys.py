"""Passkeys (WebAuthn): registered, used to sign in, removed.

The authenticator must have verified its user (PIN, fingerprint, face), so a passkey is two
factors at once. Each challenge is good for one answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers import (
    bytes_to_base64url,
    parse_authentication_credential_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException

from directory import log
from directory.accounts.digests import Purpose, new_token
from directory.accounts.models import Account, Passkey, SignInCode
from directory.accounts.sessions import drop_sessions

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session
    from webauthn.helpers.structs import AuthenticationCredential

    from directory.accounts.digests import Keys
    from directory.accounts.models import AccountSession

LIFETIME = timedelta(minutes=5)
"""How long a challenge may wait for its answer."""

MOST = 10
"""Passkeys an account can have."""

LONGEST_NAME = 64

LONGEST_ID = 1023
"""Bytes of a passkey's id (WebAuthn 3, section 4)."""

LONGEST_ANSWER = 16_384
"""Characters of an answer; without attestation they are about a thousand."""

_PURPOSE = "passkey"
_MALFORMED = (WebAuthnException, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What the library raises at answers that no authenticator gives."""


class PasskeyRefused(Exception):
    """The answer does not fit the challenge, the site or the passkey."""


class PasskeyUnknown(PasskeyRefused):
    """No account has this passkey (any more)."""


class TooManyPasskeys(Exception):
    """The account has as many as it can have."""


class LastWayIn(Exception):
    """Without this passkey the account could not be opened any more."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What an answer must fit.

    Attributes:
        challenge: What this site gave the browser for this one answer.
        rp_id: The site's host name.
        origin: The site's address without a path.
    """

    challenge: bytes
    rp_id: str
    origin: str


def register_passkey(
    session: Session,
    account: Account,
    *,
    answer: str,
    expected: Expected,
    name: str,
    keep: AccountSession | None,
    keys: Keys,
    now: datetime,
) -> Passkey:
    """Take up a passkey for an account, and end its other sessions.

    Args:
        session: The open session, in a writing transaction.
        account: Whose it becomes, signed in a few minutes ago.
        answer: What the browser gave, as JSON.
        expected: What it must fit.
        name: What its owner calls it.
        keep: The session that stays.
        keys: Keys of the digests that are stored.
        now: The time.

    Raises:
        PasskeyRefused: The answer does not fit, or the passkey is taken.
        TooManyPasskeys: There are `MOST` already.
    """
    if len(account.webauthn) >= MOST:
        raise TooManyPasskeys
    _spend(session, expected.challenge, keys, now)
    passkey = _registered(answer, expected)
    passkey.name, passkey.lastuse_datetime = name, now
    try:
        with session.begin_nested():
            account.webauthn.append(passkey)
    except IntegrityError as taken:
        raise PasskeyRefused from taken
    drop_sessions(session, account, keep)
    _record(session, account, "passkey_added")
    return passkey


def use_passkey(
    session: Session, *, answer: str, expected: Expected, keys: Keys, now: datetime
) -> Account:
    """The account whose passkey gave this answer.

    Args:
        session: The open session, in a writing transaction.
        answer: What the browser gave, as JSON.
        expected: What it must fit.
        keys: Keys of the digests that are stored.
        now: The time.

    Raises:
        PasskeyUnknown: No account has this passkey (any more).
        PasskeyRefused: The answer does not fit, or has been given before.
    """
    credential = _parsed(answer)
    passkey = session.scalar(
        select(Passkey)
        .where(Passkey.credential_id == credential.raw_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if passkey is None or not passkey.user.active:
        raise PasskeyUnknown
    if credential.response.user_handle not in {None, user_handle(passkey.user)}:
        raise PasskeyRefused
    _spend(session, expected.challenge, keys, now)
    _check(passkey, credential, expected)
    passkey.lastuse_datetime = now
    return passkey.user


def remove_passkey(
    session: Session, account: Account, passkey_id: int, *, keep: AccountSession | None
) -> None:
    """Take a passkey from an account, and end its other sessions.

    Raises:
        PasskeyUnknown: The account has no such passkey.
        LastWayIn: It is the only way in for a member of staff.
    """
    passkey = next((one for one in account.webauthn if one.id == passkey_id), None)
    if passkey is None:
        raise PasskeyUnknown
    other = len(account.webauthn) > 1 or (account.password and account.tf_totp_secret)
    if account.is_staff and not other:
        raise LastWayIn
    account.webauthn.remove(passkey)
    drop_sessions(session, account, keep)
    _record(session, account, "passkey_removed")


def user_handle(account: Account) -> bytes:
    """The bytes by which authenticators know an account; they say nothing about it. Pure."""
    return account.public_id.bytes


def _registered(answer: str, expected: Expected) -> Passkey:
    try:
        credential = parse_registration_credential_json(_short(answer))
        verified = verify_registration_response(
            credential=credential,
            expected_challenge=expected.challenge,
            expected_rp_id=expected.rp_id,
            expected_origin=expected.origin,
            require_user_verification=True,
        )
    except _MALFORMED as error:
        raise PasskeyRefused from error
    if len(verified.credential_id) > LONGEST_ID:
        raise PasskeyRefused
    return Passkey(
        credential_id=verified.credential_id,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        transports=[way.value for way in credential.response.transports or []],
        backup_state=verified.credential_backed_up,
        device_type=verified.credential_device_type.value,
        usage="first",
    )


def _short(answer: str) -> str:
    if len(answer) > LONGEST_ANSWER:
        raise PasskeyRefused
    return answer


def _parsed(answer: str) -> AuthenticationCredential:
    try:
        return parse_authentication_credential_json(_short(answer))
    except _MALFORMED as error:
        raise PasskeyRefused from error


def _check(passkey: Passkey, credential: AuthenticationCredential, expected: Expected) -> None:
    """Check the signature, and keep the authenticator's count: a copied one falls behind."""
    try:
        verified = verify_authentication_response(
            credential=credential,
            expected_challenge=expected.challenge,
            expected_rp_id=expected.rp_id,
            expected_origin=expected.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except _MALFORMED as error:
        raise PasskeyRefused from error
    passkey.sign_count = verified.new_sign_count
    passkey.backup_state = verified.credential_backed_up


def _spend(session: Session, challenge: bytes, keys: Keys, now: datetime) -> None:
    """Note that a challenge has had its answer; the note outlives the challenge.

    Raises:
        PasskeyRefused: It had one before.
    """
    text = bytes_to_base64url(challenge)
    spent = SignInCode(
        email="",
        purpose=_PURPOSE,
        request_digest=keys.digest(Purpose.REQUEST, new_token()),
        code_digest="",
        link_digest=keys.digest(Purpose.LINK, _PURPOSE, text),
        created_at=now,
        expires_at=now + 2 * LIFETIME,
        used_at=now,
    )
    try:
        with session.begin_nested():
            session.add(spent)
    except IntegrityError as used:
        raise PasskeyRefused from used


def _record(session: Session, account: Account, action: str, **after: Any) -> None:
    name = str(account.public_id)
    log.record(
        session,
        actor=f"member:{name}",
        action=action,
        subject=("account", name),
        after=after or None,
    )
