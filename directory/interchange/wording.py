"""Text as registries write it, made fit to read: clean characters, capitals where they belong. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from directory.interchange import spellings

UNSTATED = frozenset({"<UNAVAIL>", "N/A"})
"""What registries write where they have nothing to say (Na and None are also people's names)."""

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "`": "'", "\u00b4": "'", "\u02bc": "'"})
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")
_PART = re.compile(r"[^\W\d_]+")
_ORDINAL = re.compile(r"(\d+)(ST|ND|RD|TH)", re.IGNORECASE | re.ASCII)
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?")
_MC = re.compile(r"mc[^\W\d_]{2,}")
_MAC_NAMES = frozenset(spellings.words("mac_names"))
"""Names written with a capital after Mac; others (Macy, Mackey, Maciel) have none."""

_ALPHANUMERIC = re.compile(r"[^\W_]")
WORDS_REMEMBERED = 30_000
"""The names and streets of a register are made of some ten thousand words."""

_INNER_CAPITAL = {name.lower(): name for name in spellings.words("inner_capitals")}


def clean(text: str) -> str:
    """Drop control, bidirectional and other invisible characters; single spaces; NFKC."""
    text = _ESCAPED_BYTE.sub(_western, text)
    if not (text.isascii() and text.isprintable()):
        spaced = "".join(" " if char.isspace() else char for char in text)
        shown = "".join(char for char in spaced if unicodedata.category(char)[0] != "C")
        text = unicodedata.normalize("NFKC", shown)
    return " ".join(text.split())


def stated(text: str) -> str:
    """The cleaned text with plain apostrophes, or nothing where the registry's word for it stands."""
    if not text:
        return ""
    # Before, because NFKC takes some apart; after, because it makes others.
    cleaned = clean(text.translate(_APOSTROPHES)).translate(_APOSTROPHES)
    if cleaned.upper() in UNSTATED or not _ALPHANUMERIC.search(cleaned):
        return ""
    return cleaned


def upper(text: str) -> str:
    """The text in capitals, but for the few letters (the sharp s) that would become two."""
    if text.isascii():
        return text.upper()
    return "".join(char.upper() if len(char.upper()) == 1 else char for char in text)


@lru_cache(maxsize=WORDS_REMEMBERED)
def recase(word: str) -> str:
    """Capitalise one word of a name: Smith, McDonald, MacLeod, O'Neil, Mary-Ann, 4th, J.P.

    A word that already mixes capitals and small letters is left as its owner wrote it.
    """
    if not (word.isupper() or word.islower()):
        return word
    if _INITIALS.fullmatch(word):
        return upper(word)
    ordinal = _ORDINAL.fullmatch(word)
    if ordinal:
        return word.lower()
    return _PART.sub(lambda match: _recase_part(match, word), word)


def _recase_part(match: re.Match[str], word: str) -> str:
    part, start = match.group(), match.start()
    if start and word[start - 1] == "'" and not _begins_a_name(word[:start], part):
        return _lower(part)
    small = _lower(part)
    if _MC.fullmatch(small):
        return "Mc" + _capitalised(small[2:])
    if small in _MAC_NAMES:
        return "Mac" + _capitalised(small[3:])
    return _INNER_CAPITAL.get(small) or _capitalised(part)


def _begins_a_name(before: str, part: str) -> bool:
    """Tell O'Neil, D'Angelo and Ra'Shawn from Children's and Dan'elle."""
    prefix = re.split(r"[^\w]", before[:-1])[-1]
    return len(part) > 1 and 1 <= len(prefix) <= 2


def _capitalised(part: str) -> str:
    return upper(part[0]) + _lower(part[1:])


def _lower(text: str) -> str:
    if text.isascii():
        return text.lower()
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _western(match: re.Match[str]) -> str:
    """Read a byte that was not UTF-8 as Windows-1252, the other encoding such files have."""
    return bytes([ord(match.group()) - 0xDC00]).decode("cp1252", "replace")
