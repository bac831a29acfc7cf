"""Where words stand, as sorted arrays, and phrases made from them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_POSITION_BITS = 20
MAX_POSITION = (1 << _POSITION_BITS) - 1
"""Words further on in one text are found but not placed in phrases; far beyond any listing."""


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
        documents, counts = np.unique(at >> _POSITION_BITS, return_counts=True)
        return cls(at, documents, counts.astype(np.float64))

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
        hits = np.intersect1d(self.at + 1, following.at, assume_unique=True)
        return Postings.from_occurrences(hits)

    def within(
        self, candidates: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Which of the candidates have it, and how often. Pure.

        Args:
            candidates: Documents, ascending.

        Returns:
            Positions among the candidates, ascending, and their frequencies, of the same shape.
        """
        few, many = self.documents, candidates
        if len(candidates) < len(self.documents):
            few, many = many, few
        found = np.searchsorted(many, few)
        inside = found < len(many)
        inside[inside] = many[found[inside]] == few[inside]
        of_few, of_many = np.flatnonzero(inside), found[inside]
        if few is candidates:
            return of_few, self.frequency[of_many]
        return of_many, self.frequency[of_few]
