"""Places among the words of a question: "physio in Denver", with nothing said under "where"."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from directory.geo.failures import GeocodingError
from directory.geo.folding import fold
from directory.search.results import PlaceNamed
from directory.search.words import cut, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from directory.geo.finder import PlaceFinder
    from directory.geo.place import Place
    from directory.search.words import Word

MOST_LOOKED_UP = 8
"""Rows of up to three words of a question that are looked up as towns at most."""

LEAST_PEOPLE = 10_000
"""People of the smallest town that is read out of a question: there are towns called Home."""

_SAID = re.compile(
    r"^(?P<rest>.*\S)[\s,]+(?:in|near|around|close\s+to)\s+(?P<place>[^\"]{2,60})$", re.IGNORECASE
)


def said_at_the_end(
    question: str, places: PlaceFinder, trade: Collection[str]
) -> PlaceNamed | None:
    """The place that a question ends with, after "in" or "near".

    Args:
        question: As typed.
        places: Looks names up; no server is asked.
        trade: Folded words that are not read as a place: "pain in the heel".
    """
    match = _SAID.match(question.strip().rstrip("?!."))
    if not match or any(word in trade for word in words(match["place"])):
        return None
    place = town_called(places, match["place"])
    return PlaceNamed(place, match["rest"].rstrip(" ,"), taken=True) if place else None


def among(question: str, names: Collection[str], places: PlaceFinder) -> PlaceNamed | None:
    """Words of a question that are the name of a town, the longest first, and it without them.

    Args:
        question: As typed.
        names: Folded words of it that may be of a name.
        places: Looks names up; no server is asked.
    """
    for window in islice(_windows(list(cut(question)), names), MOST_LOOKED_UP):
        start, end = window[0].start, window[-1].end
        place = town_called(places, question[start:end])
        if place:
            rest = f"{question[:start].rstrip(' ,')} {question[end:].lstrip(' ,')}"
            return PlaceNamed(place, rest.strip(), taken=False)
    return None


def _windows(found: list[Word], names: Collection[str]) -> Iterator[list[Word]]:
    for size in (3, 2, 1):
        for at in range(len(found) - size + 1):
            window = found[at : at + size]
            if all(word.text in names for word in window):
                yield window


def town_called(places: PlaceFinder, text: str) -> Place | None:
    """The largest place of just that name ("Denver", "Portland, Maine"), if it is large enough."""
    try:
        found = places.suggest(text)
    except GeocodingError:
        return None
    for place in found:
        called = {fold(place.name), fold(place.label), fold(f"{place.name} {place.admin1_code}")}
        if fold(text) in called and (place.area or place.population >= LEAST_PEOPLE):
            return place
    return None
