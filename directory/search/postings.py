"""Where words stand, as sorted arrays, and phrases made from them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_POSITION_BITS = 20
MAX_POSITION = (1 << _POSITION_BITS) - 2
"""Words further on in one text are found but begin no phrase; far beyond any listing. The position
after it stays free, so that no phrase reaches into the next document."""


@dataclass(frozen=True)
class Postings:
    """Occurrences of a word or phrase in one field.

    Attributes:
        documents: Documents that have it, ascending, shape (n,).
        times: How often each has it, shape (n,).
        positions: Where each occurrence stands in its document, in order, shape (times.sum(),).
    """

    documents: NDArray[np.int32]
    times: NDArray[np.int32]
    positions: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.documents)

    @classmethod
    def nowhere(cls) -> Self:
        """Of what stands in no document."""
        nothing = np.empty(0, dtype=np.int32)
        return cls(nothing, nothing, nothing)

    @classmethod
    def from_positions(cls, positions: Sequence[tuple[int, Sequence[int]]]) -> Self:
        """Take (document, positions) pairs, documents ascending. Pure."""
        places = [min(place, MAX_POSITION) for _, found in positions for place in found]
        return cls(
            np.array([document for document, _ in positions], dtype=np.int32),
            np.array([len(found) for _, found in positions], dtype=np.int32),
            np.array(places, dtype=np.int32),
        )

    @cached_property
    def at(self) -> NDArray[np.int64]:
        """Document << 20 | position of each occurrence, ascending, shape (occurrences,)."""
        rows: NDArray[np.int64] = self.documents.astype(np.int64) << _POSITION_BITS
        at: NDArray[np.int64] = np.repeat(rows, self.times) | self.positions
        return at

    def then(self, following: Postings) -> Postings:
        """Occurrences of the other right behind one of this, at the position of the other. Pure."""
        of_this, _ = _common(self.at + 1, following.at)
        return _of_occurrences(self.at[of_this] + 1)

    def within(self, candidates: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Which of the candidates have it, and how often. Pure.

        Args:
            candidates: Documents, ascending.

        Returns:
            Positions among the candidates, ascending, and the times, of the same shape.
        """
        at, own = _common(candidates, self.documents)
        return at, self.times[own]


def _of_occurrences(at: NDArray[np.int64]) -> Postings:
    """Count a sorted list of occurrences by document."""
    documents = at >> _POSITION_BITS
    first = np.flatnonzero(np.diff(documents, prepend=-1))
    return Postings(
        documents[first].astype(np.int32),
        np.diff(first, append=len(at)).astype(np.int32),
        (at & ((1 << _POSITION_BITS) - 1)).astype(np.int32),
    )


def _common(
    one: NDArray[np.integer], other: NDArray[np.integer]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the values that two ascending arrays share stand in each; the shorter is looked up.

    Both are of one type: NumPy would copy all of the longer one to compare it with another.
    """
    if len(other) < len(one):
        of_other, of_one = _common(other, one)
        return of_one, of_other
    found = np.searchsorted(other, one)
    shared = np.flatnonzero(found < len(other))
    shared = shared[other[found[shared]] == one[shared]]
    return shared, found[shared]
