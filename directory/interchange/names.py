"""Names of people and organisations, from capitals to the way they are written. Pure."""

from __future__ import annotations

import re

from directory.interchange import spellings
from directory.interchange.wording import recase, stated, upper

NAME_LENGTH = 200

_SUFFIXES = {"JR": "Jr.", "SR": "Sr.", "II": "II", "III": "III", "IV": "IV", "V": "V"}
_NUMERALS = frozenset({"II", "III", "IV"})
_PARTICLES = tuple(spellings.words("surname_particles"))
_LETTERED = frozenset(spellings.words("letters_in_surnames"))
"""Credentials found inside names; short surnames such as Do and Ma are left out."""

_FIRMS = frozenset(spellings.words("letters_in_firms"))
_SMALL = frozenset(spellings.words("small_in_firms"))
_VOWELS = frozenset("AEIOUY")
_PRONOUNCED = frozenset(spellings.words("pronounced_without_vowels"))


def person_name(first: str, middle: str, last: str, suffix: str = "") -> str:
    """Write a person's name for reading: "Robert M. O'Neil III".

    A middle name of one letter gets its full stop. Titles (Dr., Mrs.) are no part of it.
    """
    parts = [given_name(first), given_name(middle), surname(last), _suffix(suffix)]
    return " ".join(part for part in parts if part)[:NAME_LENGTH].rstrip()


def given_name(text: str) -> str:
    """Write a first or middle name: "Mary-Ann", "J.", "TJ"."""
    words = _words(text)
    return " ".join(_given_word(word, len(words)) for word in words)


def surname(text: str) -> str:
    """Write a family name: "McDonald", "de la Cruz", "O'Brien", "Bliss III"."""
    words = _joined(_words(text))
    small = _particle_length(words)
    written = [word.lower() for word in words[:small]]
    for position, word in enumerate(words[small:], start=small):
        written.append(_surname_word(word, is_first=position == 0))
    return " ".join(written)


def organisation_name(text: str) -> str:
    """Write an organisation's name: "Summit Physical Therapy of St Paul, LLC"."""
    words = stated(text).split()
    written = [_firm_word(word, is_first=not index) for index, word in enumerate(words)]
    return " ".join(written)[:NAME_LENGTH].rstrip()


def _words(text: str) -> list[str]:
    """The words of a person's name; an apostrophe at a word's end stands for an accent and goes."""
    words = (word.lstrip(",").rstrip("',") for word in stated(text).split())
    return [word for word in words if any(char.isalnum() for char in word)]


def _given_word(word: str, how_many: int) -> str:
    bare = word.strip(".,")
    if len(bare) == 1 and bare.isalpha():
        return upper(bare) + "."
    if len(bare) == 2 and how_many == 1 and bare.isalpha() and not _VOWELS & set(bare.upper()):
        return upper(bare)
    return recase(word)


def _joined(words: list[str]) -> list[str]:
    """Give O Brien and D Angelo the apostrophe that the registry's form took from them."""
    if len(words) > 1 and words[0].upper() in {"O", "D"} and len(words[1]) > 2:
        return [f"{words[0]}'{words[1]}", *words[2:]]
    return words


def _particle_length(words: list[str]) -> int:
    """How many words at the start are particles, as long as a name follows them."""
    text = " ".join(words).lower()
    lengths = (len(particle.split()) for particle in _PARTICLES if text.startswith(f"{particle} "))
    return max(lengths, default=0)


def _surname_word(word: str, *, is_first: bool) -> str:
    bare = re.sub(r"[.,]", "", word).upper()
    if not is_first and bare in _NUMERALS | _LETTERED:
        return bare
    if not is_first and bare in {"JR", "SR"}:
        return _SUFFIXES[bare]
    return recase(word)


def _suffix(text: str) -> str:
    bare = re.sub(r"[^A-Z]", "", stated(text).upper())
    return _SUFFIXES.get(bare, "")


def _firm_word(word: str, *, is_first: bool) -> str:
    bare = re.sub(r"[.,()]", "", word)
    if not (word.isupper() or word.islower()):
        return word
    if bare.lower() in _SMALL and not is_first and bare == word:
        return word.lower()
    if bare.upper() in _FIRMS or _is_acronym(bare.upper()):
        return upper(word)
    return recase(word)


def _is_acronym(word: str) -> bool:
    """Tell RMC and BCPT, which nobody can pronounce, from words."""
    short = 2 <= len(word) <= 5 and word.isalpha() and word.isascii()
    return short and not _VOWELS & set(word) and word not in _PRONOUNCED
