"""The port through which mail leaves, and what can become of one on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from email.message import EmailMessage


class MailNotTaken(Exception):
    """A mail was not taken; `because` tells why without an address or a password in it."""

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because


class NoWayOut(MailNotTaken):
    """No mail leaves at the moment: the server is away, slow, or does not let the site in."""


class NotNow(MailNotTaken):
    """This mail is not taken now, and may be later (SMTP's 4xx)."""


class Refused(MailNotTaken):
    """This mail is never going to be taken (SMTP's 5xx)."""


class Carrier(Protocol):
    """An open way out, good for several mails."""

    def hand_over(self, message: EmailMessage, to: str, name: str) -> None:
        """Give one mail away; once this returns, it is on its way.

        Args:
            message: The whole mail.
            to: The address it goes to, its domain in ASCII.
            name: A name of the mail's own, the same whenever it is tried again.

        Raises:
            NoWayOut: The way broke; whether the mail was taken is not known.
            NotNow: It is to be tried again later.
            Refused: It is not to be tried again.
        """


class Transport(Protocol):
    """A way out for mail."""

    def open(self) -> AbstractContextManager[Carrier]:
        """Open the way for a few mails.

        Raises:
            NoWayOut: It cannot be opened.
        """
