"""How somebody can show who they are, and how much that is worth. Pure."""

from __future__ import annotations

from enum import StrEnum


class Proof(StrEnum):
    """How somebody has shown who they are."""

    MAIL = "mail"
    PASSKEY = "passkey"
    PASSWORD_AND_TOTP = "password_and_totp"  # noqa: S105 - the name of a way, not a password

    @property
    def is_strong(self) -> bool:
        """Whether it takes more than a mailbox."""
        return self is not Proof.MAIL
