"""Where phrases stand in a text that is read on a card, as the engine finds them. Pure."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from directory.search.whoosh_schema import term
from directory.search.words import STOP_WORDS, cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from directory.search.query import Phrase

_LINE_END = "\n"

_LABEL = 200
"""Characters up to which a text is kept like a label."""


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
    terms, spans = _kept_cut(text, field)
    wanted = _terms(phrase, field)
    at = terms.find(wanted)
    first = counted = 0
    while at >= 0:
        first, counted = first + terms.count(" ", counted, at), at
        yield spans[first][0], spans[first + len(phrase) - 1][1]
        at = terms.find(wanted, at + 1)


def joined_terms(texts: Iterable[str], field: str) -> str:
    """All that texts of a field say, to ask `may_stand` before each of them is looked at."""
    return "".join(_kept_cut(text, field).terms for text in texts)


def may_stand(terms: str, phrase: Phrase, field: str) -> bool:
    """Whether a phrase stands in any of the texts of `joined_terms`."""
    return _terms(phrase, field) in terms


def _kept_cut(text: str, field: str) -> _Cut:
    return (_label_cut if len(text) <= _LABEL else _text_cut)(text, field)


@lru_cache(maxsize=4_096)
def _terms(phrase: Phrase, field: str) -> str:
    return f" {' '.join(term(field, word) for word in phrase)} "


def _cut(text: str, field: str) -> _Cut:
    """Cut a text into its indexed terms.

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


_label_cut = lru_cache(maxsize=4_096)(_cut)
"""Labels come again on nearly every card."""

_text_cut = lru_cache(maxsize=128)(_cut)
"""Every phrase looks at every text of a page of cards; a whole biography takes room, so few stay."""
