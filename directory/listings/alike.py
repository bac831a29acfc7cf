"""Whether two names may be one person's. Pure."""

from __future__ import annotations

import re
import unicodedata

TITLES = frozenset(
    {
        *("dr", "mr", "mrs", "ms", "mx", "prof", "herr", "frau", "doctor", "professor"),
        *("md", "pt", "dpt", "mpt", "ot", "otr", "dc", "lmt", "dpm", "atc", "cscs", "pta", "phd"),
        *("msc", "bsc", "mph", "faaompt", "ocs", "scs", "jr", "sr", "ii", "iii", "physio"),
        *("pllc", "llc", "inc", "ltd", "gmbh"),
    }
)
"""Words of a name that say nothing of who it is; some others, as "Ma", are family names too."""

_APOSTROPHES = re.compile("['\u2019\u02bc`\u00b4]")
_BREAKS = re.compile(r"[\W_]+")

TYPO_FROM = 4
"""Letters from which on a word may have a slip; shorter ones are other words with one."""


def is_similar_name(one: str, other: str) -> bool:
    """Tell whether two names may be one person's.

    Accents, case, titles and the order of words don't count; an initial stands for any word that
    begins with it; a longer word may have one slip. Every word of the shorter name must be in the
    longer one, and one of them in full.
    """
    return alike(name_words(one), name_words(other))


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: folded, without titles, each once."""
    plain = name.casefold() if name.isascii() else _without_accents(name)
    parts = _APOSTROPHES.sub("", plain).replace(",", " ").split()
    # "D.P.T." is a title, "J.P." two initials.
    named = [part for part in parts if part.replace(".", "") not in TITLES] or parts
    words = {word for part in named for word in _BREAKS.split(part) if word}
    return tuple(sorted(words - TITLES or words))


def _without_accents(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether the words of two names, as `name_words` gives them, may be one person's."""
    few, many = sorted((one, other), key=lambda words: (len(words), words))
    if not few:
        return False
    left = list(many)
    in_full = 0
    # Longest words first: an initial must not take the word that a whole one needs.
    for word in sorted(few, key=len, reverse=True):
        match = word if word in left else next((one for one in left if _is_one(word, one)), None)
        if match is None:
            return False
        left.remove(match)
        in_full += min(len(word), len(match)) > 1
    # One word alone is too little: many are called Smith.
    return in_full > 0 and (len(few) > 1 or len(many) == 1)


def _is_one(word: str, known: str) -> bool:
    if len(word) == 1 or len(known) == 1:
        return word[0] == known[0]
    return min(len(word), len(known)) >= TYPO_FROM and is_one_slip(word, known)


def is_one_slip(word: str, other: str) -> bool:
    """Whether one letter added, left out, changed, or swapped with the next, makes the same."""
    if abs(len(word) - len(other)) > 1:
        return False
    start = 0
    shortest = min(len(word), len(other))
    while start < shortest and word[start] == other[start]:
        start += 1
    one, two = word[start:], other[start:]
    if len(one) == len(two):
        return one[1:] == two[1:] or (one[:2] == two[1::-1] and one[2:] == two[2:])
    return one[1:] == two or one == two[1:]
