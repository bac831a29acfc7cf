"""Tells whether two addresses, however they are written, may be one house. Pure.

Source of the abbreviations: USPS Publication 28, appendices C1 (suffixes), C2 (units) and B
(directions); the numbers in words are ours.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from directory.interchange import spellings
from directory.interchange.addresses import zip_code

_WORDS = re.compile(r"\d+|[^\W\d_]+", re.ASCII)
_ORDINAL_ENDS = frozenset({"ST", "ND", "RD", "TH"})


class Address(NamedTuple):
    """An address as a registry gives it; empty text is not stated."""

    first_line: str
    second_line: str
    postal_code: str


def may_be_one_house(one: Address, other: Address) -> bool:
    """Tell whether two addresses say the same, or have a house number and a ZIP code in common.

    Rather too often than too seldom: a wrong yes costs a listing its street, a wrong no
    publishes where somebody lives. A ZIP code that is not known contradicts none.
    """
    if _spellings(one) & _spellings(other):
        return True
    codes = {zip_code(address.postal_code) for address in (one, other)} - {""}
    return len(codes) < 2 and bool(_house_numbers(one) & _house_numbers(other))


def _spellings(address: Address) -> set[str]:
    """The first line, and both lines, so that a flat may stand on either or be left out."""
    first, second = (
        "".join(word for word in _words(line) if word not in _units())
        for line in (address.first_line, address.second_line)
    )
    return {first, first + second} - {""}


def _house_numbers(address: Address) -> set[int]:
    numbers = (_house_number(_words(line)) for line in (address.first_line, address.second_line))
    return {number for number in numbers if number is not None}


def _house_number(words: list[str]) -> int | None:
    """The first number that counts neither flats, boxes nor streets ("4TH")."""
    before = ["", *words]
    after = [*words[1:], ""]
    for previous, word, following in zip(before, words, after, strict=False):
        if word.isdigit() and previous not in _units() and following not in _ORDINAL_ENDS:
            return int(word)
    return None


def _words(line: str) -> list[str]:
    """The line's words and numbers in capitals, each as USPS shortens it."""
    plain = unicodedata.normalize("NFKD", line).encode("ascii", "ignore").decode().upper()
    short = _short_forms()
    found = _WORDS.findall(plain.replace("#", " UNIT "))
    return _WORDS.findall(" ".join(short.get(word, word) for word in found))


@cache
def _short_forms() -> dict[str, str]:
    return {
        word: short for short, words in spellings.groups("street_words").items() for word in words
    }


@cache
def _units() -> frozenset[str]:
    return frozenset(spellings.words("unit_words"))
