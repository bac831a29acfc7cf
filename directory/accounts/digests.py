"""Keyed digests: what is secret or personal is kept as one, never as it is."""

from __future__ import annotations

import hmac
import secrets
from enum import StrEnum

TOKEN_BYTES = 32
"""Randomness of a token; twice the 128 bits that OWASP ASVS 5.0, 7.2.3 asks for."""

_CONTEXT = b"directory accounts: "


class Purpose(StrEnum):
    """What a digest is for; one key each, so that a digest of one kind is of no use as another."""

    REQUEST = "request"
    CODE = "code"
    LINK = "link"
    SESSION = "session"
    DEVICE = "device"
    NETWORK = "network"
    EMAIL = "email"
    DRAFT = "draft"
    LISTING = "listing"
    VISITOR = "visitor"


class Keys:
    """Keys derived from the site's secret, one for each purpose."""

    def __init__(self, secret: str | bytes) -> None:
        key = secret.encode() if isinstance(secret, str) else secret
        self._keys = {
            purpose: hmac.digest(key, _CONTEXT + purpose.encode(), "sha256") for purpose in Purpose
        }

    def digest(self, purpose: Purpose, *values: str) -> str:
        """HMAC-SHA256 of the values (none of them may hold a NUL), 64 hex digits. Pure."""
        return hmac.new(self._keys[purpose], "\0".join(values).encode(), "sha256").hexdigest()


def new_token() -> str:
    """A token nobody can guess, 43 characters that may stand in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def same(one: str, other: str) -> bool:
    """Whether two digests are equal, found in the same time for any two. Pure."""
    return hmac.compare_digest(one.encode(), other.encode())
