"""Where to go after signing in: a path of this site, whatever was asked for."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

MAX_LENGTH = 500


def same_site_path(text: str) -> str:
    """The path if it leads to a page of this site, else "". Pure.

    Browsers read backslashes as slashes and skip control characters, so either could hide a
    second slash, which would begin the name of another host. The same holds once it is decoded,
    by whatever stands in between.
    """
    if len(text) > MAX_LENGTH:
        return ""
    return text if _is_path(text) and _is_path(unquote(text)) else ""


def _is_path(text: str) -> bool:
    if not text.startswith("/") or text.startswith("//") or "\\" in text:
        return False
    return all(unicodedata.category(sign) not in {"Cc", "Cf", "Cs"} for sign in text)
