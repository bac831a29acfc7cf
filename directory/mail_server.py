"""The mail server and the sender, as the settings name them."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.headerregistry import HeaderRegistry
from enum import StrEnum
from typing import Any
from urllib.parse import unquote, urlsplit


class MailEncryption(StrEnum):
    """How the way to the mail server is kept private."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The server that takes the site's mail over SMTP."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    encryption: MailEncryption = MailEncryption.STARTTLS


_SCHEMES = {"smtp": (MailEncryption.STARTTLS, 587), "smtps": (MailEncryption.TLS, 465)}
_OPEN = "tls=no"


def mail_server(text: str) -> MailServer | None:
    """Read `smtp://user:password@host:587` (STARTTLS) or `smtps://user:password@host:465`. Pure.

    `smtp://host:25?tls=no` goes unencrypted, and then without a password.

    Returns:
        The server, or nothing for an empty text.

    Raises:
        ValueError: The text is none of these; its message may quote parts of it.
    """
    if not text:
        return None
    url = urlsplit(text)
    if url.scheme not in _SCHEMES or not url.hostname or url.path.strip("/"):
        message = "write smtp://user:password@host:587 or smtps://user:password@host:465"
        raise ValueError(message)
    encryption, port = _SCHEMES[url.scheme]
    if url.query not in {"", _OPEN} or (url.query and url.password):
        message = f"after the question mark only {_OPEN} may stand, and then no password before it"
        raise ValueError(message)
    if url.query == _OPEN:
        encryption, port = MailEncryption.NONE, 25
    return MailServer(
        host=url.hostname,
        port=url.port or port,
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        encryption=encryption,
    )


def sender(text: str) -> str:
    """Read one address with or without a name, as a From header has it. Pure.

    Raises:
        ValueError: It is none, or more than one.
    """
    header: Any = HeaderRegistry()("From", text) if text.isprintable() else None
    whole = header is not None and not header.defects and len(header.addresses) == 1
    if text and not (whole and header.addresses[0].username and header.addresses[0].domain):
        message = "write one address, such as Name <post@example.org>"
        raise ValueError(message)
    return text
