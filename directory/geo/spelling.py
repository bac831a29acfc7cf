"""Names that are spelled nearly like what was typed. Pure.

Candidates are taken by how often each letter occurs, which one subtraction over all names tells:
an edit changes at most two of the counts. Only the few that remain are compared letter by letter,
by optimal string alignment (L. Boytsov, "Indexing Methods for Approximate Dictionary Searching",
ACM Journal of Experimental Algorithmics 16, 2011, section 2).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_CANDIDATES = 60


def letter_counts(names: Sequence[str]) -> NDArray[np.int8]:
    """Count each letter of each name. Pure.

    Args:
        names: Folded names, n of them.

    Returns:
        Counts from a to z, shape (n, 26).
    """
    counts = [[name.count(letter) for letter in _ALPHABET] for name in names]
    return np.array(counts, dtype=np.int8).reshape(-1, len(_ALPHABET))


def near_spellings(
    typed: str, names: Sequence[str], counts: NDArray[np.int8], most: int
) -> list[str]:
    """Find the names nearest to a misspelt one. Pure.

    Args:
        typed: Folded, as looked for.
        names: Folded names, the more important of two first.
        counts: Their `letter_counts`.
        most: Names to give back at most.

    Returns:
        Names within one slip (up to five letters) or two, nearest first.
    """
    slips = 1 if len(typed) <= 5 else 2
    apart = np.abs(counts - letter_counts([typed])).sum(axis=1, dtype=np.int32)
    close = np.flatnonzero(apart <= 2 * slips)
    close = close[np.argsort(apart[close], kind="stable")]
    alike = [n for n in close.tolist() if abs(len(names[n]) - len(typed)) <= slips]
    found = sorted((_edits(typed, names[index]), index) for index in alike[:_CANDIDATES])
    return [names[index] for edits, index in found if edits <= slips][:most]


def _edits(one: str, other: str) -> int:
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != against))
            if i > 1 < j and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]
