"""Takes a typed place apart: what is the town, what the state or country, what only the street. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from directory.geo.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Words = tuple[str, ...]
AreaKey = tuple[int, int | None]
"""Number of the country, and of the region or `None` for all of the country."""

Within = tuple[frozenset[AreaKey], ...]
"""For each state or country named, what it may stand for; a place must lie in one of each."""

MOST_AREAS = 3
LONGEST_NAME = 5
"""Words of a state's or a street address's town that are looked at together."""

_MARK = re.compile(r"\((state|province|region|territory|country|city)\)", re.IGNORECASE)
_SEPARATOR = re.compile(r"[,;()\n]")
_STREETS = """
street road rd avenue ave av boulevard blvd drive dr lane ln way court ct place plaza square sq
highway hwy parkway pkwy circle cir terrace suite unit floor box building bldg hospital clinic
strasse str weg platz allee gasse rue chemin quai via viale piazza corso calle carrer avenida paseo
straat laan plein gatan vagen veien gata katu
"""
_STREET_ENDS = (
    "strasse",
    "str",
    "weg",
    "platz",
    "allee",
    "gasse",
    "straat",
    "laan",
    "gatan",
    "vagen",
    "veien",
    "gata",
    "katu",
)
_STREET_WORDS = frozenset(_STREETS.split())


class Reading(NamedTuple):
    """One way to understand a text.

    Attributes:
        name: The folded name to look for.
        within: Where it has to lie.
        lead: Words before the name that were left out, as a street is.
        apart: Whether a comma stands between them and the name.
        towns_only: Whether only a town may answer to the name.
    """

    name: str
    within: Within = ()
    lead: Words = ()
    apart: bool = False
    towns_only: bool = False

    @property
    def is_address(self) -> bool:
        """Whether what was left out looks like a street address."""
        if self.lead[-1:] == ("saint",):  # "Main St" folds to it
            return True
        return any(word in _STREET_WORDS or not word.isalpha() for word in self.lead)


class Parts(NamedTuple):
    """A text between its commas, folded; and whether it says "(state)" or "(city)"."""

    parts: tuple[Words, ...]
    mark: str


def parts_of(text: str) -> Parts:
    """Cut a text at its commas and fold it; numbers at the end, as of codes, fall away. Pure."""
    marked = _MARK.search(text)
    pieces = _SEPARATOR.split(_MARK.sub("", text))
    parts = [tuple(fold(piece).split()) for piece in pieces]
    parts = [part for part in parts if part]
    while parts and parts[-1][-1].isdigit():
        parts[-1:] = [parts[-1][:-1]] if len(parts[-1]) > 1 else []
    return Parts(tuple(parts), marked[1].lower() if marked else "")


def without_brackets(text: str) -> str:
    """Write what stands in brackets as words of the name, but for "(state)" and its like. Pure."""
    marks = [(mark.start(), mark.end()) for mark in _MARK.finditer(text)]
    return "".join(
        letter if letter not in "()" or any(start <= at < end for start, end in marks) else " "
        for at, letter in enumerate(text)
    )


def lies_within(key: AreaKey, within: Within) -> bool:
    """Tell whether a place of this country and region lies in all the areas named. Pure."""
    return all((key[0], None) in options or key in options for options in within)


def whole_readings(
    parts: tuple[Words, ...], areas: Callable[[str], frozenset[AreaKey]]
) -> list[Reading]:
    """Read a text as a name, followed by its states and countries, with nothing left over. Pure.

    Args:
        parts: From `parts_of`.
        areas: Tells what a folded name may stand for as a state or country.
    """
    found = [
        Reading(" ".join(rest[0]), within)
        for rest, within in _without_areas(parts, areas)
        if len(rest) == 1
    ]
    return found if len(parts) <= 1 else found[::-1]


def turned_readings(
    parts: tuple[Words, ...], areas: Callable[[str], frozenset[AreaKey]]
) -> Iterator[Reading]:
    """Read a text as a state or country, and then a town in it: "OR Portland". Pure.

    Args:
        parts: From `parts_of`.
        areas: Tells what a folded name may stand for as a state or country.
    """
    if len(parts) > 2:
        return
    words = parts[0]
    sizes = (len(words),) if len(parts) > 1 else range(min(len(words) - 1, LONGEST_NAME), 0, -1)
    for size in sizes:
        options = areas(" ".join(words[:size]))
        name = " ".join(parts[1] if len(parts) > 1 else words[size:])
        if options:
            yield Reading(name, (options,), words[:size], towns_only=True)


def address_readings(
    parts: tuple[Words, ...], areas: Callable[[str], frozenset[AreaKey]]
) -> Iterator[Reading]:
    """Read the end of a text as a town, leaving out what stands before it. Pure.

    The states and countries named are believed. Only in an address may the last of them be the
    town itself ("1 Main St, New York"), never after a town: "Denver, Maine" is not Maine.
    """
    readings = list(_without_areas(parts, areas))
    named_areas = max(len(within) for _, within in readings)
    for rest, within in reversed(readings):
        *before, last = rest
        dropped: Words = tuple(word for part in before for word in part)
        for start in range(max(0, len(last) - LONGEST_NAME), len(last)):
            towns_only = len(within) < named_areas
            reading = Reading(
                " ".join(last[start:]), within, dropped + last[:start], start == 0, towns_only
            )
            if reading.is_address or (start == 0 and before and not towns_only):
                yield reading


def named_within(
    parts: tuple[Words, ...], areas: Callable[[str], frozenset[AreaKey]], *, keep: int = 0
) -> tuple[tuple[Words, ...], Within]:
    """Give the text without the states and countries at its end, and those. Pure.

    Args:
        parts: From `parts_of`.
        areas: Tells what a folded name may stand for as a state or country.
        keep: Parts that have to be left over.
    """
    readings = list(_without_areas(parts, areas, keep=keep))
    return max(readings, key=lambda reading: len(reading[1]))


def phrases(parts: tuple[Words, ...]) -> Iterator[str]:
    """List what may be a town's name in the last parts: their beginnings and ends. Pure."""
    for part in parts[-3:]:
        for size in range(min(len(part), LONGEST_NAME), 0, -1):
            yield " ".join(part[-size:])
            if size < len(part):
                yield " ".join(part[:size])


