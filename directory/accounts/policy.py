"""Who may do what: a list of what is allowed; what is not on it is refused. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


class Deed(StrEnum):
    """What an account may do beyond reading what everybody reads."""

    ASSESS = "assess"
    KEEP_LISTING = "keep_listing"
    MODERATE = "moderate"
    GRANT_ROLES = "grant_roles"
    CHANGE_SETTINGS = "change_settings"


MEMBER = "member"
"""What every account is, whatever else it may be."""

ALLOWED: dict[str, frozenset[Deed]] = {
    MEMBER: frozenset({Deed.ASSESS}),
    "owner": frozenset({Deed.KEEP_LISTING}),
    "moderator": frozenset({Deed.MODERATE}),
    "admin": frozenset({Deed.GRANT_ROLES, Deed.CHANGE_SETTINGS}),
}
"""Deeds by role. An admin does not moderate: whoever should is given that role too."""

STRONG = frozenset({Deed.MODERATE, Deed.GRANT_ROLES, Deed.CHANGE_SETTINGS})
"""Deeds that need a passkey or a second factor."""

FRESH = frozenset({Deed.GRANT_ROLES, Deed.CHANGE_SETTINGS})
"""Deeds that need a sign-in of a few minutes ago as well."""


class Proof(StrEnum):
    """How somebody has shown who they are."""

    MAIL = "mail"
    PASSKEY = "passkey"
    PASSWORD_AND_TOTP = "password_and_totp"  # noqa: S105 - the name of a way, not a password

    @property
    def is_strong(self) -> bool:
        """Whether it takes more than a mailbox."""
        return self is not Proof.MAIL


def may(roles: Collection[str], deed: Deed, *, strong: bool = False, fresh: bool = False) -> bool:
    """Whether somebody with these roles may do it.

    Args:
        roles: What the account is besides a member.
        deed: What is to be done.
        strong: Whether they signed in by a passkey or a second factor.
        fresh: Whether they did so a few minutes ago.
    """
    if (deed in STRONG and not strong) or (deed in FRESH and not fresh):
        return False
    return any(deed in ALLOWED.get(role, frozenset()) for role in (MEMBER, *roles))


def may_judge(*, owns: bool, assessed: bool) -> bool:
    """Whether a moderator may decide about a listing: never their own, or one they assessed."""
    return not (owns or assessed)
