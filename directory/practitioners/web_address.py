"""Which links a listing may carry: pages of the web, spelt so that nobody is misled."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
"""Unicode categories of controls, direction marks, surrogates and spaces."""


class WebAddressRefused(ValueError):
    """A link that is no page of the web: another scheme, no host, or signs that are not seen."""


def is_web_address(text: str) -> bool:
    """Tell whether a link leads to a page by http or https and shows where. Pure.

    A name or password before the host hides where it leads, or gives the password away.

    Browsers run `javascript:` and leave out control characters, so `java<TAB>script:` counts too.
    """
    if any(unicodedata.category(sign) in _UNSEEN for sign in text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


def safe_web_address(text: str | None) -> str | None:
    """The link if it may be shown, nothing otherwise, whatever is stored. Pure."""
    return text if text and is_web_address(text) else None


def checked_web_address(text: str | None) -> str | None:
    """Give a link back unless it may not be shown; `None` is no link.

    Raises:
        WebAddressRefused: It is no address of a page.
    """
    if text is None or is_web_address(text):
        return text
    message = "A link must begin with http:// or https://, name a host and hold no spaces."
    raise WebAddressRefused(message)
