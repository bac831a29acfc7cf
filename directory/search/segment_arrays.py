"""What is read of a segment in arrays, in one mapped file beside it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Self

from directory.search.array_file import ArrayFile, write_arrays
from directory.search.columns import Columns
from directory.search.lookups import Lookups
from directory.search.name_table import NameTable
from directory.search.term_table import TermTable

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_LARGE = frozenset({"documents", "times", "positions"})
"""Arrays of terms that are checked term by term, as they are used."""


@dataclass(frozen=True, slots=True)
class SegmentArrays:
    """The arrays of a segment; rows are its documents in their order on disk."""

    columns: Columns
    lookups: Lookups
    names: NameTable
    terms: TermTable

    @classmethod
    def of(cls, columns: Columns, names: NameTable, terms: TermTable) -> Self:
        """Put the arrays of a segment together."""
        return cls(columns, Lookups.of(columns), names, terms)

    def write(self, path: Path) -> None:
        """Put them into a file, whole or not at all.

        Raises:
            OSError: The disk is full, or not writable.
        """
        parts = {item.name: getattr(self, item.name) for item in fields(self)}
        write_arrays(
            path,
            {
                f"{name}.{item.name}": getattr(part, item.name)
                for name, part in parts.items()
                for item in fields(part)
            },
        )

    @classmethod
    def read(cls, path: Path, *, wholly: bool = False) -> Self:
        """Map a file; only what every query needs is read from disk at once.

        Args:
            path: Of the file.
            wholly: Read and check all of it.

        Raises:
            ArraysDamaged: It is missing, torn, or not what was written.
        """
        file = ArrayFile(path)
        return cls(
            Columns(**_arrays(file, "columns", Columns)),
            Lookups(**_arrays(file, "lookups", Lookups)),
            NameTable(**_arrays(file, "names", NameTable)),
            TermTable(**_arrays(file, "terms", TermTable, frozenset() if wholly else _LARGE)),
        )


def arrays_path(folder: Path, segment_id: str) -> Path:
    """Where the arrays of a segment stand."""
    return folder / f"{segment_id}.arrays"


def _arrays(
    file: ArrayFile, name: str, kind: Any, unchecked: frozenset[str] = frozenset()
) -> dict[str, NDArray[Any]]:
    return {
        item.name: file.array(f"{name}.{item.name}", unchecked=item.name in unchecked)
        for item in fields(kind)
    }
