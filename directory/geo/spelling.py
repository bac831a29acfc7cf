"""Names that are spelled nearly like what was typed. Pure.

Candidates are taken by how often each letter occurs, which one subtraction over all names tells:
an edit changes at most two of the counts. Only the few that remain are compared letter by letter,
by optimal string alignment (L. Boytsov, "Indexing Methods for Approximate Dictionary Searching",
ACM Journal of Experimental Algorithmics 16, 2011, section 2).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_CANDIDATES = 60
_MOST_OF_A_LETTER = 100
"""So that a count fits eight bits, with room for the difference of two; no name has as many."""


def letter_counts(names: Sequence[str]) -> NDArray[np.int8]:
    """Count each letter of each name. Pure.

    Args:
        names: Folded names, n of them.

    Returns:
        Counts from a to z, at most `_MOST_OF_A_LETTER`, shape (n, 26).
    """
    counts = [
        [min(name.count(letter), _MOST_OF_A_LETTER) for letter in _ALPHABET] for name in names
    ]
    return np.array(counts, dtype=np.int8).reshape(-1, len(_ALPHABET))


class Speller:
    """Finds the names nearest to a misspelt one; pure once it is made."""

    def __init__(self, names: Sequence[str], counts: NDArray[np.int8]) -> None:
        """Sort the names by length, as only those of nearly the same can be near.

        Args:
            names: Folded names, the more important of two first.
            counts: Their `letter_counts`.
        """
        self._names = names
        lengths = np.array([len(name) for name in names], dtype=np.int32)
        self._by_length = {
            int(length): (ranks, np.asfortranarray(counts[ranks]))
            for length in np.unique(lengths)
            for ranks in (np.flatnonzero(lengths == length),)
        }

    def near(self, typed: str, most: int) -> list[str]:
        """List the names within one slip (up to five letters) or two, nearest first.

        Args:
            typed: Folded, as looked for.
            most: Names to give back at most.
        """
        slips = 1 if len(typed) <= 5 else 2
        sought = letter_counts([typed])
        close: list[tuple[int, int]] = []
        for length in range(len(typed) - slips, len(typed) + slips + 1):
            ranks, counts = self._by_length.get(length, (None, None))
            if ranks is not None and counts is not None:
                apart = np.abs(counts - sought).sum(axis=1, dtype=np.int16)
                at = np.flatnonzero(apart <= 2 * slips)
                close += zip(apart[at].tolist(), ranks[at].tolist(), strict=True)
        alike = sorted(close)[:_CANDIDATES]
        found = sorted((OSA.distance(typed, self._names[rank]), rank) for _, rank in alike)
        return [self._names[rank] for edits, rank in found if edits <= slips][:most]
