"""Whether two spellings say the same: names, letters after them, streets, phones, licences. Pure.

Registries and owners write one fact in many ways. Only what remains different after case, accents,
abbreviations and the notation of suites are taken away is worth a moderator's time.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from directory.interchange import spellings
from directory.interchange.credentials import credentials

_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_NO_DIGITS = re.compile(r"\D+")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})
_FIRM_ENDS = frozenset(
    {"llc", "llp", "lp", "pllc", "plc", "pc", "pa", "psc", "apc", "inc", "ltd", "corp", "co", "the"}
)
"""How a business is registered; its sign does not say it."""

_DIRECTIONS = {
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
    "northeast": "ne",
    "northwest": "nw",
    "southeast": "se",
    "southwest": "sw",
}
_UNITS = {"suite": "ste", "floor": "fl", "room": "rm", "apartment": "apt", "building": "bldg"}
_TOWN_WORDS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


def same_name(ours: str, theirs: str) -> bool:
    """Whether two names are one: "Robert M. O'Neil Jr." and "ROBERT ONEIL".

    A middle name may be left out or shortened to its first letter; first and last must agree.
    """
    one, other = _name_words(ours), _name_words(theirs)
    if "".join(one) == "".join(other):
        return True
    if len(one) < 2 or len(other) < 2 or (one[0], one[-1]) != (other[0], other[-1]):
        return False
    return _middles_agree(one[1:-1], other[1:-1])


def same_credentials(ours: str, theirs: str) -> bool:
    """Whether ours say all that theirs do: an owner may list more than the registry knows."""
    return _letters(theirs) <= _letters(ours)


def same_street(ours: str, theirs: str) -> bool:
    """Whether two streets are one: "12 N Maple Street, Suite 3" and "12 North Maple St #3".

    A suite that only one of them names is no difference; two different ones are.
    """
    one, other = _street_words(ours), _street_words(theirs)
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if not shorter or longer[: len(shorter)] != shorter:
        return False
    # What follows is a unit, unless the shorter one names another already.
    return longer[len(shorter)] in _units() and not any(word in _units() for word in shorter)


def same_town(ours: str, theirs: str) -> bool:
    """Whether two towns are one: "Saint Paul" and "ST. PAUL"."""
    return _town(ours) == _town(theirs)


def same_phone(ours: str, theirs: str) -> bool:
    """Whether two numbers are one, with or without the code of North America."""
    return _number(ours) == _number(theirs)


def same_licence_number(ours: str, theirs: str) -> bool:
    """Whether two numbers of licences are one: "PT-0012" and "pt 12"."""
    return _licence(ours) == _licence(theirs)


def folded(text: str) -> str:
    """A text as it is remembered: what differs in case, accents and signs alone is the same."""
    return _plain(text)


def _middles_agree(one: list[str], other: list[str]) -> bool:
    return all(
        mine.startswith(yours) or yours.startswith(mine)
        for mine, yours in zip(one, other, strict=False)
        if len(mine) == 1 or len(yours) == 1 or mine != yours
    )


def _name_words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    for sign in ("'", "’", "."):
        letters = letters.replace(sign, "")
    words = re.findall(r"\w+", letters)
    while len(words) > 2 and words[-1] in _SUFFIXES | _FIRM_ENDS:
        words.pop()
    if len(words) > 2 and words[0] == "the":
        words.pop(0)
    return words


def _letters(text: str) -> frozenset[str]:
    read = credentials(text) or text
    return frozenset(_plain(part) for part in re.split(r"[,;/ ]+", read) if _plain(part))


def _street_words(text: str) -> list[str]:
    spaced = text.casefold().replace("#", " ste ")
    words = _NO_LETTERS.sub(" ", _bare(spaced)).split()
    return _one_unit([_street_word(word) for word in words])


def _one_unit(words: list[str]) -> list[str]:
    """Every notation of a unit as one: "Suite 3", "Ste #3" and "Unit 3"."""
    written: list[str] = []
    for word in words:
        plain = "ste" if word in _units() else word
        if not (plain == "ste" and written and written[-1] == "ste"):
            written.append(plain)
    return written


def _street_word(word: str) -> str:
    short = _DIRECTIONS.get(word) or _UNITS.get(word) or _street_endings().get(word)
    return short or word


@cache
def _units() -> frozenset[str]:
    kept = {"bldg", "box", "fl", "lot", "dept"}
    return frozenset(word.casefold() for word in spellings.words("unit_words")) - kept


@cache
def _street_endings() -> dict[str, str]:
    table = spellings.groups("street_words")
    return {long.casefold(): short.casefold() for short, longer in table.items() for long in longer}


def _town(text: str) -> str:
    words = _NO_LETTERS.sub(" ", _bare(text.casefold())).split()
    return "".join(_TOWN_WORDS.get(word, word) for word in words) or _plain(text)


def _number(text: str) -> str:
    digits = _NO_DIGITS.sub("", text)
    return digits[1:] if len(digits) == 11 and digits[0] == "1" else digits


def _licence(text: str) -> str:
    parts = re.findall(r"[a-z]+|\d+", _bare(text.casefold()))
    return "".join(part.lstrip("0") if part.isdecimal() else part for part in parts)


def _plain(text: str) -> str:
    """Letters and digits of whatever script, without case and accents."""
    return "".join(re.findall(r"[^\W_]+", _bare(text.casefold())))


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(char for char in parts if not unicodedata.combining(char))
