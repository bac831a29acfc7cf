"""Finds what may be a postal code in a typed place. Pure.

The forms are those of the Universal Postal Union's "Postal addressing systems in member
countries". A form proves little: house numbers look like codes too, so each reading says how much
it takes to believe it.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_READINGS = 12


class Strength(IntEnum):
    """How sure it is that something of this form is a postal code."""

    WEAK = 0
    LIKELY = 1
    SURE = 2


class CodeReading(NamedTuple):
    """Part of a text taken as a postal code.

    Attributes:
        codes: Letters and digits, capitals; what to look for first, then shorter forms.
        countries: ISO codes of the countries that write codes so; empty for any.
        spaced: Whether there is a gap in it, as in "624 66".
        strength: How far the form alone can be believed.
        rest: The text without it.
        leads: Whether it stands at the very beginning.
        trails: Whether nothing but areas can follow it: it stands at the end of its part.
    """

    codes: tuple[str, ...]
    countries: frozenset[str]
    spaced: bool
    strength: Strength
    rest: str
    leads: bool
    trails: bool


_UNITED_STATES = frozenset({"US", "PR", "GU", "VI", "AS", "MP"})
_CAR_SIGNS = {
    "A": "AT",
    "B": "BE",
    "D": "DE",
    "E": "ES",
    "F": "FR",
    "I": "IT",
    "N": "NO",
    "S": "SE",
}

_FORMS: tuple[tuple[re.Pattern[str], frozenset[str], Strength], ...] = tuple(
    (re.compile(rf"(?<![\w-]){pattern}(?![\w-])", re.ASCII | re.IGNORECASE), countries, strength)
    for pattern, countries, strength in (
        (r"(\d{5})-?\d{4}", _UNITED_STATES, Strength.SURE),
        (r"([A-Z]\d[A-Z])[ -]?\d[A-Z]\d", frozenset({"CA"}), Strength.SURE),
        (r"([A-Z]{1,2}\d[A-Z\d]?) ?\d[A-Z]{2}", frozenset({"GB", "JE", "GG", "IM"}), Strength.SURE),
        (r"([A-Z]\d[\dW])[ -]?[A-Z\d]{4}", frozenset({"IE"}), Strength.WEAK),
        (r"(?P<sign>[A-Z]{1,2})-(\d{4,5})", frozenset(), Strength.LIKELY),
        (r"(\d{5})", frozenset(), Strength.LIKELY),
        (r"(\d{4}) ?[A-Z]{2}", frozenset({"NL"}), Strength.WEAK),
        (r"(\d{3,4}|\d{6,7})", frozenset(), Strength.WEAK),
        (r"([A-Z]{1,2}\d[A-Z\d]?)", frozenset({"GB", "JE", "GG", "IM", "CA", "IE"}), Strength.WEAK),
        (r"(\d{2,5}[ -]\d{2,4})", frozenset(), Strength.WEAK),
        (r"([A-Z]{2,3}[ -]?\d{3,5})", frozenset(), Strength.WEAK),
    )
)


def code_readings(text: str) -> list[CodeReading]:
    """List what may be a postal code in a text, the surest forms first. Pure."""
    found = (reading for form in _FORMS for reading in _readings_of(text, *form))
    return [reading for reading, _ in zip(found, range(MOST_READINGS), strict=False)]


def _readings_of(
    text: str, pattern: re.Pattern[str], countries: frozenset[str], strength: Strength
) -> Iterator[CodeReading]:
    for match in pattern.finditer(text):
        sign = (match.groupdict().get("sign") or "").upper()
        allowed = frozenset({_CAR_SIGNS.get(sign, sign)}) if sign else countries
        code = re.sub("[ -]", "", match[match.lastindex or 0]).upper()
        shorter = (code[:-1],) if "GB" in allowed and code[-1:].isalpha() else ()
        before, after = text[: match.start()].rstrip(" ,"), text[match.end() :].lstrip()
        yield CodeReading(
            codes=(code, *shorter),
            countries=allowed,
            spaced=not match[match.lastindex or 0].isalnum(),
            strength=strength,
            rest=(before + after if after.startswith(",") else f"{before} {after}").strip(" ,"),
            leads=not before,
            trails=not after or after.startswith(","),
        )
