"""One segment as a commit left it: which of its documents live, and what is asked of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from directory.search.lookups import WORD_BITS, mask_of, order_of
from directory.search.query import FACETS, TEXT_FIELDS
from directory.search.whoosh_schema import term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from directory.search.columns import Columns
    from directory.search.lookups import Lookups
    from directory.search.postings import Postings
    from directory.search.query import Phrase
    from directory.search.segment import Segment

    Mask = NDArray[np.bool_]
    Rows = NDArray[np.int64]

_KEYS_BESIDE = 20
"""Keys of this many 64-bit words are counted by bits in the time that one row's keys take one by
one: where rows lie together, as they do in a circle, bits are quicker."""


class Part:
    """A segment's documents at a commit; its rows are numbered from 0.

    Attributes:
        live: Which rows are not deleted, `None` while none is, shape (n,).
        documents: How many live.
    """

    def __init__(self, segment: Segment, deleted: Iterable[int]) -> None:
        self.segment = segment
        self.columns: Columns = segment.columns
        self.lookups: Lookups = segment.lookups
        gone = list(deleted)
        self.live: Mask | None = None
        if gone:
            self.live = np.ones(self.columns.count, dtype=np.bool_)
            self.live[gone] = False
        self.documents = self.columns.count - len(gone)

    def living(self, rows: NDArray[Any]) -> Mask:
        """Which of some rows are not deleted, of the same shape."""
        if self.live is None:
            return np.ones(len(rows), dtype=np.bool_)
        mask: Mask = self.live[rows]
        return mask

    @cached_property
    def all_rows(self) -> Rows:
        """Every live row, ascending."""
        return np.arange(self.columns.count) if self.live is None else np.flatnonzero(self.live)

    @cached_property
    def lengths_sum(self) -> NDArray[np.float64]:
        """Words of all live documents in each text field, shape (fields,)."""
        lengths = self.columns.lengths
        total: NDArray[np.float64] = (lengths if self.live is None else lengths[self.live]).sum(
            axis=0
        )
        return total

    @cached_property
    def keys_of(self) -> dict[str, dict[str, int]]:
        """For each facet its keys, each with its number in the columns."""
        found: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
        for number, name in enumerate(self.columns.key_name.tolist()):
            facet, _, key = name.partition(":")
            found[facet][key] = number
        return found

    def having(self, facet: str, keys: Iterable[str]) -> Mask:
        """Which documents state any of some keys, shape (n,)."""
        known = self.keys_of[facet]
        bits = np.zeros(self.lookups.key_bits.shape[1], dtype=np.uint64)
        for key in keys:
            if key in known:
                bits |= self.lookups.key_bits[known[key]]
        return mask_of(bits, self.columns.count)

    def stating(self, facet: str) -> Mask:
        """Which documents state anything for a facet, shape (n,)."""
        return mask_of(self.lookups.states_bits[FACETS.index(facet)], self.columns.count)

    def find(self, ids: Iterable[str]) -> Rows:
        """The live rows of the documents of some ids."""
        wanted = np.array(sorted(ids), dtype=self.columns.ids.dtype)
        # Numbers are compared far faster than texts; the few that are alike are looked at again.
        likely = np.flatnonzero(np.isin(self.lookups.order, order_of(wanted)))
        likely = likely[self.living(likely)]
        rows: Rows = likely[np.isin(self.columns.ids[likely], wanted)]
        return rows

    def counts(self, rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many of some rows state each key, and anything for each facet.

        Args:
            rows: Ascending.

        Returns:
            Counts of shape (keys,) and (facets,).
        """
        if len(rows) == 0:
            return np.zeros(len(self.columns.key_name), np.int64), np.zeros(len(FACETS), np.int64)
        words = rows // WORD_BITS
        first = np.concatenate([[0], np.flatnonzero(words[1:] != words[:-1]) + 1])
        bits = np.uint64(1) << (rows % WORD_BITS).astype(np.uint64)
        wanted = np.bitwise_or.reduceat(bits, first)
        at = words[first]
        stating = _counted(self.lookups.states_bits, at, wanted)
        if len(at) * len(self.columns.key_name) <= len(rows) * _KEYS_BESIDE:
            return _counted(self.lookups.key_bits, at, wanted), stating
        starts, ends = self.columns.key_starts[rows], self.columns.key_starts[rows + 1]
        sizes = ends - starts
        # Positions of all keys of all rows: each row's start, counted on.
        each = np.arange(int(sizes.sum())) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
        keys = np.bincount(self.columns.key[each], minlength=len(self.columns.key_name))
        return keys, stating

    def occurrences(self, phrase: Phrase) -> tuple[tuple[int, Postings], ...]:
        """Where folded words stand in a row: (number of the field, postings) for those with any."""
        found = (
            (at, self.segment.postings(field, *(term(field, word) for word in phrase)))
            for at, field in enumerate(TEXT_FIELDS)
        )
        return tuple((at, postings) for at, postings in found if len(postings))


def _counted(table: NDArray[np.uint64], at: Rows, wanted: NDArray[np.uint64]) -> NDArray[np.int64]:
    """How many of the wanted bits each row of a table has in some of its words."""
    some = table if len(at) == table.shape[1] else table[:, at]
    counts: NDArray[np.int64] = np.bitwise_count(some & wanted).sum(axis=1, dtype=np.int64)
    return counts
