"""Turns what people write into plain text that is safe to show. Pure."""

from __future__ import annotations

import html
import re
import unicodedata

import nh3

BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of what follows (Unicode's Bidi_Control property)."""

_BLANKS = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n{3,}")
_BESIDE_BREAKS = re.compile(r" ?\n ?")


MAX_ROUNDS = 6
"""How often markup may be written as entities of entities: nobody does that by hand."""

_SIGNS_OF_MARKUP = str.maketrans("&<>", "   ")


def plain_text(text: str) -> str:
    """Text without markup, control signs, turned directions and heaps of empty lines. Pure.

    Line breaks stay, at most one empty line at a time. Markup goes, what it encloses stays, except
    for scripts and styles. Taking the result again changes nothing. Text that still unfolds into
    something else after `MAX_ROUNDS` loses every sign that markup is made of.
    """
    for _ in range(MAX_ROUNDS):
        cleaned = _once(text)
        if cleaned == text:
            return cleaned
        text = cleaned
    return _once(text.translate(_SIGNS_OF_MARKUP))


def without_unseen(text: str) -> str:
    """Text as it was written, without control signs and turned directions. Pure."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in text if _may_stay(sign)).strip()


def _once(text: str) -> str:
    text = without_unseen(text)
    # The cleaner writes "&" and "<" as HTML does; as plain text they are themselves again.
    text = html.unescape(nh3.clean(text, tags=set()))
    text = _BESIDE_BREAKS.sub("\n", _BLANKS.sub(" ", text))
    return _EMPTY_LINES.sub("\n\n", text).strip()


def _may_stay(sign: str) -> bool:
    if sign in "\n\t":
        return True
    number = ord(sign)
    noncharacter = number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF
    unseen = unicodedata.category(sign) in {"Cc", "Cs"} or sign == "\ufeff"
    return not (noncharacter or unseen or sign in BIDI)
