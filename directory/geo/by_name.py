"""Finds what a text names: a town, a state, a country, or the town of a street address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.geo.choice import Hit, ordered
from directory.geo.folding import fold, lengthened
from directory.geo.question import answer, kilometres_apart
from directory.geo.reading import (
    Reading,
    address_readings,
    lies_within,
    named_within,
    parts_of,
    phrases,
    whole_readings,
)
from directory.geo.spelling import near_spellings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from directory.geo.place import Resolution
    from directory.geo.question import Question
    from directory.geo.store import Reader

NEIGHBOUR_KM = 60.0
"""What stands before a town and is a town itself belongs to it within this distance."""

RIVAL_ABROAD = 1_000
"""People from which a town in the other country that "CA" may stand for is worth a question."""

MOST_SUGGESTIONS = 5
_PRECISION_OF_MARK = {"city": "city", "country": "country"}


def resolve_name(reader: Reader, question: Question) -> Resolution | None:
    """Find what a text names, if anything does; a name outside the state named does not count."""
    parts, mark = parts_of(question.text)
    if not parts:
        return None
    for reading in whole_readings(parts, reader.edition.areas):
        hits = _hits(reader, reading, mark)
        if hits:
            return _answer(hits, reading, question)
    for reading in address_readings(parts, reader.edition.areas):
        hits = [hit for hit in _hits(reader, reading, mark) if not _excluded(hit, reading)]
        hits, sure = _with_lead(reader, reading, hits)
        if hits:
            return answer(hits, question, sure=sure)
    return None


def uncovered_country(reader: Reader, question: Question) -> str | None:
    """Name the country that a text asks for, where only its name is known."""
    parts, _ = parts_of(question.text)
    for size in range(min(len(parts[-1]), 4) if parts else 0, 0, -1):
        folded = " ".join(parts[-1][-size:])
        name = reader.edition.uncovered_country(folded)
        if name and (len(parts) > 1 or len(parts[-1]) == size) and fold(name) == folded:
            return name
    return None


def suggestions(reader: Reader, question: Question) -> tuple[str, ...]:
    """List texts that resolve and may have been meant: the name elsewhere, or spelled otherwise."""
    parts, _ = parts_of(question.text)
    rest, within = named_within(parts, reader.edition.areas)
    name = " ".join(rest[-1]) if rest else ""
    spelled = near_spellings(name, reader.edition.spelled, reader.edition.letters, MOST_SUGGESTIONS)
    found: dict[str, None] = {}
    for candidates in (
        _elsewhere(reader, [name], question),
        _elsewhere(reader, spelled, question, lambda hit: lies_within(hit.key, within)),
        _elsewhere(reader, phrases(rest), question, lambda hit: lies_within(hit.key, within)),
        _elsewhere(reader, spelled, question),
    ):
        found |= dict.fromkeys(candidates)
    return tuple(found)[:MOST_SUGGESTIONS]


def _hits(reader: Reader, reading: Reading, mark: str) -> list[Hit]:
    names = dict.fromkeys((reading.name, lengthened(reading.name)))
    hits = (hit for name in names for hit in reader.named(name))
    wanted = _PRECISION_OF_MARK.get(mark, "admin1")
    return [
        hit
        for hit in hits
        if lies_within(hit.key, reading.within) and (not mark or hit.place.precision == wanted)
    ]


def _answer(hits: list[Hit], reading: Reading, question: Question) -> Resolution:
    towns_first = any(region is not None for options in reading.within for _, region in options)
    countries = {hit.key[0] for hit in hits if hit.is_area or hit.place.population >= RIVAL_ABROAD}
    ambiguous = any(len(options) > 1 for options in reading.within) and len(countries) > 1
    return answer(hits, question, sure=not ambiguous, towns_first=towns_first)


def _excluded(hit: Hit, reading: Reading) -> bool:
    return reading.towns_only and hit.is_area


def _with_lead(reader: Reader, reading: Reading, hits: list[Hit]) -> tuple[list[Hit], bool]:
    """Weigh what stands before the town: a street, a quarter of the town, or another town."""
    if not hits or reading.is_address:
        return hits, True
    lead = [hit for hit in reader.named(" ".join(reading.lead)) if not hit.is_area]
    quarters = [hit for hit in lead if any(_are_neighbours(hit, other) for other in hits[:20])]
    if quarters:
        return quarters, False
    if lead and not reading.within:
        return [], False  # "Springfield, Denver": there is no telling which
    return hits, bool(reading.within)


def _are_neighbours(one: Hit, other: Hit) -> bool:
    return kilometres_apart(one.place, other.place) <= NEIGHBOUR_KM


def _elsewhere(
    reader: Reader,
    names: Iterable[str],
    question: Question,
    fits: Callable[[Hit], bool] = lambda _: True,
) -> Iterator[str]:
    for name in names:
        hits = [hit for hit in reader.named(name) if fits(hit)]
        ranked = ordered(hits, hint=question.hint, near=question.near)
        yield from (hit.place.query for hit in ranked[:3])
