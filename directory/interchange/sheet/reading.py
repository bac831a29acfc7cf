"""Reads a table of any size in constant memory, batch by batch."""

from __future__ import annotations

import hashlib
import io
import stat
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from directory.interchange.sheet.columns import HeaderUnusable, read_header
from directory.interchange.sheet.decoding import (
    HEADER_CHARACTERS,
    SheetUnusable,
    delimiter_of,
    survey,
)
from directory.interchange.sheet.gathering import Gatherer, SheetBatch
from directory.interchange.sheet.lines import LONGEST_LINE, Lines, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from directory.interchange.sheet.columns import Header
    from directory.interchange.sheet.placing import Placer

__all__ = ["SheetFile", "SheetUnusable", "open_sheet"]


class SheetFile:
    """An open file whose header has been understood.

    Attributes:
        sha256: Hash of the whole file, in hexadecimal.
        header: Its columns.
        encoding: As which it is read.
        delimiter: What separates its cells.
    """

    def __init__(self, file: io.BufferedReader) -> None:
        """Look through the file and read the header.

        Raises:
            SheetUnusable: It is empty, no text, or no table with the needed columns.
        """
        self._file = file
        self.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        self.encoding, errors = survey(file)
        text = self._decoded(errors)
        self.delimiter, is_said = delimiter_of(text.read(HEADER_CHARACTERS))
        text.detach()
        text = self._decoded(errors)
        self._text = text  # or it would close the file as soon as nobody holds it
        # In pieces, so that a file without line ends is not read as one line.
        pieces = iter(partial(text.readline, LONGEST_LINE + 1), "")
        lines = Lines(pieces)
        if is_said:
            lines.next()
        self._rows = rows(lines, self.delimiter)
        self.header = self._header()

    def batches(self, placer: Placer) -> Iterator[SheetBatch]:
        """Read the rows, complete their places and gather them into people."""
        gatherer = Gatherer(self.header, placer)
        batch = SheetBatch()
        for row in self._rows:
            gatherer.take(row, batch)
            if batch.is_full:
                batch.bytes_read = self._file.tell()
                yield batch
                batch = SheetBatch()
        gatherer.finish(batch)
        batch.bytes_read = self._file.tell()
        yield batch

    def _decoded(self, errors: str) -> io.TextIOWrapper:
        self._file.seek(0)
        return io.TextIOWrapper(self._file, self.encoding, errors=errors, newline="")

    def _header(self) -> Header:
        first = next(self._rows, None)
        try:
            return read_header((first and first.cells) or [])
        except HeaderUnusable as error:
            raise SheetUnusable(str(error)) from error


@contextmanager
def open_sheet(path: Path) -> Iterator[SheetFile]:
    """Open a file and understand its header.

    Raises:
        SheetUnusable: There is no such file, it cannot be read, or it is no such table.
    """
    with _opened(path) as file:
        sheet = SheetFile(file)  # held here, because its text would close the file when it goes
        yield sheet


def _opened(path: Path) -> io.BufferedReader:
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            what = "a folder" if stat.S_ISDIR(mode) else "a pipe or a device"
            message = f"it is {what}; give a CSV file."
            raise SheetUnusable(message)
        return path.open("rb")
    except FileNotFoundError:
        message = "there is no such file."
        raise SheetUnusable(message) from None
    except (OSError, ValueError) as error:
        if isinstance(error, SheetUnusable):
            raise
        message = f"it cannot be opened ({error})."
        raise SheetUnusable(message) from error
