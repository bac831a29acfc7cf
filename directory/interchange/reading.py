"""Reads an `npidata_pfile` of any size in constant memory, batch by batch.

Most rows of a national file are of no interest. They are told by their codes alone, before
anything else is made of them.
"""

from __future__ import annotations

import csv
import hashlib
import io
import stat
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from directory.interchange import nppes
from directory.interchange.nppes_header import Layout, NotNppes, read_header
from directory.interchange.remarks import Reason, Remark, RowRejected

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from _typeshed import WriteableBuffer

    from directory.interchange.nucc import Taxon
    from directory.interchange.places import Locator
    from directory.interchange.record import Deactivation, ListingRecord

BATCH_CHANGES = 500
"""Rows that may change something, in one transaction."""

BATCH_ROWS = 20_000
"""Rows skimmed before a batch is handed over even if it changes nothing, to show progress."""

_BUFFER_BYTES = 1 << 20
_SNIFFED_BYTES = 4096
_BINARY_STARTS = {b"PK\x03\x04": "a zip archive", b"\x1f\x8b": "a gzip archive"}


class FileUnusable(ValueError):
    """A file cannot be read as an `npidata_pfile`; the message says why and what to give instead."""


@dataclass(slots=True)
class Batch:
    """A stretch of the file.

    Attributes:
        changes: What to take in, by NPI; of several rows with one NPI the last stands.
        remarks: Rejected and odd rows.
        counts: Rows by what they are, and remarks by reason.
        bytes_read: How much of the file has been read since its beginning.
    """

    changes: dict[str, ListingRecord | Deactivation] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    bytes_read: int = 0

    @property
    def is_full(self) -> bool:
        """Whether it is time to hand the batch over."""
        return len(self.changes) >= BATCH_CHANGES or self.counts["rows"] >= BATCH_ROWS

    def remark(self, line: int, npi: str, reason: Reason, *, kept: bool) -> None:
        """Note a rejected or an odd row."""
        self.remarks.append(Remark(line, npi, reason, kept))
        self.counts[reason.value] += 1
        self.counts["rejected"] += not kept


class NppesFile:
    """An open file whose header has been understood."""

    def __init__(self, tap: _Tap) -> None:
        """Read the header.

        Raises:
            FileUnusable: The file is empty, is not text, or is no `npidata_pfile`.
        """
        self._tap = tap
        buffered = io.BufferedReader(tap, _BUFFER_BYTES)
        _refuse_binary(buffered.peek(_SNIFFED_BYTES)[:_SNIFFED_BYTES])
        # Bytes that are not UTF-8 are kept apart here and read as Windows-1252 in the few rows
        # that matter.
        text = io.TextIOWrapper(buffered, "utf-8-sig", errors="surrogateescape", newline="")
        self._reader = csv.reader(text)
        self.layout: Layout = self._header()

    @property
    def sha256(self) -> str:
        """Hash of what has been read, in hexadecimal."""
        return self._tap.digest.hexdigest()

    def batches(self, taxonomy: Mapping[str, Taxon], locator: Locator) -> Iterator[Batch]:
        """Read the rows: those with a code of the taxonomy, placed, and deactivations."""
        sorter = _Sorter(self.layout, taxonomy, locator)
        batch = Batch()
        while True:
            try:
                row = next(self._reader)
            except StopIteration:
                break
            except csv.Error:
                batch.counts["rows"] += 1
                batch.remark(self._reader.line_num, "", Reason.UNREADABLE, kept=False)
                continue
            sorter.sort(batch, self._reader.line_num, row)
            if batch.is_full:
                batch.bytes_read = self._tap.count
                yield batch
                batch = Batch()
        batch.bytes_read = self._tap.count
        yield batch

    def _header(self) -> Layout:
        try:
            return read_header(next(self._reader))
        except StopIteration:
            message = "it is empty."
            raise FileUnusable(message) from None
        except (csv.Error, NotNppes) as error:
            raise FileUnusable(str(error)) from error


