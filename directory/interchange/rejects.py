"""The file that names every rejected or odd row of a run, for a person to read in a spreadsheet."""

from __future__ import annotations

import csv
import os
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from directory.interchange.remarks import Remark

HEADER = ("line", "npi", "outcome", "reason", "explanation", "what_to_do")


class RejectsFile:
    """Written as the rows come; without any there is no file.

    Attributes:
        relative_path: Where it is within the var folder, or `None` as long as there is none.
    """

    def __init__(
        self,
        var: Path,
        run_id: int | str,
        header: Sequence[str] = HEADER,
        *,
        keep_bytes: int = 0,
    ) -> None:
        """Choose the file's name, `imports/<run>-rejects.csv`, and its columns.

        Args:
            var: The site's var folder.
            run_id: The run.
            header: Names of the columns.
            keep_bytes: How much of the file a run that broke off had written by its last batch;
                the rest is cut off, because its rows come again.
        """
        self._name = f"imports/{run_id}-rejects.csv"
        self._header = header
        self._path = var / self._name
        self._file: TextIO | None = None
        self.relative_path: str | None = None
        if keep_bytes and self._path.exists():
            self._go_on(keep_bytes)

    @property
    def size(self) -> int:
        """Bytes written so far."""
        return self._path.stat().st_size if self._file else 0

    def write(self, remarks: Iterable[Remark]) -> None:
        """Add rows and make sure that they are on the disk before the batch is committed."""
        self.write_rows(_cells(remark) for remark in remarks)

    def write_rows(self, rows: Iterable[Sequence[object]]) -> None:
        """Add rows of one cell for each column of the header, and see them to the disk.

        A checkpoint counts on them: after a power cut the file may be longer than it says, never
        shorter.
        """
        written = False
        for row in rows:
            csv.writer(self._opened()).writerow(row)
            written = True
        if written and self._file:
            self._file.flush()
            os.fsync(self._file.fileno())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file:
            self._file.close()

    def _go_on(self, keep_bytes: int) -> None:
        self._file = self._path.open("r+", encoding="utf-8", newline="")
        self._file.truncate(keep_bytes)
        self._file.seek(0, os.SEEK_END)
        self.relative_path = self._name

    def _opened(self) -> TextIO:
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("w", encoding="utf-8", newline="")
            csv.writer(self._file).writerow(self._header)
            _keep_name(self._path.parent)
            self.relative_path = self._name
        return self._file


def _keep_name(folder: Path) -> None:
    """Make a new file's name last through a power cut, not only what is in it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _cells(remark: Remark) -> tuple[object, ...]:
    outcome = "kept" if remark.kept else "rejected"
    reason = remark.reason
    return (remark.line, remark.npi, outcome, reason.value, reason.text, reason.advice)
