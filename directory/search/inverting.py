"""From the words of each document to the documents of each word, and back. Pure."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from directory.search.term_table import FIELDS, TermTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

_MOST = 2**63

_SORTED_AT_ONCE = 2_000_000
"""Occurrences; sorting takes ten times their own memory, and is no slower in slices."""


class Occurrences(NamedTuple):
    """Words of one field, wherever they stand; one row an occurrence, in any order.

    Attributes:
        words: The words as they are indexed, each once.
        word: Number of the word in `words`, shape (o,).
        document: Row of the document; those with a negative one are left out, shape (o,).
        position: Where in the document; 0 in a field that keeps none, shape (o,).
    """

    words: Sequence[str]
    word: NDArray[np.int32]
    document: NDArray[np.int32]
    position: NDArray[np.int32]

    @classmethod
    def joined(cls, parts: Sequence[Occurrences]) -> Self:
        """Take the occurrences of several parts together."""
        numbers: dict[str, int] = {}
        word = [
            np.array([numbers.setdefault(one, len(numbers)) for one in part.words], dtype=np.int32)[
                part.word
            ]
            for part in parts
        ]
        document, position = (
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("document", "position")
        )
        return cls(list(numbers), np.concatenate(word), document, position)


class _Slice(NamedTuple):
    """Some words of a field with all their postings."""

    terms: list[bytes]
    counts: NDArray[np.int64]
    documents: NDArray[np.int32]
    times: NDArray[np.int32]
    positions: NDArray[np.int32]


def invert(occurrences: Callable[[str], Occurrences], count: int) -> TermTable:
    """The table of all words.

    Args:
        occurrences: Gives those of each of `FIELDS`, which it is asked for once, in order.
        count: Number of documents, at least 1.

    Raises:
        OverflowError: There are more words, documents and positions than can be sorted at once:
            their product is 2 ** 63 or more.
    """
    terms: list[bytes] = []
    counts = [np.zeros(1, dtype=np.int64)]
    # They grow in place: joining what comes of each slice would take its memory twice.
    documents, times, positions = array("i"), array("i"), array("i")
    for number, field in enumerate(FIELDS):
        placed = field != FIELDS[-1]
        for one in _slices(bytes([number]), occurrences(field), count, placed=placed):
            terms += one.terms
            counts.append(one.counts)
            for grown, piece in zip((documents, times, positions), one[2:], strict=True):
                grown.frombytes(piece.view(np.uint8).data)
    return TermTable.summed_up(
        terms,
        np.cumsum(np.concatenate(counts)),
        *(np.frombuffer(grown, dtype=np.int32) for grown in (documents, times, positions)),
    )


def occurrences_of(table: TermTable, field: str) -> Occurrences:
    """The occurrences that a table was made of, those that were left out not among them."""
    first, last = table.span(field)
    ends = table.ends[first : last + 1]
    own = slice(ends[0], ends[-1])
    times = table.times[own]
    word = np.repeat(np.arange(last - first, dtype=np.int32), np.diff(ends))
    placed = field != FIELDS[-1]
    position = table.positions[table.position_ends[first] : table.position_ends[last]]
    return Occurrences(
        [table.term(at)[1:].decode() for at in range(first, last)],
        np.repeat(word, times),
        np.repeat(table.documents[own], times),
        position if placed else np.zeros(len(word), dtype=np.int32),
    )


def _slices(prefix: bytes, field: Occurrences, count: int, *, placed: bool) -> Iterator[_Slice]:
    """The words of a field in order, so many at a time that their occurrences are sorted quickly."""
    encoded = sorted((word.encode(), number) for number, word in enumerate(field.words))
    span = int(field.position.max(initial=0)) + 1
    if len(encoded) * count * span >= _MOST:
        message = "There are too many words to sort at once."
        raise OverflowError(message)
    rank = np.empty(len(encoded), dtype=np.int32)
    rank[[number for _, number in encoded]] = np.arange(len(encoded))
    ranks = rank[field.word]
    ranks[field.document < 0] = -1
    terms = [prefix + word for word, _ in encoded]
    for first, end in _runs(_counted(ranks, len(encoded))):
        own = np.flatnonzero((ranks >= first) & (ranks < end))
        # One number for each occurrence sorts several times faster than three keys do.
        key = ranks[own] * np.int64(count * span)
        key += field.document[own] * np.int64(span)
        key += field.position[own]
        yield _inverted(terms, key, count, span, placed=placed)


def _counted(ranks: NDArray[np.int32], most: int) -> NDArray[np.int64]:
    """How often each rank occurs; counted in pieces, since NumPy doubles what it counts."""
    counts = np.zeros(most + 1, dtype=np.int64)
    for start in range(0, len(ranks), _SORTED_AT_ONCE):
        counts += np.bincount(ranks[start : start + _SORTED_AT_ONCE] + 1, minlength=most + 1)
    return counts[1:]


def _runs(occurring: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Cut words into runs, each of at most `_SORTED_AT_ONCE` occurrences or of one word."""
    before = np.concatenate([[0], np.cumsum(occurring)])
    first = 0
    while first < len(occurring):
        most = before[first] + _SORTED_AT_ONCE
        end = max(int(np.searchsorted(before, most, side="right")) - 1, first + 1)
        yield first, end
        first = end


def _inverted(
    terms: list[bytes], key: NDArray[np.int64], count: int, span: int, *, placed: bool
) -> _Slice:
    key.sort()
    positions = (key % span).astype(np.int32) if placed else np.empty(0, np.int32)
    key //= span
    firsts = np.flatnonzero(np.diff(key, prepend=-1))
    ranks, documents = np.divmod(key[firsts], count)
    begins = np.flatnonzero(np.diff(ranks, prepend=-1))
    return _Slice(
        [terms[at] for at in ranks[begins].tolist()],
        np.diff(begins, append=len(ranks)),
        documents.astype(np.int32),
        np.diff(firsts, append=len(key)).astype(np.int32),
        positions,
    )
