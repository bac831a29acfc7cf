"""Phones, mail addresses and websites of cells: kept as given, or refused. Pure."""

from __future__ import annotations

import re

from directory.practitioners.web_address import is_web_address

PHONE_LENGTH = 30
EMAIL_LENGTH = 254
WEBSITE_LENGTH = 500

_PHONE = re.compile(r"[\d\s()+./x#,;:*ext\-\u2010-\u2015]+", re.IGNORECASE)
_ROUNDED = re.compile(r"\d[.,]\d+e\+?\d+", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s<>()\[\]\",;:\\]+@[^@\s<>()\[\]\",;:\\]+\.[^@\s<>()\[\]\",;:\\.]+")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?::\d+)?(?:[/?#].*)?")
_LEAST_DIGITS = 3


def phone(text: str) -> str | None:
    """The number as it is written; `None` when it cannot be one, or a spreadsheet rounded it."""
    if len(text) > PHONE_LENGTH or _ROUNDED.fullmatch(text) or not _PHONE.fullmatch(text):
        return None
    return text if sum(char.isdigit() for char in text) >= _LEAST_DIGITS else None


def email(text: str) -> str | None:
    """The address without "mailto:"; `None` when it cannot be one."""
    address = re.sub(r"^mailto:\s*", "", text, flags=re.IGNORECASE)
    return address if len(address) <= EMAIL_LENGTH and _EMAIL.fullmatch(address) else None


def website(text: str) -> str | None:
    """The page's address, with https:// where no scheme is written; `None` when it is none."""
    address = f"https://{text}" if _HOST.fullmatch(text) else text
    return address if len(address) <= WEBSITE_LENGTH and is_web_address(address) else None
