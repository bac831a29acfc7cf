"""Finds what a text names: a town, a state, a country, or the town of a street address."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from directory.geo.choice import Hit, ordered
from directory.geo.folding import fold, lengthened
from directory.geo.naming import (
    ALIKE,
    WELL_KNOWN,
    has_head,
    parts_dropped,
    weighed,
    without_own_counties,
)
from directory.geo.question import answer, kilometres_apart
from directory.geo.reading import (
    Reading,
    address_readings,
    lies_within,
    named_within,
    parts_of,
    phrases,
    turned_readings,
    whole_readings,
    without_brackets,
)
from directory.geo.schema import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from directory.geo.place import Place, Resolution
    from directory.geo.question import Question
    from directory.geo.reading import Words
    from directory.geo.store import Reader

NEIGHBOUR_KM = 60.0
"""What stands before a town and is a town itself belongs to it within this distance."""

MOST_SUGGESTIONS = 5
MOST_NAMES = 3
LONGEST_CODE = 3
_WORDS = frozenset(["am", "as", "at", "be", "by", "do", "is", "it", "my", "no", "so", "to"])
"""Codes of countries that are words: in small letters they are taken for these."""

_NOT_SUGGESTED = {Kind.PLACE_OTHER, Kind.REGION_CODE, Kind.COUNTRY_CODE}
_PRECISION_OF_MARK = {"city": "city", "country": "country"}


def resolve_name(reader: Reader, question: Question) -> Resolution | None:
    """Find what a text names, if anything does; a name outside the state named does not count."""
    parts, mark = parts_of(question.text)
    if not parts:
        return None
    for reading in _whole_readings(reader, question.text, parts):
        hits = [hit for hit in _hits(reader, reading, mark) if _is_typed(hit, reading, question)]
        if hits:
            return _answer(hits, reading, question)
    for reading in address_readings(parts, reader.edition.areas):
        hits = [hit for hit in _hits(reader, reading, mark) if _may_end(hit, reading)]
        hits, sure = _with_lead(reader, reading, hits)
        if hits:
            return answer(hits, question, sure=sure)
    return None


def _whole_readings(reader: Reader, text: str, parts: tuple[Words, ...]) -> Iterator[Reading]:
    """Read brackets as a part of the name first: "Frankfurt (Oder)", then as its state."""
    bare = parts_of(without_brackets(text)).parts
    if bare != parts:
        yield from whole_readings(bare, reader.edition.areas)
    yield from whole_readings(parts, reader.edition.areas)
    for reading in turned_readings(parts, reader.edition.areas):
        if len(parts) > 1 or not _leads_in_small_letters(text, reading):
            yield reading


def _leads_in_small_letters(text: str, reading: Reading) -> bool:
    """Tell a code in front from a word like it: "OR Portland", but not "La Crosse"."""
    first = text.split(maxsplit=1)[0]
    return len(reading.lead[0]) <= LONGEST_CODE and (not first.isupper() or text.isupper())


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
    rest, within = named_within(parts, reader.edition.areas, keep=1)
    names = list(dict.fromkeys(" ".join(part) for part in rest))[:MOST_NAMES]

    def fits(hit: Hit) -> bool:
        return lies_within(hit.key, within)

    found = list(_queries(reader, names, question))
    if not found and not uncovered_country(reader, question):
        speller = reader.edition.speller
        near = [spelled for name in names for spelled in speller.near(name, MOST_SUGGESTIONS)]
        found = list(_queries(reader, near, question, fits)) or list(
            _queries(reader, near, question)
        )
    found += _queries(reader, phrases(rest), question, fits)
    return tuple(dict.fromkeys(found))[:MOST_SUGGESTIONS]


def larger_spelled_alike(reader: Reader, question: Question) -> tuple[Place, ...]:
    """List well-known towns whose names are one or two slips from the one typed."""
    names = reader.edition.speller.near(fold(question.text), MOST_SUGGESTIONS)
    hits = [hit for name in names for hit in reader.named(name)]
    cities = [
        hit
        for hit in hits
        if hit.kind is Kind.PLACE and hit.people >= WELL_KNOWN and not hit.is_area
    ]
    ranked = ordered(cities, hint=question.hint, near=question.near)
    return tuple(hit.place for hit in ranked[:MOST_NAMES])


def _hits(reader: Reader, reading: Reading, mark: str) -> list[Hit]:
    """Find what bears the name in the areas named, by itself or with what tells it apart."""
    wanted = _PRECISION_OF_MARK.get(mark, "admin1")

    def fits(hit: Hit) -> bool:
        lies = lies_within(hit.key, reading.within)
        return lies and (not mark or hit.place.precision == wanted)

    found: list[Hit] = []
    for name in dict.fromkeys((reading.name, lengthened(reading.name))):
        hits = weighed([hit for hit in reader.named(name) if fits(hit)], name)
        longer = [hit for hit in reader.headed(name) if fits(hit)] if has_head(name) else []
        found += [*hits, *parts_dropped(longer, hits)]
    if all(hit.kind is Kind.PLACE_OTHER for hit in found):
        found += [hit for hit in _namesakes(reader, found) if fits(hit)]
    return without_own_counties(found)


def _namesakes(reader: Reader, hits: list[Hit]) -> Iterator[Hit]:
    """Find what bears the first name of towns of which only a wrong spelling was typed.

    "Mancester" is on record for one Manchester, and may mean any.
    """
    known = {hit.place for hit in hits}
    for name in {fold(hit.place.name) for hit in hits if hit.likeness >= ALIKE}:
        for hit in reader.named(name):
            if hit.kind is Kind.PLACE and hit.place not in known:
                yield hit._replace(kind=Kind.PLACE_OTHER, likeness=ALIKE)


def _answer(hits: list[Hit], reading: Reading, question: Question) -> Resolution:
    states = {key for options in reading.within for key in options if key[1] is not None}
    resolution = answer(hits, question, towns_first=bool(states))
    in_state = [hit.place for hit in hits if hit.key in states]
    if in_state and resolution.place not in in_state:  # "London, CA": California or Canada?
        return replace(resolution, confident=False)
    return resolution


def _is_typed(hit: Hit, reading: Reading, question: Question) -> bool:
    """Tell a code from a word that is shortened like it, or stands in code: "Saint" is not ST."""
    text = question.text.casefold()
    if hit.kind not in {Kind.REGION_CODE, Kind.COUNTRY_CODE}:
        return True
    if any(letter.isdigit() for letter in text) and not reading.within:
        return False
    if hit.kind is Kind.REGION_CODE:
        return (hit.place.admin1_code or "").casefold() in text.replace(".", "")
    if reading.name in _WORDS and not reading.within:
        return question.text.isupper()
    return len(reading.name) <= LONGEST_CODE or hit.place.country.casefold() in text.split()


def _may_end(hit: Hit, reading: Reading) -> bool:
    """Tell whether a place may end an address: the ST of "Main St" is no state."""
    is_code = hit.kind in {Kind.REGION_CODE, Kind.COUNTRY_CODE}
    return not (hit.is_area and reading.towns_only) and (
        not is_code or len(reading.name) <= LONGEST_CODE
    )


def _with_lead(reader: Reader, reading: Reading, hits: list[Hit]) -> tuple[list[Hit], bool]:
    """Weigh what stands before the town: a street, a quarter of the town, or another town."""
    if not hits or reading.is_address:
        return hits, True
    lead = [hit for hit in reader.named(" ".join(reading.lead)) if not hit.is_area]
    largest = max(hits, key=lambda hit: hit.place.population)
    quarters = [hit for hit in lead if kilometres_apart(hit.place, largest.place) <= NEIGHBOUR_KM]
    if quarters:
        return quarters, False
    if lead and not reading.within:
        return [], False  # "Springfield, Denver": there is no telling which
    return hits, bool(reading.within)


def _queries(
    reader: Reader,
    names: Iterable[str],
    question: Question,
    fits: Callable[[Hit], bool] = lambda _: True,
) -> Iterator[str]:
    """Write out the likeliest places of each name, by their first names only."""
    for name in names:
        hits = [hit for hit in reader.named(name) if fits(hit) and hit.kind not in _NOT_SUGGESTED]
        ranked = ordered(hits, hint=question.hint, near=question.near)
        yield from (hit.place.query for hit in ranked[:3])
