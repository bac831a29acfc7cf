"""From the words of each document to the documents of each word, and back. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from directory.search.term_table import FIELDS, TermTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_MOST = 2**63


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


class _Inverted(NamedTuple):
    terms: list[bytes]
    counts: NDArray[np.int64]
    documents: NDArray[np.int32]
    times: NDArray[np.int32]
    positions: NDArray[np.int32]


def invert(fields: Sequence[Occurrences], count: int) -> TermTable:
    """The table of all words.

    Args:
        fields: Occurrences of each of `FIELDS`.
        count: Number of documents, at least 1.

    Raises:
        OverflowError: There are more words, documents and positions than can be sorted at once:
            their product is 2 ** 63 or more.
    """
    done = [_inverted(bytes([number]), one, count) for number, one in enumerate(fields)]
    return TermTable.summed_up(
        [term for one in done for term in one.terms],
        np.cumsum(np.concatenate([[0], *(one.counts for one in done)]), dtype=np.int64),
        np.concatenate([one.documents for one in done]),
        np.concatenate([one.times for one in done]),
        np.concatenate([one.positions for one in done[:-1]]),
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


def _inverted(prefix: bytes, field: Occurrences, count: int) -> _Inverted:
    encoded = sorted((word.encode(), number) for number, word in enumerate(field.words))
    rank = np.empty(len(encoded), dtype=np.int64)
    rank[[number for _, number in encoded]] = np.arange(len(encoded))
    # One number for each occurrence sorts several times faster than three keys do.
    span = int(field.position.max(initial=0)) + 1
    if len(encoded) * count * span >= _MOST:
        message = "There are too many words to sort at once."
        raise OverflowError(message)
    kept = field.document >= 0
    key = rank[field.word[kept]] * (count * span)
    key += field.document[kept].astype(np.int64) * span
    key += field.position[kept]
    key.sort()
    positions = (key % span).astype(np.int32)
    key //= span
    firsts = np.flatnonzero(np.diff(key, prepend=-1))
    ranks, documents = np.divmod(key[firsts], count)
    begins = np.flatnonzero(np.diff(ranks, prepend=-1))
    return _Inverted(
        [prefix + encoded[at][0] for at in ranks[begins].tolist()],
        np.diff(begins, append=len(ranks)),
        documents.astype(np.int32),
        np.diff(firsts, append=len(key)).astype(np.int32),
        positions,
    )
