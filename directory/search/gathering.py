"""Documents on their way into the index, held in arrays as they come. Pure.

Five hundred thousand documents as objects take several gigabytes; their words as numbers take a
tenth of it.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

from directory.search.columns import Columns
from directory.search.contents import Contents
from directory.search.inverting import Occurrences
from directory.search.query import TEXT_FIELDS
from directory.search.term_table import FIELDS
from directory.search.whoosh_schema import (
    called,
    columns_of,
    positioned,
    term,
    unstemmed,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray

    from directory.search.engine import Document

_ROWS_AT_ONCE = 2_048
"""Facts are turned into arrays by so many documents: as objects they take ten times as much."""


class Gathering:
    """Takes documents in any order, also several of an id."""

    def __init__(self) -> None:
        self._fields = {name: _Field(name) for name in FIELDS}
        self._ids: list[str] = []
        self._rows: list[dict[str, Any]] = []
        self._columns: list[Columns] = []
        self._called: list[str] = []

    def __len__(self) -> int:
        return len(self._called)

    def add(self, document: Document) -> None:
        """Take a document; it is not kept."""
        facts = columns_of(document)
        self._ids.append(document.id)
        self._rows.append(facts)
        self._called.append(called(document))
        for name in TEXT_FIELDS:
            found = positioned(document.texts.get(name, ""))
            self._fields[name].add([word for _, word in found], [at for at, _ in found])
        self._fields[FIELDS[-1]].add(unstemmed(document), ())
        if len(self._rows) >= _ROWS_AT_ONCE:
            self._turn_into_arrays()

    def contents(self) -> Contents:
        """Give away what was taken, in order, the newest of each id; at least one document."""
        self._turn_into_arrays()
        called, words = self._called, self._fields
        self._called, self._fields = [], {}
        return Contents.put_in_order(
            self._columns, called, lambda name, rows: words.pop(name).occurrences(rows)
        )

    def _turn_into_arrays(self) -> None:
        if self._rows:
            self._columns.append(Columns.from_rows(self._ids, self._rows))
            self._ids, self._rows = [], []


class _Field:
    """The words of a field, as numbers in the order in which they come."""

    def __init__(self, name: str) -> None:
        self._numbers = _Numbers(name)
        self._word = array("i")
        self._position = array("i")
        self._counts = array("i")

    def add(self, words: Sequence[str], positions: Sequence[int]) -> None:
        """Take a document's words, and where they stand if the field keeps that."""
        numbers = self._numbers
        self._word.extend([numbers[word] for word in words])
        self._position.extend(positions)
        self._counts.append(len(words))

    def occurrences(self, rows: NDArray[np.int32]) -> Occurrences:
        word = np.frombuffer(self._word, dtype=np.int32)
        return Occurrences(
            list(self._numbers.indexed),
            word,
            np.repeat(rows, np.frombuffer(self._counts, dtype=np.int32)),
            np.frombuffer(self._position, dtype=np.int32)
            if self._position
            else np.broadcast_to(np.int32(0), len(word)),
        )


class _Numbers(dict[str, int]):
    """The number of the indexed form of each word as it is read."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self._field = field
        self.indexed: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        form = term(self._field, word) if self._field in TEXT_FIELDS else word
        number = self[word] = self.indexed.setdefault(form, len(self.indexed))
        return number
