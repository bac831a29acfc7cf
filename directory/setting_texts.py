"""What the texts of settings mean. Pure.

A reader that cannot use a text raises `ValueError` with what to give instead.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit


def path(text: str) -> Path:
    """A file or folder, wherever the site is started from."""
    return Path(text).expanduser().resolve()


def words(text: str) -> tuple[str, ...]:
    """Words between commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def codes(text: str) -> tuple[str, ...]:
    """Codes between commas, in capitals."""
    return tuple(word.upper() for word in words(text))


def flag(text: str) -> bool:
    """Yes or no, in one of the usual words."""
    if text.lower() in {"1", "true", "yes", "on"}:
        return True
    if text.lower() in {"", "0", "false", "no", "off"}:
        return False
    message = "say yes or no"
    raise ValueError(message)


def site_url(text: str) -> str:
    """The address of a site: scheme and host, a slash at its end taken off."""
    parts = urlsplit(text)
    whole = urlunsplit((parts.scheme, parts.netloc, "", "", ""))
    plain = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    if text and not (plain and text.rstrip("/") == whole):
        message = "give scheme and host only"
        raise ValueError(message)
    return whole


def tiles_url(text: str) -> str:
    """The address of map tiles, with places for zoom and position; empty for none.

    The host stands in the content security policy as it is, so nothing in it may be left open.
    """
    parts = urlsplit(text)
    fixed = parts.netloc.isascii() and all(sign.isalnum() or sign in ".-:" for sign in parts.netloc)
    placed = all(f"{{{name}}}" in parts.path for name in "zxy")
    if text and not (parts.scheme == "https" and parts.hostname and fixed and placed):
        message = "give an https address of one host with {z}, {x} and {y} in its path"
        raise ValueError(message)
    return text


def origin(url: str) -> str:
    """Scheme and host of an address; nothing of none."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if url else ""
