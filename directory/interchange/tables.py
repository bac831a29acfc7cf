"""Reads a CSV of any size and any bytes, row by row, and can go on where an earlier reading stopped."""

from __future__ import annotations

import csv
import hashlib
import io
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from directory.interchange.archives import read_piece, stream
from directory.interchange.unusable import FileUnusable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import WriteableBuffer

    from directory.interchange.archives import Part

ROW_BYTES_AT_MOST = 16 << 20
"""A row that goes on for longer, such as one whose quotation mark is never closed, is given up."""

Row: TypeAlias = list[str]

_BUFFER_BYTES = 1 << 20
_SNIFFED_BYTES = 4096
_SKIPPED_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a table has been read.

    Attributes:
        lines: Lines of which rows were made, the header's too.
        bytes: How much had been fetched for them.
        sha256: Hash of those bytes, by which the file is known again.
    """

    lines: int
    bytes: int
    sha256: str

    def as_json(self) -> dict[str, Any]:
        """The mark as JSON keeps it."""
        return asdict(self)


class Table:
    """An open CSV with a header.

    Attributes:
        header: Cells of the first row.
    """

    def __init__(self, source: IO[bytes]) -> None:
        """Read the header.

        Raises:
            FileUnusable: The file is empty, is no text, or its header cannot be read.
        """
        self._tap = _Tap(source)
        buffered = io.BufferedReader(self._tap, _BUFFER_BYTES)
        _refuse_binary(buffered.peek(_SNIFFED_BYTES)[:_SNIFFED_BYTES])
        # Bytes that are not UTF-8 are kept apart here and read as Windows-1252 in the few rows
        # that matter.
        self._text = io.TextIOWrapper(buffered, "utf-8-sig", errors="surrogateescape", newline="")
        self._reader = csv.reader(self._text)
        self._skipped = 0
        self.header: Row = self._read_header()

    @property
    def line(self) -> int:
        """Lines read so far."""
        return self._skipped + self._reader.line_num

    @property
    def bytes_read(self) -> int:
        """Bytes fetched so far; somewhat more than rows were made of."""
        return self._tap.count

    @property
    def sha256(self) -> str:
        """Hash of what has been fetched, in hexadecimal."""
        return self._tap.digest.hexdigest()

    def mark(self) -> Mark:
        """Where the reading is, to go on from there another time."""
        return Mark(self.line, self.bytes_read, self.sha256)

    def rows(self) -> Iterator[Row | None]:
        """The rows from here on; `None` for one that cannot be read. Empty lines are left out."""
        tap = self._tap
        while True:
            try:
                for row in self._reader:
                    tap.row_began_at = tap.count
                    if row:
                        yield row
            except csv.Error:
                tap.row_began_at = tap.count
                yield None
            else:
                return

    def skip_to(self, mark: Mark) -> bool:
        """Pass over what has been read before, much faster than rows are made.

        Returns:
            Whether the file is the same up to the mark. If not, this table is of no more use.
        """
        self._tap.expect(mark.bytes)
        remaining = mark.lines - self.line
        try:
            while remaining > 0:
                passed = sum(1 for _ in self._passing(min(remaining, _SKIPPED_AT_ONCE)))
                if not passed:
                    return False
                remaining -= passed
                self._skipped += passed
        except csv.Error:
            return False
        return self._tap.expected_digest == mark.sha256

    def _passing(self, lines: int) -> Iterator[str]:
        for line in islice(self._text, lines):
            self._tap.row_began_at = self._tap.count
            yield line

    def _read_header(self) -> Row:
        try:
            return next(self._reader)
        except StopIteration:
            message = "it is empty."
            raise FileUnusable(message) from None
        except csv.Error as error:
            message = f"its header cannot be read ({error})."
            raise FileUnusable(message) from error


@contextmanager
def open_table(part: Part) -> Iterator[Table]:
    """Open a part and read its header.

    Raises:
        FileUnusable: It cannot be opened or is no CSV.
    """
    with stream(part) as source:
        yield Table(source)


class _Tap(io.RawIOBase):
    """Counts and hashes what passes on its way to the reader, and stops a row without an end."""

    def __init__(self, source: IO[bytes]) -> None:
        super().__init__()
        self._source = source
        self._expected_count: int | None = None
        self.count = 0
        self.row_began_at = 0
        self.digest = hashlib.sha256()
        self.expected_digest = ""

    def expect(self, count: int) -> None:
        """Keep the hash of the first `count` bytes when they have passed."""
        self._expected_count = count
        self._note()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        if self.count - self.row_began_at > ROW_BYTES_AT_MOST:
            self.row_began_at = self.count
            message = "the row has no end"
            raise csv.Error(message)
        view = memoryview(buffer).cast("B")
        piece = read_piece(self._source, len(view))
        view[: len(piece)] = piece
        self.digest.update(piece)
        self.count += len(piece)
        self._note()
        return len(piece)

    def _note(self) -> None:
        if self.count == self._expected_count:
            self.expected_digest = self.digest.hexdigest()


def _refuse_binary(start: bytes) -> None:
    if start.startswith(b"\x1f\x8b"):
        message = "it is a gzip archive; unpack it and give the CSV in it."
        raise FileUnusable(message)
    if b"\0" in start:
        message = "it is not a text file; give the CSV or the zip of an NPPES download."
        raise FileUnusable(message)
