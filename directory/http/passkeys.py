"""The browser's half of passkeys: what it is asked, and the challenge its answer must fit.

Host and origin come from the site's settings, never from the request, whose Host header anybody
can write. The challenge stands in the signed cookie and leaves it with the first answer.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import session
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, generate_challenge
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from directory.accounts.passkeys import LIFETIME, Expected, user_handle
from directory.db import utc_now
from directory.http.services import services

if TYPE_CHECKING:
    from directory.accounts.models import Account

REGISTER, SIGN_IN = "register", "sign_in"
"""What a challenge is for."""

_CHALLENGE = "passkey_challenge"
_TIMEOUT_MS = int(LIFETIME.total_seconds() * 1000)


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """The site as authenticators know it: its host name and its address without a path."""

    rp_id: str
    origin: str


def relying_party(site_url: str) -> RelyingParty:
    """The site of an address. Pure.

    An address of this very machine by number stands for localhost, since passkeys need a name
    (WebAuthn 3, 5.1.3): there they work at http://localhost, with the same port.
    """
    parts = urlsplit(site_url)
    host = parts.hostname or ""
    if _is_loopback(host):
        port = f":{parts.port}" if parts.port else ""
        return RelyingParty("localhost", f"{parts.scheme}://localhost{port}")
    return RelyingParty(host, f"{parts.scheme}://{parts.netloc}")


def registration_options(account: Account) -> str:
    """What a browser is asked to make a passkey for an account, as JSON."""
    settings = services().settings
    options = generate_registration_options(
        rp_id=_site().rp_id,
        rp_name=settings.site_name,
        user_id=user_handle(account),
        user_name=account.email,
        challenge=_new_challenge(REGISTER),
        timeout=_TIMEOUT_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=passkey.credential_id) for passkey in account.webauthn
        ],
    )
    return options_to_json(options)


def sign_in_options() -> str:
    """What a browser is asked to sign in with any passkey it has for this site, as JSON."""
    options = generate_authentication_options(
        rp_id=_site().rp_id,
        challenge=_new_challenge(SIGN_IN),
        timeout=_TIMEOUT_MS,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def take_expected(purpose: str) -> Expected | None:
    """What the one answer to this browser's challenge must fit; None if it waits for none."""
    kept = session.pop(_CHALLENGE, None)
    if not isinstance(kept, dict) or kept["for"] != purpose:
        return None
    if kept["until"] < utc_now().timestamp():
        return None
    site = _site()
    return Expected(base64url_to_bytes(kept["challenge"]), site.rp_id, site.origin)


def _new_challenge(purpose: str) -> bytes:
    challenge = generate_challenge()
    session[_CHALLENGE] = {
        "for": purpose,
        "challenge": bytes_to_base64url(challenge),
        "until": (utc_now() + LIFETIME).timestamp(),
    }
    return challenge


def _site() -> RelyingParty:
    return relying_party(services().settings.public_url)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
