"""Mail over SMTP."""

from __future__ import annotations

import re
import smtplib
import ssl
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from directory.mail_server import MailEncryption
from directory.outbox.transport import NotNow, NoWayOut, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from directory.mail_server import MailServer
    from directory.outbox.transport import MailNotTaken

PATIENCE_S = 10.0
"""Seconds that one connection may take from the first packet to the last answer."""

_LEAST_S = 0.05
_CLOSING = 421
"""The server ends the conversation, whatever was said before (RFC 5321, 3.8)."""

_STATUS = re.compile(rb"\s*([245]\.\d{1,3}\.\d{1,3})\b")


class SmtpTransport:
    """A mail server, asked for a few mails at a time over one connection."""

    def __init__(self, server: MailServer, *, patience_s: float = PATIENCE_S) -> None:
        self._server = server
        self._patience_s = patience_s

    @contextmanager
    def open(self) -> Iterator[SmtpCarrier]:
        """Connect, encrypt and sign in; say goodbye afterwards.

        Raises:
            NoWayOut: The server is away, does not encrypt, or does not let the site in.
        """
        connection = None
        try:
            connection = self._connect()
            if self._server.user:
                connection.login(self._server.user, self._server.password)
        except (OSError, smtplib.SMTPException) as error:
            _close(connection)
            raise NoWayOut(_reason(error)) from None
        try:
            yield SmtpCarrier(connection)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()
            _close(connection)

    def _connect(self) -> smtplib.SMTP:
        server, until = self._server, time.monotonic() + self._patience_s
        # The default context checks the certificate and its name; smtplib's own checks nothing.
        tls = ssl.create_default_context()
        if server.encryption is MailEncryption.TLS:
            return _HastySmtpOverTls(server.host, server.port, until=until, context=tls)
        connection = _HastySmtp(server.host, server.port, until=until)
        if server.encryption is MailEncryption.STARTTLS:
            try:
                connection.starttls(context=tls)
            except BaseException:
                _close(connection)
                raise
        return connection


class SmtpCarrier:
    """An open connection to a mail server."""

    def __init__(self, connection: smtplib.SMTP) -> None:
        self._connection = connection

    def hand_over(self, message: EmailMessage, to: str, name: str) -> None:  # noqa: ARG002
        """Give one mail to the server; it has taken it once this returns.

        Raises:
            NoWayOut: The server went away, or takes no mail from this sender.
            NotNow: It answered 4xx.
            Refused: It answered 5xx.
        """
        try:
            self._connection.send_message(message, to_addrs=[to])
        except (OSError, smtplib.SMTPException) as error:
            raise _verdict(error) from None


class _Hasty:
    """Mixed into smtplib's classes: what is waited for ends at one moment, not one per answer."""

    until: float

    def getreply(self) -> tuple[int, bytes]:
        """Wait for the server's answer, for as long as there is time."""
        self.sock.settimeout(max(self.until - time.monotonic(), _LEAST_S))  # type: ignore[attr-defined]
        answer: tuple[int, bytes] = super().getreply()  # type: ignore[misc]
        return answer


class _HastySmtp(_Hasty, smtplib.SMTP):
    def __init__(self, host: str, port: int, *, until: float) -> None:
        self.until = until
        super().__init__(host, port, timeout=until - time.monotonic())


class _HastySmtpOverTls(_Hasty, smtplib.SMTP_SSL):
    def __init__(self, host: str, port: int, *, until: float, context: ssl.SSLContext) -> None:
        self.until = until
        super().__init__(host, port, timeout=until - time.monotonic(), context=context)


def _close(connection: smtplib.SMTP | None) -> None:
    if connection is not None:
        connection.close()


def _verdict(error: OSError | smtplib.SMTPException) -> MailNotTaken:
    """What an error while one mail was given over means for that mail."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        return _by_code(code, _said(code, text))
    if isinstance(error, smtplib.SMTPDataError):
        return _by_code(error.smtp_code, _reason(error))
    if isinstance(error, smtplib.SMTPNotSupportedError):  # an address in other than Latin letters
        return Refused(_reason(error))
    return NoWayOut(_reason(error))


def _by_code(code: int, because: str) -> MailNotTaken:
    if code == _CLOSING:
        return NoWayOut(because)
    return Refused(because) if code >= 500 else NotNow(because)


def _reason(error: OSError | smtplib.SMTPException) -> str:
    """Why something failed, in the codes of the protocol: servers quote addresses in their words."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _said(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPException):
        return type(error).__name__
    return f"{type(error).__name__}: {error.strerror or 'no answer'}"


def _said(code: int, text: bytes | str) -> str:
    raw = text if isinstance(text, bytes) else text.encode()
    status = _STATUS.match(raw)
    return f"{code} {status.group(1).decode()}" if status else str(code)
