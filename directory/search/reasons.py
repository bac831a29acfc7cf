"""Why a hit stands where it does, in facts that the listing itself shows. Pure."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from directory.practitioners.vocabulary import vocabulary
from directory.search.document import crafts_of, terms_of
from directory.search.results import Reason
from directory.search.whoosh_schema import term
from directory.search.words import STOP_WORDS, cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.practitioners.models import Location, Practitioner
    from directory.search.query import Filters, Hit, Phrase, TermGroup, Text

MAX_MATCHES = 3
"""Matches named on a card; more would not be read."""

_NAMES = frozenset({"name", "practice"})
_LABELLED = ("method", "modality", "condition", "region", "stage")


def reasons_for(
    practitioner: Practitioner,
    location: Location | None,
    hit: Hit,
    text: Text,
    filters: Filters,
) -> tuple[Reason, ...]:
    """What to say on a card, the most telling first."""
    return (
        *matches(practitioner, text),
        *([Reason("method_unstated")] if "text" in hit.unstated else []),
        *_payers(practitioner, location, filters),
        *_score(practitioner),
        *([Reason("evening")] if practitioner.evening_hours else []),
        *([] if hit.distance_km is None else [Reason("near", {"km": hit.distance_km})]),
    )


def matches(practitioner: Practitioner, text: Text) -> list[Reason]:
    """Where the listing has what was asked for, in the listing's own words."""
    found: dict[tuple[str, str], None] = {}
    shown = list(_shown(practitioner))
    for group in text.groups:
        place = _first_match(shown, group)
        if place:
            found[place] = None
    return [Reason("match", {"field": field, "words": words}) for field, words in found][
        :MAX_MATCHES
    ]


def _shown(practitioner: Practitioner) -> Iterator[tuple[str, str]]:
    """Fields and texts of a listing, where a match says most first."""
    for name in _LABELLED:
        for key in practitioner.keys(name):
            yield name, vocabulary(name).label(key)
    for craft in crafts_of(practitioner):
        yield "profession", craft
    for term_words in terms_of(practitioner):
        yield "terms", term_words
    yield "name", practitioner.name
    for place in practitioner.locations:
        yield "practice", place.name
    yield "bio", practitioner.bio
    for stated in practitioner.terms:
        if stated.note:
            yield "bio", stated.note


def _first_match(shown: list[tuple[str, str]], group: TermGroup) -> tuple[str, str] | None:
    """The first text that has a member of the group, whole members before single words."""
    for member in sorted(group.members, key=lambda member: -member.weight):
        for field, text in shown:
            words = _found_in(text, member.phrase, "name" if field in _NAMES else "bio")
            if words:
                return field, words if field == "bio" else text
    return None


def _found_in(text: str, phrase: Phrase, indexed_as: str) -> str:
    """The words of a text that a phrase matches, as they stand there; empty if it does not."""
    wanted = f" {' '.join(term(indexed_as, word) for word in phrase)} "
    for line in text.splitlines():
        terms, spans = _cut(line, indexed_as)
        at = terms.find(wanted)
        if at >= 0:
            first = terms.count(" ", 0, at)
            return line[spans[first][0] : spans[first + len(phrase) - 1][1]]
    return ""


@lru_cache(maxsize=2_048)
def _cut(line: str, indexed_as: str) -> tuple[str, list[tuple[int, int]]]:
    """The indexed terms of a line, each between two spaces, and where each stands in it.

    Kept, because labels come again on nearly every card and every group looks at every line.
    """
    content = [word for word in cut(line) if word.text not in STOP_WORDS]
    terms = "".join(f"{term(indexed_as, word.text)} " for word in content)
    return f" {terms}", [(word.start, word.end) for word in content]


def _score(practitioner: Practitioner) -> list[Reason]:
    if practitioner.score is None:
        return []
    values = {
        "score": practitioner.score,
        "low": practitioner.score_low,
        "high": practitioner.score_high,
        "members": practitioner.score_members,
    }
    return [Reason("score", values)]


def _payers(
    practitioner: Practitioner, location: Location | None, filters: Filters
) -> list[Reason]:
    """Which of the payers asked for are taken: at this place, or else at which other one."""
    wanted = filters.chosen.get("payment", frozenset())
    here = [payer.payer for payer in location.payers] if location else []
    elsewhere = {
        payer.payer: place.city for place in practitioner.locations for payer in place.payers
    }
    return [
        Reason("payer", {"label": vocabulary("payer").label(key)})
        if key in here
        else Reason("payer_elsewhere", {"label": vocabulary("payer").label(key), "city": city})
        for key, city in elsewhere.items()
        if key in wanted
    ]
