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
    written,
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
        self._stored: list[str] = []
        self._called: list[str] = []

    def __len__(self) -> int:
        return len(self._stored)

    def add(self, document: Document) -> None:
        """Take a document; it is not kept."""
        facts = columns_of(document)
        self._ids.append(document.id)
        self._rows.append(facts)
        self._stored.append(written(facts))
        self._called.append(called(document))
        for name in TEXT_FIELDS:
            self._fields[name].add(positioned(document.texts.get(name, "")))
        self._fields[FIELDS[-1]].add([(0, word) for word in unstemmed(document)])
        if len(self._rows) >= _ROWS_AT_ONCE:
            self._turn_into_arrays()

    def contents(self) -> Contents:
        """Put what was taken in order, the newest of each id; at least one document was taken."""
        self._turn_into_arrays()
        return Contents.put_in_order(
            Columns.joined(self._columns),
            self._stored,
            self._called,
            lambda name, rows: self._fields[name].occurrences(rows),
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

    def add(self, found: Sequence[tuple[int, str]]) -> None:
        numbers = self._numbers
        self._word.extend([numbers[word] for _, word in found])
        self._position.extend([position for position, _ in found])
        self._counts.append(len(found))

    def occurrences(self, rows: NDArray[np.int32]) -> Occurrences:
        return Occurrences(
            list(self._numbers.indexed),
            np.frombuffer(self._word, dtype=np.int32),
            np.repeat(rows, np.frombuffer(self._counts, dtype=np.int32)),
            np.frombuffer(self._position, dtype=np.int32),
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
