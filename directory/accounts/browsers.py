"""What kind of browser a session is in, told coarsely so that people know their own. Pure."""

from __future__ import annotations

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""Marks of browsers, the telling ones first: most claim to be Chrome and Safari as well."""

SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
"""Marks of systems, the telling ones first: Android claims to be Linux as well."""

SEPARATOR = "|"


def browser_summary(user_agent: str) -> str:
    """Browser and system of a User-Agent header as "Firefox|Android", either part maybe empty."""
    return SEPARATOR.join((_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)))


def _first(marks: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for mark, name in marks if mark in text), "")
