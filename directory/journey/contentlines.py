"""The lines that address books and calendars are written in. Pure.

vCard 3.0 (RFC 2425 and 2426) and iCalendar (RFC 5545) share them: a name, a colon and a value, no
line longer than 75 octets, each ended by CR LF.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_LINE = 75
"""Octets of a line, its CR LF not counted (RFC 2425, section 5.8.1; RFC 5545, section 3.1)."""

_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the reading direction of what follows them: not in somebody's address book."""

_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")


def text_value(text: str) -> str:
    """Write free text as a value: its signs escaped, control characters left out. Pure.

    Backslash, comma and semicolon take a backslash before them, and the end of a line is written
    as a backslash and an n (RFC 2426, section 4; RFC 5545, section 3.3.11).
    """
    kept = "".join(sign for sign in _ENDS.sub("\n", text) if sign == "\n" or _is_plain(sign))
    return re.sub(r"([\\,;])", r"\\\1", kept).replace("\n", "\\n")


def structured(*parts: str) -> str:
    """Write a value of several parts, as names and addresses are. Pure."""
    return ";".join(text_value(part) for part in parts)


def plain_value(value: str) -> str:
    """Write an address or a number as a value: on one line, otherwise as it is. Pure."""
    return "".join(sign for sign in value if _is_plain(sign))


def folded(line: str) -> str:
    """Break a long line: what follows begins with a blank, and no character is torn. Pure."""
    pieces, piece, room = [], "", LONGEST_LINE
    for sign in line:
        size = len(sign.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", LONGEST_LINE - 1
        piece += sign
        room -= size
    return "\r\n ".join([*pieces, piece])


def written(lines: Iterable[tuple[str, str]]) -> str:
    """Write a file of names and values, the values as this module made them. Pure."""
    return "".join(f"{folded(f'{name}:{value}')}\r\n" for name, value in lines)


def _is_plain(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cc", "Cs"} and sign not in _DIRECTIONS
