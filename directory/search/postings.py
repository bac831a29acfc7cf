"""Where words stand, as sorted arrays, and phrases made from them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_POSITION_BITS = 20
MAX_POSITION = (1 << _POSITION_BITS) - 2
"""Words further on in one text are found but begin no phrase; far beyond any listing. The position
after it stays free, so that no phrase reaches into the next document."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Occurrences of a word or phrase in one field.

    Attributes:
        at: document << 20 | position of each occurrence, ascending, shape (occurrences,).
        documents: Documents that have it, ascending, shape (n,).
        frequency: How often each has it, shape (n,).
    """

    at: NDArray[np.int64]
    documents: NDArray[np.int64]
    frequency: NDArray[np.float64]

    @classmethod
    def from_occurrences(cls, at: NDArray[np.int64]) -> Self:
        """Count a sorted list of occurrences by document. Pure."""
        documents = at >> _POSITION_BITS
        first = np.flatnonzero(np.diff(documents, prepend=-1))
        return cls(at, documents[first], np.diff(first, append=len(at)).astype(np.float64))

    @classmethod
    def from_positions(cls, positions: Sequence[tuple[int, Sequence[int]]]) -> Self:
        """Take (document, positions) pairs, documents ascending. Pure."""
        documents = np.repeat(
            np.array([document for document, _ in positions], dtype=np.int64),
            [len(found) for _, found in positions],
        )
        places = np.array([place for _, found in positions for place in found], dtype=np.int64)
        return cls.from_occurrences(
            (documents << _POSITION_BITS) | np.minimum(places, MAX_POSITION)
        )

    @classmethod
    def joined(cls, parts: Sequence[tuple[Self, int]]) -> Self:
        """Put the postings of segments together, each shifted to its first document. Pure."""
        if len(parts) == 1 and parts[0][1] == 0:
            return parts[0][0]
        pieces = [part.at + (start << _POSITION_BITS) for part, start in parts]
        return cls.from_occurrences(np.concatenate(pieces) if pieces else np.empty(0, np.int64))

    def then(self, following: Postings) -> Postings:
        """Occurrences of the other right behind one of this, at the position of the other. Pure."""
        of_this, _ = _common(self.at + 1, following.at)
        return Postings.from_occurrences(self.at[of_this] + 1)

    def within(
        self, candidates: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Which of the candidates have it, and how often. Pure.

        Args:
            candidates: Documents, ascending.

        Returns:
            Positions among the candidates, ascending, and their frequencies, of the same shape.
        """
        at, own = _common(candidates, self.documents)
        return at, self.frequency[own]


def _common(
    one: NDArray[np.int64], other: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the values that two ascending arrays share stand in each; the shorter is looked up."""
    if len(other) < len(one):
        of_other, of_one = _common(other, one)
        return of_one, of_other
    found = np.searchsorted(other, one)
    shared = np.flatnonzero(found < len(other))
    shared = shared[other[found[shared]] == one[shared]]
    return shared, found[shared]
