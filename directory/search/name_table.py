"""The names of many people, found by the beginnings of their words. Pure.

Every word of a name begins an entry, which is the rest of the name from that word on; the entries
are sorted, so that all that begin alike stand together: "an" finds Ana, Andre and Lisa Anders.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from directory.search.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

COMPARED_BYTES = 32
"""Of an entry and of a word asked for only so much is compared."""

_AFTER_ALL = b"\xff"


class Standing(NamedTuple):
    """Where a name stands among those found, and the name: what sorts first comes first.

    Attributes:
        inside: Whether the first word asked for does not begin the name.
        entry: The rest of the name from the word found on, as far as it is compared.
        name: As it is read.
    """

    inside: bool
    entry: bytes
    name: str


@dataclass(frozen=True, slots=True)
class NameTable:
    """Names of n people and their m entries as arrays.

    Attributes:
        text: All names in UTF-8, one behind the other.
        ends: Where each name ends in `text`, after a 0 for the beginning, shape (n + 1,).
        entry: What is compared of the entries, sorted, shape (m,).
        row: Whose name each is of, shape (m,).
        inside: Whether it begins behind the first word of the name, shape (m,).
    """

    text: NDArray[np.uint8]
    ends: NDArray[np.int64]
    entry: NDArray[np.bytes_]
    row: NDArray[np.int32]
    inside: Mask

    @classmethod
    def of(cls, names: Sequence[str]) -> Self:
        """Sort names into a table; an empty one is nobody's."""
        raw = [name.encode() for name in names]
        entries = sorted(
            (entry, name, row, inside)
            for row, name in enumerate(names)
            for entry, inside in entries_of(name)
        )
        return cls(
            text=np.frombuffer(b"".join(raw), dtype=np.uint8),
            ends=np.cumsum([0, *map(len, raw)], dtype=np.int64),
            entry=np.array([entry for entry, *_ in entries], dtype=f"S{COMPARED_BYTES}"),
            row=np.array([row for _, _, row, _ in entries], dtype=np.int32),
            inside=np.array([inside for *_, inside in entries], dtype=np.bool_),
        )

    def find(self, asked: Sequence[str], live: Mask) -> Iterator[Standing]:
        """Give the names in which every word asked for begins a word, in order, doubles and all.

        Args:
            asked: Folded words, at least one.
            live: Whose names count, shape (n,).
        """
        first, *others = [self._range(word) for word in asked]
        rows = self.row[first]
        kept = live[rows]
        for other in others:
            having = np.zeros(len(live), dtype=np.bool_)
            having[self.row[other]] = True
            kept &= having[rows]
        places = np.flatnonzero(kept) + first.start
        inside = self.inside[places]
        for place in np.concatenate([places[~inside], places[inside]]).tolist():
            name = self._name(int(self.row[place]))
            yield Standing(bool(self.inside[place]), bytes(self.entry[place]), name)

    def _range(self, word: str) -> slice:
        beginning = word.encode()[:COMPARED_BYTES]
        start = np.searchsorted(self.entry, np.bytes_(beginning))
        end = np.searchsorted(self.entry, np.bytes_(beginning + _AFTER_ALL))
        return slice(int(start), int(end))

    def _name(self, row: int) -> str:
        return self.text[self.ends[row] : self.ends[row + 1]].tobytes().decode()


NOBODY = NameTable.of([])


def entries_of(name: str) -> Iterator[tuple[bytes, bool]]:
    """Give what is compared of each entry of a name, and whether it begins inside. Pure."""
    folded = words(name)
    for at in range(len(folded)):
        yield " ".join(folded[at:]).encode()[:COMPARED_BYTES], at > 0


def first_names(
    tables: Iterable[tuple[NameTable, Mask]], asked: Sequence[str], limit: int
) -> tuple[str, ...]:
    """Find the first names in several tables, each name once. Pure.

    Args:
        tables: With whose names count in each.
        asked: Folded words; without any nobody is found.
        limit: Most names to give.
    """
    if not asked:
        return ()
    found = merge(*(table.find(asked, live) for table, live in tables))
    return tuple(islice(dict.fromkeys(_taken(found, limit)), limit))


def _taken(found: Iterable[Standing], limit: int) -> Iterator[str]:
    """Give names until there are enough different ones."""
    seen: set[str] = set()
    for standing in found:
        seen.add(standing.name)
        yield standing.name
        if len(seen) >= limit:
            return
