"""Finds the postal code in a text, and believes it only where the rest of the text agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from directory.geo.by_name import resolve_name
from directory.geo.place import Resolution
from directory.geo.postcodes import CodeReading, Strength, code_readings
from directory.geo.question import MOST_ALTERNATIVES, Question, kilometres_apart
from directory.geo.reading import Within, lies_within, named_within, parts_of, phrases
from directory.geo.schema import Kind

if TYPE_CHECKING:
    from directory.geo.choice import Hit
    from directory.geo.store import Reader

SAME_TOWN_KM = 30.0
"""A code and a town of the text belong together within this distance."""

CODE_LAST = frozenset({"US", "CA", "GB", "AU", "NZ", "IE", "PR", "GU", "VI", "AS", "MP"})
"""Countries that never write the code first: there, a number in front is a house number."""


class _Context(NamedTuple):
    """What the text says beside the code."""

    within: Within
    towns: list[Hit]
    is_empty: bool
    is_area: bool
    is_town: bool


def resolve_code(reader: Reader, question: Question) -> Resolution | None:
    """Find the postal code in a text, if there is one to be believed.

    Where code and state contradict each other the code wins, but is not sure: people mistype a
    state less often than they copy a code, and the answer offers both.
    """
    for reading in code_readings(question.text):
        hits = _hits(reader, reading)
        if hits:
            context = _context(reader, reading.rest)
            believed = [(hit, _belief(hit, reading, context)) for hit in hits]
            found = [(hit, sure) for hit, sure in believed if sure is not None]
            if found:
                return _answer(reader, question, reading, found)
    return None


def _hits(reader: Reader, reading: CodeReading) -> list[Hit]:
    for code in reading.codes:
        hits = reader.postal(code)
        if reading.countries:
            hits = [hit for hit in hits if hit.place.country in reading.countries]
        if reading.spaced:
            hits = [hit for hit in hits if not (hit.place.postal_code or "").isalnum()]
        if hits:
            return hits
    return []


def _context(reader: Reader, rest: str) -> _Context:
    parts, _ = parts_of(rest)
    left, within = named_within(parts, reader.edition.areas)
    names = dict.fromkeys(phrases((*left, *parts)))
    towns = [hit for name in names for hit in reader.named(name) if not hit.is_area]
    is_town = len(left) == 1 and any(
        hit.kind is Kind.PLACE and not hit.is_area for hit in reader.named(" ".join(left[0]))
    )
    return _Context(within, towns, not parts, bool(within and not left), is_town)


def _belief(hit: Hit, reading: CodeReading, context: _Context) -> bool | None:
    """Tell whether the text confirms a code, leaves it doubtful, or (`None`) speaks against it."""
    if context.is_empty:
        return True
    inside = lies_within(hit.key, context.within)
    if any(kilometres_apart(hit.place, town.place) <= SAME_TOWN_KM for town in context.towns):
        return inside
    if reading.leads and hit.place.country in CODE_LAST and not context.is_area:
        return False if context.is_town and reading.strength is Strength.LIKELY else None
    if context.within and inside:
        return True
    if reading.strength is Strength.SURE:
        return inside and not context.towns  # "Denver SW1A 1AA" cannot be right
    is_zip = hit.place.country == "US" and reading.strength is Strength.LIKELY
    alone = context.is_area or context.is_town
    return False if is_zip and (reading.trails or alone) else None


def _answer(
    reader: Reader, question: Question, reading: CodeReading, found: list[tuple[Hit, bool]]
) -> Resolution:
    hint = question.hint
    found = [item for item in found if item[1]] or found
    found.sort(key=lambda item: (not item[1], hint not in {None, item[0].place.country}))
    places = [hit.place for hit, _ in found]
    by_hint = hint is not None and places[0].country == hint
    sure = found[0][1] and (by_hint or len([1 for _, sure in found if sure]) == 1)
    if not sure and reading.rest:
        named = resolve_name(reader, question._replace(text=reading.rest))
        places += [named.place] if named else []
    return Resolution(places[0], tuple(places[1 : MOST_ALTERNATIVES + 1]), sure)
