"""What listings state, as bits: who states some keys, and how many state each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from benchmarks.peers.arrays import Arrays

    Rows = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_FEW = 24
"""Listings are counted key by key of each, unless they are more than one in this many."""

_WORD = 64


class Keys:
    """Bits by listing for filters, bits by key for counts."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        names = arrays.key_name.tolist()
        self._place = {name: divmod(at, _WORD) for at, name in enumerate(names)}
        of_key = np.repeat(np.arange(arrays.count), np.diff(arrays.key_start))
        self._words = np.zeros((-(-len(names) // _WORD), arrays.count), dtype=np.uint64)
        for number, (word, bit) in enumerate(self._place.values()):
            self._words[word, of_key[arrays.key == number]] |= np.uint64(1 << bit)
        having = np.zeros((len(names), -(-arrays.count // _WORD) * _WORD), dtype=np.bool_)
        having[arrays.key, of_key] = True
        self._having = np.packbits(having, axis=1).view(np.uint64)

    def stating(self, rows: Rows, names: Iterable[str]) -> Mask:
        """Which listings state any of some keys."""
        wanted: dict[int, int] = {}
        for name in names:
            if name in self._place:
                word, bit = self._place[name]
                wanted[word] = wanted.get(word, 0) | 1 << bit
        found = np.zeros(len(rows), dtype=np.bool_)
        for word, bits in wanted.items():
            found |= (self._words[word][rows] & np.uint64(bits)) != 0
        return found

    def counts(self, rows: Rows, group: Rows, groups: int) -> Rows:
        """How many listings of each group state each key, shape (groups, m)."""
        m = len(self._place)
        if len(rows) * _FEW > self._arrays.count:
            return np.stack([self._popcounts(rows[group == one]) for one in range(groups)])
        start = self._arrays.key_start[rows]
        sizes = self._arrays.key_start[rows + 1] - start
        at = np.arange(int(sizes.sum())) + np.repeat(start - (np.cumsum(sizes) - sizes), sizes)
        keys = self._arrays.key[at]
        if groups > 1:
            keys = keys + np.repeat(group * m, sizes)
        return np.bincount(keys, minlength=groups * m).reshape(groups, m)

    def _popcounts(self, rows: Rows) -> Rows:
        chosen = np.zeros(self._having.shape[1] * _WORD, dtype=np.bool_)
        chosen[rows] = True
        packed = np.packbits(chosen).view(np.uint64)
        counted: Rows = np.bitwise_count(self._having & packed).sum(axis=1, dtype=np.int64)
        return counted
