"""What a segment is to hold, and how the contents of several become one. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from directory.search.arrangement import arranged
from directory.search.columns import Columns
from directory.search.inverting import Occurrences, invert, occurrences_of
from directory.search.name_table import NameTable
from directory.search.segment_arrays import SegmentArrays

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from directory.search.term_table import TermTable


@dataclass(frozen=True, slots=True)
class Contents:
    """The n documents of a segment, in the order of their rows.

    Attributes:
        columns: Their compared facts.
        called: What their people are called, length n.
        terms: The words of their texts.
    """

    columns: Columns
    called: Sequence[str]
    terms: TermTable

    def arrays(self) -> SegmentArrays:
        """The arrays that are read of them."""
        return SegmentArrays.of(self.columns, NameTable.of(self.called), self.terms)

    @classmethod
    def put_in_order(
        cls,
        facts: list[Columns],
        called: Sequence[str],
        occurrences: Callable[[str, NDArray[np.int32]], Occurrences],
    ) -> Self:
        """Documents in any order, of which some may be of the same id, along the curve.

        Args:
            facts: Those of m documents in all, m at least 1; emptied, they take much memory.
            called: What their people are called, length m.
            occurrences: Gives those of a field for the new row of each of the m documents, -1 for
                the ones that are left out.
        """
        columns = Columns.joined(facts)
        facts.clear()
        rows = arranged(columns)
        new_rows = np.full(columns.count, -1, dtype=np.int32)
        new_rows[rows] = np.arange(len(rows))
        columns = columns.taken(rows)
        return cls(
            columns,
            [called[row] for row in rows],
            invert(lambda field: occurrences(field, new_rows), len(rows)),
        )

    @classmethod
    def joined(cls, parts: Sequence[Contents], kept: Sequence[NDArray[np.int64]]) -> Self:
        """The rows that are kept of several parts, in one.

        Args:
            parts: At least one.
            kept: For each part which of its rows, ascending; at least one in all.
        """
        whose = list(zip(parts, kept, strict=True))

        def occurrences(field: str, new_rows: NDArray[np.int32]) -> Occurrences:
            starts = np.cumsum([0, *map(len, kept)])
            found = []
            for (part, rows), start in zip(whose, starts.tolist(), strict=False):
                moved = np.full(part.columns.count, -1, dtype=np.int32)
                moved[rows] = new_rows[start : start + len(rows)]
                former = occurrences_of(part.terms, field)
                found.append(former._replace(document=moved[former.document]))
            return Occurrences.joined(found)

        return cls.put_in_order(
            [part.columns.taken(rows) for part, rows in whose],
            [part.called[row] for part, rows in whose for row in rows.tolist()],
            occurrences,
        )
