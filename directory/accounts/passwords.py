"""Passwords of staff: what makes one good enough, and how it is kept.

The rules are those of NIST SP 800-63B-4, 3.1.1.2, and OWASP ASVS 5.0, 6.2: length counts, kinds of
characters do not, and what everybody tries first is refused.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from directory.accounts.common_passwords import common_passwords, folded

if TYPE_CHECKING:
    from collections.abc import Iterable

MIN_CHARACTERS = 12
MAX_CHARACTERS = 128
"""More than anybody types; a limit, since hashing costs time."""

LEAST_OTHER = 8
"""Characters there must be beside the account's own address and the site's name."""

LEAST_DIFFERENT = 5
"""Different characters a password has at the least: aaaaaaaaaaaa is one guess."""

_LEAST_WORD = 4

# Argon2id with 46 MiB, one pass and one lane: the first choice of OWASP's cheat sheet on keeping
# passwords. It is the least that is advised, so that several sign-ins at once fit a small machine.
_HASHER = PasswordHasher(time_cost=1, memory_cost=47_104, parallelism=1)


class Weakness(StrEnum):
    """Why a password is refused."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    OWN = "own"


def normalised(password: str) -> str:
    """One spelling for what looks the same on different keyboards (NFKC). Pure."""
    return unicodedata.normalize("NFKC", password)


def weakness(password: str, *, email: str, site_name: str) -> Weakness | None:
    """Why this password will not do for this account, or None if it will.

    Args:
        password: As typed; every character counts, spaces too.
        email: The account's address, which must not be most of it.
        site_name: The site's name, which must not be either.
    """
    text = normalised(password)
    if len(text) < MIN_CHARACTERS:
        return Weakness.SHORT
    if len(text) > MAX_CHARACTERS:
        return Weakness.LONG
    if _is_common(text):
        return Weakness.COMMON
    if _is_mostly(text, _own_words(email, site_name)):
        return Weakness.OWN
    return None


def hash_password(password: str) -> str:
    """The password's Argon2id hash, with its parameters and a salt of its own; takes long."""
    return _HASHER.hash(normalised(password))


def fits(password: str, stored: str | None) -> bool:
    """Whether a password is the one that was hashed; takes as long when there is none.

    Args:
        password: As typed; one longer than `MAX_CHARACTERS` never fits.
        stored: What `hash_password` gave, or None where there is no account or no password.
    """
    text = normalised(password)[: MAX_CHARACTERS + 1]
    try:
        _HASHER.verify(stored or _nobodys_hash(), text)
    except (VerificationError, InvalidHashError):
        return False
    return bool(stored)


@cache
def _nobodys_hash() -> str:
    """The hash of a password that is nobody's, to spend the same time on unknown accounts."""
    return _HASHER.hash("nobody has this password")


def _is_common(text: str) -> bool:
    plain = folded(text)
    return (
        len(set(text.casefold())) < LEAST_DIFFERENT
        or plain in common_passwords()
        or _repeats_a_common_one(text)
    )


def _repeats_a_common_one(text: str) -> bool:
    """Whether it is a common or short beginning over and over: abcabcabcabc, dragondragon."""
    again = (text.casefold() * 2).find(text.casefold(), 1)
    return again < len(text) and (
        again < MIN_CHARACTERS / 2 or folded(text[:again]) in common_passwords()
    )


def _own_words(email: str, site_name: str) -> list[str]:
    """The words of an address and of the site's name, folded, the longest first."""
    local, _, domain = email.partition("@")
    words = [email, local, domain, site_name, *re.split(r"[\W_]+", f"{local} {domain} {site_name}")]
    plain = {folded(word) for word in words}
    return sorted((word for word in plain if len(word) >= _LEAST_WORD), key=len, reverse=True)


def _is_mostly(text: str, words: Iterable[str]) -> bool:
    plain = rest = folded(text)
    for word in words:
        rest = rest.replace(word, "")
    return rest != plain and len(rest) < LEAST_OTHER
