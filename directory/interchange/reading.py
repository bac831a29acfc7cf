"""Reads an `npidata_pfile` of any size in constant memory, batch by batch.

Most rows of a national file are of no interest. They are told by their codes alone, before
anything else is made of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from directory.interchange import nppes
from directory.interchange.npi_sets import KnownNpis, SeenNpis
from directory.interchange.nppes_header import NotNppes, read_header
from directory.interchange.record import Change, Departure, ListingRecord
from directory.interchange.remarks import Reason, Remark, RowRejected
from directory.interchange.unusable import FileUnusable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from directory.interchange.nppes_header import Layout
    from directory.interchange.nucc import Taxon
    from directory.interchange.places import Locator
    from directory.interchange.tables import Table

BATCH_CHANGES = 1_000
"""Rows that may change something, in one transaction."""

BATCH_ROWS = 20_000
"""Rows skimmed before a batch is handed over even if it changes nothing, to show progress."""


@dataclass(slots=True)
class Batch:
    """A stretch of the file.

    Attributes:
        changes: What to take in, by NPI; of several rows with one NPI one stands.
        again: NPIs that stood in an earlier batch too.
        remarks: Rejected and odd rows.
        counts: Rows by what they are, and remarks by reason.
    """

    changes: dict[str, Change] = field(default_factory=dict)
    again: set[str] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def remark(self, line: int, npi: str, reason: Reason, *, kept: bool) -> None:
        """Note a rejected or an odd row."""
        self.remarks.append(Remark(line, npi, reason, kept))
        self.counts[reason.value] += 1
        self.counts["rejected"] += not kept


class ProviderReader:
    """Makes batches of the rows of one `npidata_pfile`."""

    def __init__(
        self,
        table: Table,
        taxonomy: Mapping[str, Taxon],
        locator: Locator,
        listed: KnownNpis | None = None,
    ) -> None:
        """Understand the header.

        Args:
            table: The file, at any row.
            taxonomy: The codes that are listed.
            locator: Finds the places of rows.
            listed: NPIs of the directory, to notice those whose row has no listed code any more.

        Raises:
            FileUnusable: It is no `npidata_pfile`.
        """
        self._table = table
        self._taxonomy = taxonomy
        self._locator = locator
        self._listed = listed or KnownNpis([])
        self._seen = SeenNpis()
        self._layout = layout_of(table)

    def batches(self) -> Iterator[Batch]:
        """The rows from here on: those with a listed code, placed, and those that went out of use."""
        rows = self._table.rows()
        while True:
            batch, ended = self._next_batch(rows)
            yield batch
            if ended:
                return

    def _next_batch(self, rows: Iterator[list[str] | None]) -> tuple[Batch, bool]:
        batch, others = Batch(), _Others(self._layout)
        is_irrelevant = frozenset(self._taxonomy).isdisjoint
        codes, width = self._layout.codes(), self._layout.width
        deactivated_at = self._layout.positions["deactivated"]
        ended = True
        for number, row in enumerate(rows, start=1):
            if row and len(row) == width and not row[deactivated_at] and is_irrelevant(codes(row)):
                others.add(row)
            else:
                self._sort(batch, others, row)
            if number >= BATCH_ROWS or len(batch.changes) >= BATCH_CHANGES:
                ended = False
                break
        others.settle(batch, self._listed)
        return batch, ended

    def _sort(self, batch: Batch, others: _Others, row: list[str] | None) -> None:
        """Put one row where it belongs: broken, out of use, of another or of a listed profession."""
        batch.counts["rows"] += 1
        line = self._table.line
        if row is None:
            batch.remark(line, "", Reason.UNREADABLE, kept=False)
        elif len(row) != self._layout.width:
            batch.remark(line, _npi_like(row[0]), Reason.WRONG_WIDTH, kept=False)
        elif nppes.is_deactivated(self._layout, row):
            batch.counts["deactivated"] += 1
            self._read(batch, line, row, deactivated=True)
        elif frozenset(self._taxonomy).isdisjoint(self._layout.codes()(row)):
            batch.counts["rows"] -= 1
            others.add(row)
        else:
            batch.counts["relevant"] += 1
            self._read(batch, line, row, deactivated=False)

    def _read(self, batch: Batch, line: int, row: Sequence[str], *, deactivated: bool) -> None:
        remarks: tuple[Reason, ...] = ()
        change: Change
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
        if self._is_repeated(batch, change):
            remarks = (*remarks, Reason.DUPLICATE)
        for reason in remarks:
            batch.remark(line, change.npi, reason, kept=True)

    def _is_repeated(self, batch: Batch, change: Change) -> bool:
        """Put a change into the batch unless a row that stands there counts more."""
        seen = self._seen.add(change.npi)
        known = batch.changes.get(change.npi)
        if known is None:
            if seen:
                batch.again.add(change.npi)
            batch.changes[change.npi] = change
        elif _counts_more(change, known):
            del batch.changes[change.npi]
            batch.changes[change.npi] = change
        return seen


class _Others:
    """Rows of professions that are not listed: counted, and looked through for listings of ours."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._npi_at = layout.positions["npi"]
        self._rows: list[tuple[str, str]] = []
        self._updated_at = layout.positions["updated"]

    def add(self, row: Sequence[str]) -> None:
        """Note a row; only two cells of it are kept."""
        self._rows.append((row[self._npi_at], row[self._updated_at]))

    def settle(self, batch: Batch, listed: KnownNpis) -> None:
        """Count the rows, and hand over those whose NPI the directory lists."""
        batch.counts["rows"] += len(self._rows)
        batch.counts["irrelevant"] += len(self._rows)
        places = listed.places_among([npi for npi, _ in self._rows])
        for npi, updated in (self._rows[place] for place in places):
            batch.changes.setdefault(npi, Departure(npi, nppes.day(updated)))


def layout_of(table: Table) -> Layout:
    """Understand the header of an `npidata_pfile`.

    Raises:
        FileUnusable: It is none.
    """
    try:
        return read_header(table.header)
    except NotNppes as error:
        raise FileUnusable(str(error)) from error


def _counts_more(change: Change, known: Change) -> bool:
    """Of two rows with one NPI the later dated one counts, of equal dates the first.

    So a file that holds both changes nothing when it is read again.

    Within a batch this decides, between batches `Batch.again` does. A reading that goes on after an
    interruption knows no numbers of the part before: of two rows of one date on both sides of it
    the second counts until the file is read again from its beginning. A row of an earlier date
    never does, for the listing holds the later one.
    """
    if isinstance(change, ListingRecord) and isinstance(known, ListingRecord):
        if change.updated_on is None or known.updated_on is None:
            return known.updated_on is None and change.updated_on is not None
        return change.updated_on > known.updated_on
    return True


def _npi_like(text: str) -> str:
    """What can be shown of a cell that should be an NPI: its first characters if printable."""
    return "".join(char for char in text[:20] if char.isascii() and char.isalnum())