def _without_areas(
    parts: tuple[Words, ...],
    areas: Callable[[str], frozenset[AreaKey]],
    *,
    keep: int = 1,
    within: Within = (),
) -> Iterator[tuple[tuple[Words, ...], Within]]:
    """Take areas off the end one after the other; less taken comes first."""
    yield parts, within
    if len(within) == MOST_AREAS or not parts:
        return
    *before, last = parts
    for size in range(min(len(last), LONGEST_NAME), 0, -1):
        options = frozenset(
            key for key in areas(" ".join(last[-size:])) if _may_lie_within(key, within)
        )
        left = (*before, last[:-size]) if size < len(last) else tuple(before)
        if options and len(left) >= keep:
            yield from _without_areas(left, areas, keep=keep, within=(*within, options))


def _may_lie_within(key: AreaKey, within: Within) -> bool:
    """Tell whether an area fits those named after it: no Washington lies in D.C."""
    return all(
        any(
            key[0] == other[0] and (None in {key[1], other[1]} or key == other) for other in options
        )
        for options in within
    )


def looks_like_address(text: str) -> bool:
    """Tell whether a text names a house in a street, not only a place. Pure.

    It does if a number stands beside a word for a street, as in "12 Main St, Springfield".
    """
    words = [word for part in _SEPARATOR.split(text) for word in fold(part).split()]
    numbers = [word for word in words if word.isdigit() and len(word) <= 5]
    names = [word for word in words if word.isalpha()]
    return bool(numbers) and any(
        word in _STREET_WORDS | {"saint"} or word.endswith(_STREET_ENDS) for word in names
    )
