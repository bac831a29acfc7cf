"""Text as registries write it, made fit to read: clean characters, capitals where they belong. Pure."""

from __future__ import annotations

import re
import unicodedata

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
    """The cleaned text, or nothing where the registry's word for "nothing" stands."""
    cleaned = clean(text)
    if cleaned.upper() in UNSTATED or not any(char.isalnum() for char in cleaned):
        return ""
    return cleaned


def straight_quotes(text: str) -> str:
    """Write every kind of apostrophe as the plain one."""
    return text.translate(_APOSTROPHES)


def recase(word: str) -> str:
    """Capitalise one word of a name: Smith, McDonald, MacLeod, O'Neil, Mary-Ann, 4th, J.P.

    A word that already mixes capitals and small letters is left as its owner wrote it.
    """
    if not (word.isupper() or word.islower()):
        return word
    if _INITIALS.fullmatch(word):
        return word.upper()
    ordinal = _ORDINAL.fullmatch(word)
    if ordinal:
        return word.lower()
    return _PART.sub(lambda match: _recase_part(match, word), word)


def _recase_part(match: re.Match[str], word: str) -> str:
    part, start = match.group(), match.start()
    if start and word[start - 1] == "'" and not _begins_a_name(word[:start], part):
        return part.lower()
    small = part.lower()
    if _MC.fullmatch(small):
        return "Mc" + small[2:].capitalize()
    if small in _MAC_NAMES:
        return "Mac" + small[3:].capitalize()
    return _INNER_CAPITAL.get(small) or _capitalised(part)


def _begins_a_name(before: str, part: str) -> bool:
    """Tell O'Neil, D'Angelo and Ra'Shawn from Children's and Dan'elle."""
    prefix = re.split(r"[^\w]", before[:-1])[-1]
    return len(part) > 1 and 1 <= len(prefix) <= 2


def _capitalised(part: str) -> str:
    first = part[0].upper()
    # A few letters (the sharp s) become two when capitalised; such a word is left alone.
    return first + part[1:].lower() if len(first) == 1 else part


def _western(match: re.Match[str]) -> str:
    """Read a byte that was not UTF-8 as Windows-1252, the other encoding such files have."""
    return bytes([ord(match.group()) - 0xDC00]).decode("cp1252", "replace")
