"""Where phrases stand in a text that is read on a card, as the engine finds them. Pure."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from directory.search.whoosh_schema import term
from directory.search.words import STOP_WORDS, cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.search.query import Phrase

_LINE_END = "\n"


class _Cut(NamedTuple):
    """The indexed terms of a text, each between two spaces, and where each stands in the text."""

    terms: str
    spans: tuple[tuple[int, int], ...]


def occurrences(text: str, phrase: Phrase, field: str) -> Iterator[tuple[int, int]]:
    """Where a phrase stands in a text, in order, as offsets of characters.

    Args:
        text: What the listing says, as written.
        phrase: Folded words, not stemmed.
        field: The text field that the text is indexed in; it decides what counts as the same word.
    """
    terms, spans = _cut(text, field)
    wanted = _terms(phrase, field)
    at = terms.find(wanted)
    while at >= 0:
        first = terms.count(" ", 0, at)
        yield spans[first][0], spans[first + len(phrase) - 1][1]
        at = terms.find(wanted, at + 1)


@lru_cache(maxsize=4_096)
def _terms(phrase: Phrase, field: str) -> str:
    return f" {' '.join(term(field, word) for word in phrase)} "


@lru_cache(maxsize=4_096)
def _cut(text: str, field: str) -> _Cut:
    """Kept, because labels come again on nearly every card, and every phrase looks at every text.

    The end of a line stands among the terms, so that no phrase reaches over it.
    """
    terms: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        for word in cut(line):
            if word.text not in STOP_WORDS:
                terms.append(term(field, word.text))
                spans.append((at + word.start, at + word.end))
        terms.append(_LINE_END)
        at += len(line)
        spans.append((at, at))
    return _Cut(f" {' '.join(terms)} ", tuple(spans))