@contextmanager
def open_nppes(path: Path) -> Iterator[NppesFile]:
    """Open a file and understand its header.

    Raises:
        FileUnusable: There is no such file, it cannot be read, or it is no `npidata_pfile`.
    """
    with _opened(path) as raw:
        yield NppesFile(_Tap(raw))


def _opened(path: Path) -> io.FileIO:
    try:
        _refuse_special(path.stat().st_mode)
        return path.open("rb", buffering=0)
    except FileNotFoundError:
        message = "there is no such file."
        raise FileUnusable(message) from None
    except OSError as error:
        message = f"it cannot be opened ({error.strerror})."
        raise FileUnusable(message) from error


def _refuse_special(mode: int) -> None:
    if stat.S_ISDIR(mode):
        message = "it is a folder; give the CSV file in it."
        raise FileUnusable(message)
    if not stat.S_ISREG(mode):
        message = "it is a pipe or a device; save it as a file first."
        raise FileUnusable(message)


class _Tap(io.RawIOBase):
    """Counts and hashes what passes on its way to the reader."""

    def __init__(self, raw: io.FileIO) -> None:
        super().__init__()
        self._raw = raw
        self.count = 0
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        length = self._raw.readinto(buffer) or 0
        self.digest.update(memoryview(buffer)[:length])
        self.count += length
        return length


class _Sorter:
    """Tells the few rows that matter from the many that do not, and reads those."""

    def __init__(self, layout: Layout, taxonomy: Mapping[str, Taxon], locator: Locator) -> None:
        self._layout = layout
        self._taxonomy = taxonomy
        self._locator = locator
        self._is_irrelevant = frozenset(taxonomy).isdisjoint
        self._codes = layout.codes()
        self._deactivated_at = layout.positions["deactivated"]

    def sort(self, batch: Batch, line: int, row: Sequence[str]) -> None:
        """Put one row where it belongs."""
        if not row:
            return
        batch.counts["rows"] += 1
        if len(row) != self._layout.width:
            batch.remark(line, _npi_like(row[0]), Reason.WRONG_WIDTH, kept=False)
        elif row[self._deactivated_at] and nppes.is_deactivated(self._layout, row):
            batch.counts["deactivated"] += 1
            self._read(batch, line, row, deactivated=True)
        elif self._is_irrelevant(self._codes(row)):
            batch.counts["irrelevant"] += 1
        else:
            batch.counts["relevant"] += 1
            self._read(batch, line, row, deactivated=False)

    def _read(self, batch: Batch, line: int, row: Sequence[str], *, deactivated: bool) -> None:
        remarks: tuple[Reason, ...] = ()
        change: ListingRecord | Deactivation
        try:
            if deactivated:
                change = nppes.read_deactivation(self._layout, row)
            else:
                reading = nppes.read_row(self._layout, row, self._taxonomy)
                change, odd = self._locator.place(reading.record)
                remarks = (*reading.remarks, *odd)
        except RowRejected as rejected:
            npi = _npi_like(self._layout.cell(row, "npi"))
            batch.remark(line, npi, rejected.reason, kept=False)
            return
        if batch.changes.pop(change.npi, None):
            remarks = (*remarks, Reason.DUPLICATE)
        batch.changes[change.npi] = change
        for reason in remarks:
            batch.remark(line, change.npi, reason, kept=True)


def _refuse_binary(start: bytes) -> None:
    for magic, what in _BINARY_STARTS.items():
        if start.startswith(magic):
            message = f"it is {what}; unpack it and give the npidata_pfile CSV from it."
            raise FileUnusable(message)
    if b"\0" in start:
        message = "it is not a text file; give the npidata_pfile CSV of a download."
        raise FileUnusable(message)


def _npi_like(text: str) -> str:
    """What can be shown of a cell that should be an NPI: its first characters if printable."""
    return "".join(char for char in text[:20] if char.isascii() and char.isalnum())
