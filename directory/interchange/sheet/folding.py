"""Text of cells: freed of what nobody sees, and as it is compared. Pure."""

from __future__ import annotations

import re
import unicodedata

_JOINERS = {"\u200c", "\u200d"}
"""Within words of some scripts and within emoji; they hide nothing."""

_BLANKS = re.compile(r"\s+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d"})


def one_line(text: str) -> str:
    """The text on one line, without control and direction marks and without blanks at its ends."""
    if text.isascii() and text.isprintable():
        return text.strip()
    kept = (char for char in text if char.isspace() or _is_seen(char))
    shown = "".join(
        " " if char in "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029" else char for char in kept
    )
    return shown.strip()


def many_lines(text: str) -> str:
    """The text as it is but for control and direction marks; nothing if only blanks are left."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(char for char in text if char in "\t\n\r" or _is_seen(char))
    return text if text.strip() else ""


def fold(text: str) -> str:
    """Letters and digits alone, without case and accents: "Knee-Pain" and "knee_pain" are one."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS))
    return "".join(char for char in plain if char.isalnum())


def words_of(text: str) -> frozenset[str]:
    """The words of a name, as they are compared."""
    return frozenset(folded for word in _BLANKS.split(text) if (folded := fold(word)))


def shortened(text: str, length: int) -> str:
    """The text cut to so many characters, at a word's end where there is one near."""
    if len(text) <= length:
        return text
    head = text[:length]
    at_word = head.rsplit(maxsplit=1)[0] if not text[length].isspace() else head
    return (at_word if len(at_word) > length // 2 else head).rstrip()


def _is_seen(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
