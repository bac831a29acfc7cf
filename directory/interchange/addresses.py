"""American addresses, phones and ZIP codes, from a registry's capitals to readable ones. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from directory.interchange import spellings
from directory.interchange.wording import WORDS_REMEMBERED, recase, stated, upper

STATES = spellings.pairs("us_states")
"""States, the District of Columbia and military posts, by postal code."""

TERRITORIES = frozenset({"PR", "VI", "GU", "AS", "MP"})
"""States of American addresses that ISO 3166 and place data know as countries of their own."""

TOWNS_REMEMBERED = 30_000

_STATE_CODES = {name.upper(): code for code, name in STATES.items()}
_UPPER = frozenset(spellings.words("letters_in_streets"))
_SMALL = frozenset(spellings.words("small_in_streets"))
_TOWN_STARTS = spellings.pairs("town_starts")
_PHONE = re.compile(r"[2-9](?!11)\d{2}[2-9](?!11)\d{2}\d{4}", re.ASCII)
_PHONE_PUNCTUATION = re.compile(r"[\s().+/-]")
_TWO_LETTERS = re.compile(r"[A-Z]{2}")
_LETTERS = re.compile(r"[^\W\d_]+")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\b", re.IGNORECASE)
_ZIP = re.compile(r"(\d{5})[\s-]?(?:\d{4})?", re.ASCII)


def state_code(text: str) -> str:
    """The two letters of a state given by code or name; another country's code of two letters too."""
    state = stated(text).replace(".", "").upper()
    return state if _TWO_LETTERS.fullmatch(state) else _STATE_CODES.get(state, "")


def zip_code(text: str) -> str:
    """The five digits of a ZIP code given with five or nine; nothing when it is none."""
    match = _ZIP.fullmatch(text.strip())
    return match.group(1) if match and match.group(1) != "00000" else ""


def phone(text: str) -> str | None:
    """Write a North American number as "+1 860-549-2020"; `None` when it cannot be one.

    The area code and the exchange begin with 2 to 9 and are no service codes such as 911
    (North American Numbering Plan).
    """
    digits = _PHONE_PUNCTUATION.sub("", text)
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    if not _PHONE.fullmatch(digits) or len(set(digits)) == 1:
        return None
    return f"+1 {digits[:3]}-{digits[3:6]}-{digits[6:]}"


def street(first_line: str, second_line: str = "") -> str:
    """Write a street address on one line: "28 Nooseneck Hill Rd, Unit 3"."""
    first, second = (stated(line).strip(" ,") for line in (first_line, second_line))
    if _repeats(first, second):
        second = ""
    return ", ".join(_written(line) for line in (first, second) if line)[:200].rstrip(" ,")


@lru_cache(maxsize=TOWNS_REMEMBERED)
def town(text: str) -> str:
    """Write a town's name: "North Dartmouth", "St. Louis", "McAllen"."""
    words = stated(text).split()
    if len(words) > 1:
        start = words[0].rstrip(".").upper()
        words[0] = _TOWN_STARTS.get(start, words[0])
    return " ".join(
        word.lower() if index and word.lower() in _SMALL else recase(word)
        for index, word in enumerate(words)
    )[:120].rstrip()


def _repeats(first: str, second: str) -> bool:
    return bool(second) and f" {first} ".upper().endswith(f" {second} ".upper())


def _written(line: str) -> str:
    words = line.split()
    return " ".join(_street_word(word, is_first=not index) for index, word in enumerate(words))


@lru_cache(maxsize=WORDS_REMEMBERED)
def _street_word(word: str, *, is_first: bool) -> str:
    bare = word.strip(".,#").upper()
    if bare in _UPPER and (word.isupper() or word.islower()):
        return upper(word)
    if word.lower() in _SMALL and not is_first:
        return word.lower()
    if re.search(r"\d", word) and not _ORDINAL.match(word):
        return _LETTERS.sub(_beside_number, word)
    return recase(word)


def _beside_number(match: re.Match[str]) -> str:
    """Keep the letter of 300C and I-95; words such as those of Span/3/Podiatry are words."""
    letters = match.group()
    return upper(letters) if len(letters) <= 2 else recase(letters)
