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

_PARTS: dict[str, Any] = {
    "columns": Columns,
    "lookups": Lookups,
    "names": NameTable,
    "terms": TermTable,
}
_UNCHECKED = {
    "columns": frozenset({"cell", "latitude", "longitude"}),
    "names": frozenset(item.name for item in fields(NameTable)),
    "terms": frozenset({"documents", "times", "positions"}),
}
"""What no search needs at once: the columns are only written anew, names are checked when they are
first asked for, and the arrays of terms term by term."""


@dataclass(frozen=True, slots=True)
class SegmentArrays:
    """The arrays of a segment; rows are its documents in their order on disk.

    Attributes:
        file: From which they are mapped, `None` for those that were just put together.
    """

    columns: Columns
    lookups: Lookups
    names: NameTable
    terms: TermTable
    file: ArrayFile | None = None

    @classmethod
    def of(cls, columns: Columns, names: NameTable, terms: TermTable) -> Self:
        """Put the arrays of a segment together."""
        return cls(columns, Lookups.of(columns), names, terms)

    def write(self, path: Path) -> None:
        """Put them into a file, whole or not at all.

        Raises:
            OSError: The disk is full, or not writable.
        """
        parts = {name: getattr(self, name) for name in _PARTS}
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
        parts = {}
        for name, kind in _PARTS.items():
            unchecked = frozenset() if wholly else _UNCHECKED.get(name, frozenset())
            parts[name] = kind(**_arrays(file, name, unchecked))
        return cls(**parts, file=file)

    def checked_names(self) -> NameTable:
        """The names, as they were written.

        Raises:
            ArraysDamaged: They are not what was written.
        """
        if self.file is not None:
            _arrays(self.file, "names")
        return self.names


def arrays_path(folder: Path, segment_id: str) -> Path:
    """Where the arrays of a segment stand."""
    return folder / f"{segment_id}.arrays"


def _arrays(
    file: ArrayFile, name: str, unchecked: frozenset[str] = frozenset()
) -> dict[str, NDArray[Any]]:
    return {
        item.name: file.array(f"{name}.{item.name}", unchecked=item.name in unchecked)
        for item in fields(_PARTS[name])
    }
