"""What a visitor may be about to ask: terms of the vocabularies, and people by name."""

from __future__ import annotations

from bisect import bisect_left
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from directory.practitioners.vocabulary import vocabulary
from directory.search.engine import SearchUnavailable
from directory.search.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.search.engine import SearchEngine

MOST_TERMS = 5
MOST_PEOPLE = 3
SHORTEST = 2
"""Letters that must be typed before anything is suggested."""

PERSON = "person"
"""The kind of a suggestion that is somebody's name."""

_VOCABULARIES = ("condition", "modality", "profession", "method")
"""What is suggested, what hurts first."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to search for.

    Attributes:
        text: What to search for, as read.
        kind: The vocabulary it is from, or `PERSON`.
        also: The other word for it that was typed, if it was not its own.
    """

    text: str
    kind: str
    also: str = ""


class _Way(IntEnum):
    """How what was typed stands in a term, the surest first."""

    BEGINS_OR_IS = 0
    BEGINS_WORD = 1
    BEGINS_OTHER = 2
    BEGINS_WORD_OF_OTHER = 3


class _Entry(NamedTuple):
    """The rest of a phrase from one of its words on, and the term it stands for."""

    rest: str
    way: _Way
    order: int
    suggestion: Suggestion


def suggest(engine: SearchEngine, text: str) -> tuple[Suggestion, ...]:
    """List what may be meant: at most `MOST_TERMS` terms, then at most `MOST_PEOPLE` people.

    Args:
        engine: Knows what people are called; while it cannot answer, terms come alone.
        text: What was typed so far.
    """
    asked = words(text)
    if sum(map(len, asked)) < SHORTEST:
        return ()
    names: tuple[str, ...] = ()
    with suppress(SearchUnavailable):
        names = engine.names(asked, MOST_PEOPLE)
    return (*_terms(" ".join(asked)), *(Suggestion(name, PERSON) for name in names))


def _terms(beginning: str) -> list[Suggestion]:
    """Terms of which a word begins so, each once, by the surest way it was found."""
    found: dict[str, Suggestion] = {}
    entries = sorted(_found(beginning), key=lambda entry: (_way(entry, beginning), entry.order))
    for entry in entries:
        found.setdefault(entry.suggestion.text, entry.suggestion)
    return list(found.values())[:MOST_TERMS]


def _way(entry: _Entry, beginning: str) -> _Way:
    is_whole = entry.way is _Way.BEGINS_OTHER and entry.rest == beginning
    return _Way.BEGINS_OR_IS if is_whole else entry.way


def _found(beginning: str) -> Iterator[_Entry]:
    entries = _entries()
    for at in range(bisect_left(entries, (beginning,)), len(entries)):
        if not entries[at].rest.startswith(beginning):
            break
        yield entries[at]


@cache
def _entries() -> list[_Entry]:
    """Every word of every label and other word, sorted."""
    terms = (
        (name, entry.label, phrase)
        for name in _VOCABULARIES
        for entry in vocabulary(name)
        for phrase in (entry.label, *entry.also)
    )
    return sorted(
        entry
        for order, (name, label, phrase) in enumerate(terms)
        for entry in _rests(order, phrase, Suggestion(label, name, _other(phrase, label)))
    )


def _other(phrase: str, label: str) -> str:
    return "" if phrase == label else phrase


def _rests(order: int, phrase: str, suggestion: Suggestion) -> Iterator[_Entry]:
    folded = words(phrase)
    for at in range(len(folded)):
        way = _Way(2 * bool(suggestion.also) + bool(at))
        yield _Entry(" ".join(folded[at:]), way, order, suggestion)
