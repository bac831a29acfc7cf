"""Every word of the documents of a segment, and where it stands, as arrays. Pure.

Only numbers of documents, how often and where are kept, never finished scores: how many documents
there are, how long they are and how rare a word is change with every commit.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from directory.search.array_file import ArraysDamaged
from directory.search.postings import Postings
from directory.search.query import TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

FIELDS = (*TEXT_FIELDS, "unstemmed")
"""A word's field by number. The last holds the words of all texts as they are read, for spelling;
it says in which documents they are, but not where."""


class Written(NamedTuple):
    """A word of a field, and how many documents have it."""

    field: str
    word: str
    documents: int


@dataclass(frozen=True, slots=True)
class TermTable:
    """t terms with p postings and o occurrences; a term is a word of a field.

    Attributes:
        text: The terms, each the number of its field as a byte and the word in UTF-8, sorted as
            bytes, one behind the other.
        text_ends: Where each ends in `text`, after a 0 for the beginning, shape (t + 1,).
        ends: Where the postings of each end, after a 0, shape (t + 1,).
        documents: Rows of the documents that have it, ascending for each term, shape (p,).
        times: How often each has it, shape (p,).
        position_ends: Where the positions of each end, after a 0, shape (t + 1,).
        positions: Of each occurrence, ascending for each posting; none for the last of `FIELDS`,
            shape (o,).
        checksums: `checksum` of each term, shape (t,).
    """

    text: NDArray[np.uint8]
    text_ends: NDArray[np.int64]
    ends: NDArray[np.int64]
    documents: NDArray[np.int32]
    times: NDArray[np.int32]
    position_ends: NDArray[np.int64]
    positions: NDArray[np.int32]
    checksums: NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.text_ends) - 1

    @classmethod
    def summed_up(
        cls,
        terms: list[bytes],
        ends: NDArray[np.int64],
        documents: NDArray[np.int32],
        times: NDArray[np.int32],
        positions: NDArray[np.int32],
    ) -> Self:
        """Make a table of its parts; the terms are sorted, the last field has no positions."""
        unplaced = bisect_left(terms, bytes([len(FIELDS) - 1]))
        position_ends = np.full(len(ends), len(positions), dtype=np.int64)
        position_ends[0] = 0
        if unplaced:
            each = np.add.reduceat(times[: ends[unplaced]], ends[:unplaced], dtype=np.int64)
            position_ends[1 : unplaced + 1] = np.cumsum(each)
        table = cls(
            np.frombuffer(b"".join(terms), dtype=np.uint8),
            np.cumsum([0, *map(len, terms)], dtype=np.int64),
            ends,
            documents,
            times,
            position_ends,
            positions,
            np.zeros(len(terms), dtype=np.uint32),
        )
        sums = np.array([table.checksum(at) for at in range(len(terms))], dtype=np.uint32)
        table.checksums[:] = sums
        return table

    def term(self, at: int) -> bytes:
        """One of the terms, as it stands in `text`."""
        return self.text[self.text_ends[at] : self.text_ends[at + 1]].tobytes()

    def find(self, field: str, word: str) -> Postings:
        """Where an indexed word stands in a field; empty when nowhere.

        Raises:
            ArraysDamaged: Its arrays are not those that were written.
        """
        wanted = term_of(field, word)
        at = bisect_left(range(len(self)), wanted, key=self.term)
        if at == len(self) or self.term(at) != wanted:
            return Postings.nowhere()
        if self.checksum(at) != self.checksums[at]:
            message = f"The postings of a word of {field!r} are not what was written."
            raise ArraysDamaged(message)
        documents, times, positions = self.parts(at)
        return Postings(documents, times, positions)

    def checksum(self, at: int) -> int:
        """The CRC-32 of a term's documents, times and positions."""
        found = 0
        for part in self.parts(at):
            found = zlib.crc32(part.data if len(part) else b"", found)
        return found

    def span(self, field: str) -> tuple[int, int]:
        """Where the terms of a field begin and end."""
        number = FIELDS.index(field)
        first, last = (
            bisect_left(range(len(self)), bytes([end]), key=self.term)
            for end in (number, number + 1)
        )
        return first, last

    def each(self, field: str) -> Iterator[Written]:
        """The words of a field in order."""
        first, last = self.span(field)
        counts = np.diff(self.ends[first : last + 1]).tolist()
        for at, count in zip(range(first, last), counts, strict=True):
            yield Written(field, self.term(at)[1:].decode(), count)

    def parts(self, at: int) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """The documents of a term, how often each has it, and all its positions."""
        own = slice(self.ends[at], self.ends[at + 1])
        placed = slice(self.position_ends[at], self.position_ends[at + 1])
        return self.documents[own], self.times[own], self.positions[placed]


def term_of(field: str, word: str) -> bytes:
    """A word of a field as it stands in a table."""
    return bytes([FIELDS.index(field)]) + word.encode()
