"""Places for what somebody has typed so far: the beginning of a name, or of a postal code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from directory.geo.beginnings import ABROAD, OTHER_NAME, SHORTEST
from directory.geo.folding import fold, folds
from directory.geo.naming import RELATED, weighed
from directory.geo.place import SHORT_COUNTRIES
from directory.geo.schema import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from directory.geo.choice import Hit
    from directory.geo.place import Place
    from directory.geo.question import Question
    from directory.geo.store import Reader

MOST = 7
"""Suggestions at a time: as many as stand above the keyboard of a phone, with a scroll."""

SHORTEST_CODE = 3
"""Characters of a postal code that must be typed: fewer say hardly anything."""

EXACT = 10
"""A place whose whole name was typed counts as so many times larger: York before Yorkton."""

AT_HOME = 4
"""So does one in the visitor's own country, lightly: London stays on the Thames for Canadians."""

SHORTEST_OTHER = 4
"""Letters of a name that is not the first one: "ba" is not Bayern, "bava" is."""

AREA = 10
"""A state or country counts as so many times smaller: a town is looked for more often."""

MOST_TRIED = 30
"""Candidates that are tried before the list is taken to be complete."""

_CODE = re.compile(r"(?=.*\d)[a-z\d]+(?:[ -][a-z\d]+)?", re.ASCII | re.IGNORECASE)


class _Candidate(NamedTuple):
    """A place with how it was found: by the whole of a name, and by that of its label."""

    hit: Hit
    exact: bool
    by_first_name: bool


def suggested(
    reader: Reader, question: Question, leads_to: Callable[[Place], bool]
) -> tuple[Place, ...]:
    """List the places that may be meant, likeliest first, at most `MOST`.

    Args:
        reader: Of the place file.
        question: What was typed so far, and the country whose places come a little earlier.
        leads_to: Tells whether a place's own `query` finds that place: what is picked must.
    """
    found: list[Place] = []
    for tried, place in enumerate(_distinct(_likeliest(reader, question))):
        if len(found) == MOST or tried == MOST_TRIED:
            break
        if leads_to(place):
            found.append(place)
    return tuple(found)


def _distinct(places: Iterable[Place]) -> Iterator[Place]:
    """Leave out what could not be told apart from an earlier place by what is shown of it."""
    seen: set[str] = set()
    for place in places:
        if place.query not in seen:
            seen.add(place.query)
            yield place


def _likeliest(reader: Reader, question: Question) -> list[Place]:
    if _CODE.fullmatch(question.text):
        return _postal(reader, question)
    name, comma, rest = question.text.partition(",")
    folded, within = fold(name), fold(rest)
    if len(folded) < SHORTEST:
        return []
    candidates = _named(reader, folded)
    if comma:
        candidates = [one for one in candidates if one.exact or not within]
    if not candidates:  # "portland or" is on its way to Portland, Oregon
        folded, _, within = folded.rpartition(" ")
        candidates = [one for one in _named(reader, folded) if one.exact] if folded else []
    fitting = [one for one in candidates if _lies_in(one.hit.place, within)]
    abroad = reader.edition.abroad
    fitting.sort(key=lambda one: -_weight(one, question.hint, abroad))
    return [one.hit.place for one in fitting]


def _named(reader: Reader, folded: str) -> list[_Candidate]:
    """Find what bears the name, then what only begins so."""
    whole = [hit for hit in reader.named(folded) if _is_telling(hit)]
    found = [
        _Candidate(hit, exact=True, by_first_name=_begins(hit, folded) or hit.is_area)
        for hit in weighed(whole, folded)
    ]
    for full, hit in reader.beginning(folded):
        first = hit.kind is not Kind.PLACE_OTHER and _begins(hit, folded)
        if first:
            found.append(_Candidate(hit, exact=False, by_first_name=True))
        elif len(folded) >= SHORTEST_OTHER and not _is_style(full):
            (taken,) = weighed([hit], full)
            found.append(_Candidate(taken, exact=False, by_first_name=False))
    return [one for one in found if not _is_stray(one.hit)]


def _begins(hit: Hit, folded: str) -> bool:
    """Tell a first name from a nickname: "Cowtown" is no beginning of Calgary."""
    return any(form.startswith(folded) for form in folds(hit.place.name))


def _is_style(full: str) -> bool:
    """Tell a title from a name: "municipality of Middletown", "Commonwealth of Australia"."""
    return full.split()[1:2] == ["of"]


def _is_telling(hit: Hit) -> bool:
    """Tell whether letters alone stand for it: codes do where its people say towns by them."""
    is_code = hit.kind in {Kind.REGION_CODE, Kind.COUNTRY_CODE}
    return not is_code or hit.place.country in SHORT_COUNTRIES


def _is_stray(hit: Hit) -> bool:
    return hit.kind is Kind.PLACE_OTHER and not hit.foreign and hit.likeness < RELATED


def _lies_in(place: Place, within: str) -> bool:
    """Tell whether a folded text begins like what follows the name in the place's label."""
    if not within:
        return True
    region, country = fold(place.admin1 or ""), fold(place.country_name)
    ways = (f"{region} {country}", f"{place.admin1_code or ''} {country}", country, place.country)
    return any(way.casefold().startswith(within) for way in ways)


def _weight(candidate: _Candidate, hint: str | None, abroad: frozenset[int]) -> float:
    hit = candidate.hit
    weight = float(hit.place.population + 1)
    if candidate.exact:
        weight *= EXACT
    if hit.place.country == hint:
        weight *= AT_HOME
    elif hit.key[0] in abroad:
        weight /= ABROAD
    if not candidate.by_first_name:
        weight /= OTHER_NAME
    return weight / AREA if hit.is_area else weight


def _postal(reader: Reader, question: Question) -> list[Place]:
    code = re.sub("[ -]", "", question.text).upper()
    if len(code) < SHORTEST_CODE:
        return []
    spaced = not question.text.isalnum()

    def rank(place: Place) -> tuple[bool, bool]:
        joined = (place.postal_code or "").isalnum()
        return question.hint not in {None, place.country}, spaced and joined

    return sorted((hit.place for hit in reader.postal_beginning(code)), key=rank)
