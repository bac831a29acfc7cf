"""Codes of an authenticator app (TOTP, RFC 6238), each good for one sign-in.

The library lets a code be used again as long as it lasts (RFC 6238, 5.2 forbids it): here the
counter of the last code taken stands in the account's row, and only later ones are taken.
"""

from __future__ import annotations

import hmac
import time
from typing import TYPE_CHECKING

import segno
from flask_security.totp import Totp
from passlib.totp import TOTP  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask_security import UserMixin
    from passlib.totp import TotpMatch

    from directory.accounts.models import Account

WINDOW_S = 30
"""A code of the step before or after is taken too: clocks differ, and typing takes a while."""

QR_MODULE_PX = 5
QR_BORDER = 4
"""White modules around the code, as ISO/IEC 18004 asks for."""

_CONTEXT = b"directory accounts: second factor secrets, 1"
_WALLET_TAG = "1"


class SecondFactor(Totp):
    """Makes the secrets of authenticator apps and takes their codes.

    Secrets leave it encrypted with a key derived from the site's secret (AES-256 in passlib's
    wallet): a copy of the database alone makes no codes.
    """

    def __init__(
        self, site_secret: str, issuer: str, clock: Callable[[], float] = time.time
    ) -> None:
        """Prepare for one site.

        Args:
            site_secret: The secret the key is derived from.
            issuer: The site's name, as the app shows it.
            clock: Tells the time as Unix seconds.
        """
        key = hmac.digest(site_secret.encode(), _CONTEXT, "sha256").hex()
        super().__init__({_WALLET_TAG: key}, issuer.replace(":", " "))
        self._totp = TOTP.using(
            issuer=issuer.replace(":", " "), secrets={_WALLET_TAG: key}, now=clock
        )

    def new_secret(self) -> str:
        """A fresh secret, encrypted."""
        return self.generate_totp_secret()

    def take(self, account: Account, code: str, secret: str | None = None) -> bool:
        """Whether a code is right and new; if so, neither it nor an older one works again.

        Lock the account's row first (`SELECT ... FOR UPDATE`) and commit afterwards, or two
        requests at once could use one code.

        Args:
            account: Whose code it is.
            code: As typed; spaces and hyphens between the digits do not matter.
            secret: The secret it must fit, by default the account's own.
        """
        secret = secret or account.tf_totp_secret
        return secret is not None and self.verify_totp(code, secret, account, WINDOW_S)

    def verify_totp(self, token: str, totp_secret: str, user: UserMixin, window: int = 0) -> bool:
        """As the library's; text that cannot be a code is a wrong code."""
        if len(token) > 20 or not token.isascii():
            return False
        return bool(super().verify_totp(token, totp_secret, user, window))

    def qr_code(self, account: Account, secret: str) -> str:
        """The code to point a camera at, as an SVG element without inline style or script."""
        uri = self.get_totp_uri(account.email, secret)
        svg: str = segno.make_qr(uri, error="m").svg_inline(
            scale=QR_MODULE_PX,
            border=QR_BORDER,
            dark="#000",
            light="#fff",
            svgclass="qr",
            lineclass=None,
            omitsize=False,
        )
        return svg

    def typed_key(self, secret: str) -> str:
        """The secret in groups of four, for those who type it into their app."""
        return str(self.get_totp_pretty_key(secret))

    def get_last_counter(self, user: Account) -> int | None:  # type: ignore[override]
        """The counter of the last code this account used."""
        return user.totp_counter

    def set_last_counter(self, user: Account, tmatch: TotpMatch) -> None:  # type: ignore[override]
        """Keep the counter of a code that was taken."""
        user.totp_counter = tmatch.counter
