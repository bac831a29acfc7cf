"""Sets of NPIs in little memory, however many there are. Pure.

A set of Python's own would take a hundred bytes for each of the registry's nine million numbers.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_DIGITS = 10
_TAKEN_AT_ONCE = 50_000
_FIRST, _AFTER_LAST = 100_000_000, 300_000_000
"""The first nine digits of an NPI (the tenth is a check digit) lie between these."""


class KnownNpis:
    """A fixed set, ten bytes each, that is asked about many numbers at once."""

    def __init__(self, npis: Iterable[str]) -> None:
        """Take the numbers; what is not ASCII can be no NPI and is in no set."""
        remaining = iter(npis)
        pieces = [_as_array([])]
        while piece := list(islice(remaining, _TAKEN_AT_ONCE)):
            pieces.append(_as_array(piece))
        self._sorted = np.concatenate(pieces)
        self._sorted.sort()

    def places_among(self, texts: Sequence[str]) -> list[int]:
        """Which of the texts, by their places, are in the set."""
        if not (len(texts) and len(self._sorted)):
            return []
        asked = _as_array(texts)
        found = np.searchsorted(self._sorted, asked)
        found[found == len(self._sorted)] = 0
        return [int(place) for place in np.flatnonzero(self._sorted[found] == asked)]


class SeenNpis:
    """A growing set of well-formed NPIs: one bit for each that there can be, 25 MB."""

    def __init__(self) -> None:
        self._bits = bytearray((_AFTER_LAST - _FIRST + 7) // 8)

    def add(self, npi: str) -> bool:
        """Put a number in.

        Returns:
            Whether it was there before.
        """
        place, bit = divmod(int(npi[:-1]) - _FIRST, 8)
        seen = bool(self._bits[place] >> bit & 1)
        self._bits[place] |= 1 << bit
        return seen


def _as_array(texts: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.bytes_]]:
    # One byte longer than an NPI, so that a longer text is not cut to one.
    wide = _DIGITS + 1
    cells = [text.encode("ascii", "replace")[:wide] for text in texts]
    return np.array(cells, dtype=f"S{wide}")
