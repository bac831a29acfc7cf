"""Cutting text into comparable words, the same way for listings and for questions. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(
    r"""(?:[^\W\d_]\.){2,}[^\W\d_]?(?!\w)  # letters with dots: P.T., D.P.T.
      | D\.O(?!\w)
      | [^\W_]+(?:['\u2019`][^\W_]+)*           # words and numbers, apostrophes inside
    """,
    re.VERBOSE,
)
_DEGREE = re.compile(r"DO|[Dd]\.[Oo]\.?")
_BESIDE = re.compile(r"[^\W_]+(?:['\u2019`][^\W_]+)*")
_POSSESSIVE = re.compile(r"['\u2019`][sS]$")
_INSIDE = re.compile(r"[.'\u2019`]")
_NEARBY = 12
"""Characters on either side of a word in which its neighbours are looked for."""

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"}
)

_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'))
_DASH = re.compile(r"(?<!\S)[\u2010-\u2015\u2212](?=\S)")

STOP_WORDS = frozenset(
    """
    a about after also am an and any anyone are as at be because been best but by can cant could
    did do does doing done dont each else ever every find for from get gets give go going good
    got had has have having he help helps her here him his how i id if ill im in into is isnt
    its ive just know let like long look looking make makes many may me might more most much
    must my near need needs no nor not of off on one only or our out over own please really
    recommend same see seek she should so some somebody someone something still such take than
    thanks that the their them then there these they thing things this those to too under until
    up us very want wants was we were what when where which while who whom whose why will with
    would you your
    """.split()  # noqa: SIM905 - as a list of quoted words it fills two pages
)
"""Words that say nothing about a practitioner; questions and listings are searched without them.

"it" is not among them: runners write "IT band".
"""

DEGREE = "\u1d05\u1d0f"
"""The degree DO (doctor of osteopathy), in small capitals, so that no "do" is taken for it."""


class Word(NamedTuple):
    """A folded word and where it stood in the text, as offsets of characters."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """Take away case and accents: "Zoë Łukasz" and "zoe lukasz" become the same. Pure."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)


def as_typed(text: str) -> str:
    """A question with plain quotation marks and hyphens: phones set the typographic ones. Pure."""
    return _DASH.sub("-", text.translate(_QUOTES))


def cut(text: str) -> Iterator[Word]:
    """Cut a text into folded words: "P.T." is pt, "runner's" is runner, "O'Neil" is oneil. Pure.

    The degree "DO" or "D.O." is a word of its own, `DEGREE`.
    """
    for match in _WORD.finditer(text):
        written = match.group()
        if _DEGREE.fullmatch(written) and _is_degree(text, match):
            yield Word(DEGREE, match.start(), match.end())
            continue
        folded = _plain(written)
        if folded:
            yield Word(folded, match.start(), match.end())


@lru_cache(maxsize=65_536)
def _plain(word: str) -> str:
    """A word as it is compared; kept, because texts are made of few words, over and over."""
    inside = _INSIDE.sub("", _POSSESSIVE.sub("", word))
    return "".join(c for c in fold(inside) if c.isalnum())


def words(text: str) -> list[str]:
    """The folded words of a text, in order, stop words among them. Pure."""
    if _DEGREE.search(text):
        return [word.text for word in cut(text)]
    # Most texts name no degree, and are cut in half the time when nobody looks for one.
    return [folded for written in _WORD.findall(text) if (folded := _plain(written))]


def _is_degree(text: str, match: re.Match[str]) -> bool:
    """Whether DO is no verb in capitals: "I DO NOT", "WHO CAN DO IT"."""
    if "." in match.group():
        return True
    before = _BESIDE.findall(text, max(0, match.start() - _NEARBY), match.start())[-1:]
    after = _BESIDE.findall(text, match.end(), match.end() + _NEARBY)[:1]
    return not any(word.isupper() and word.lower() in STOP_WORDS for word in (*before, *after))
