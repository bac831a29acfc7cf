"""Gathers rows that follow one another into people with their places of work."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from directory.interchange.sheet.folding import words_of
from directory.interchange.sheet.record import SheetListing, SheetPerson, SheetPlace
from directory.interchange.sheet.remarks import Flaw, RowRejected, SheetRemark
from directory.interchange.sheet.rows import Row, derived_id, read_id, read_person, read_place

if TYPE_CHECKING:
    from directory.interchange.sheet.columns import Header
    from directory.interchange.sheet.lines import TableRow
    from directory.interchange.sheet.placing import Placer

BATCH_LISTINGS = 500
"""People who may change something, in one transaction."""

MOST_PLACES = 200
"""Places of work of one person; more of them are another kind of list."""


@dataclass(slots=True)
class SheetBatch:
    """A stretch of the file.

    Attributes:
        listings: People to take in, none twice in the whole file.
        remarks: Rejected and odd rows.
        counts: Rows by what they are, and remarks by reason.
        free: How often each free tag was kept, by its column and text.
        bytes_read: How much of the file has been read since its beginning.
    """

    listings: list[SheetListing] = field(default_factory=list)
    remarks: list[SheetRemark] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    free: Counter[tuple[str, str]] = field(default_factory=Counter)
    bytes_read: int = 0

    @property
    def is_full(self) -> bool:
        """Whether it is time to hand the batch over."""
        return len(self.listings) >= BATCH_LISTINGS or self.counts["rows"] >= 4 * BATCH_LISTINGS

    def remark(self, remark: SheetRemark) -> None:
        """Note a rejected or an odd row."""
        self.remarks.append(remark)
        self.counts[remark.flaw.value] += 1
        self.counts["rejected"] += not remark.kept


@dataclass(slots=True)
class _Open:
    """The person whose rows are being read."""

    external_id: str
    person: SheetPerson
    places: list[SheetPlace]


class Gatherer:
    """Reads rows one after the other and hands over a person when the next one begins."""

    def __init__(self, header: Header, placer: Placer) -> None:
        """Take what tells the columns apart, and what finds places."""
        self._header = header
        self._placer = placer
        self._open: _Open | None = None
        # Hashes instead of the ids themselves, so that a long file needs little memory.
        self._seen: set[int] = set()

    def take(self, table_row: TableRow, batch: SheetBatch) -> None:
        """Read one row; whom it completes goes into the batch."""
        batch.counts["rows"] += 1
        row = Row({})
        external_id = ""
        try:
            row = Row(self._cells(table_row))
            external_id = read_id(row)
            external_id = self._read(row, external_id, batch)
        except RowRejected as rejected:
            found = (rejected.flaw, rejected.column, rejected.value)
            batch.remark(SheetRemark(table_row.line, external_id, *found))
            return
        for flaw in row.flaws:
            batch.remark(SheetRemark(table_row.line, external_id, *flaw))
        batch.free.update(row.free)

    def finish(self, batch: SheetBatch) -> None:
        """Hand over the last person."""
        if self._open:
            done = self._open
            batch.listings.append(SheetListing(done.external_id, done.person, tuple(done.places)))
            self._open = None

    def _cells(self, table_row: TableRow) -> dict[str, str]:
        cells = table_row.cells
        if cells is None:
            raise RowRejected(Flaw.UNREADABLE)
        further = [cell for cell in cells[len(self._header.names) :] if cell.strip()]
        if further:
            raise RowRejected(Flaw.TOO_WIDE, "", further[0])
        return self._header.cells(cells)

    def _read(self, row: Row, own_id: str, batch: SheetBatch) -> str:
        """Read a row of the open person, or begin the next one."""
        if own_id and self._open and own_id == self._open.external_id:
            self._compare(row, self._open)
            self._add_place(row, self._open, read_place(row))
            return own_id
        person, place = read_person(row), read_place(row)
        external_id = own_id or derived_id(row)
        if self._open and external_id == self._open.external_id and person == self._open.person:
            self._add_place(row, self._open, place)
            return external_id
        if hash(external_id) in self._seen:
            raise RowRejected(Flaw.REPEATED_ID, "external_id", own_id or person.name)
        self.finish(batch)
        self._seen.add(hash(external_id))
        self._open = _Open(external_id, person, [])
        if place != SheetPlace():
            self._add_place(row, self._open, place)
        elif not person.telehealth:
            row.note(Flaw.NO_PLACE, "", "")
        return external_id

    def _add_place(self, row: Row, person: _Open, place: SheetPlace) -> None:
        if len(person.places) >= MOST_PLACES:
            raise RowRejected(Flaw.REPEATED_ID, "external_id", person.external_id)
        placed, flaws = self._placer.place(place)
        where = f"{place.postal_code} {place.city} {place.country}".strip()
        is_found = place.city or place.postal_code or place.point or person.person.telehealth
        for flaw in flaws if is_found else [Flaw.NO_PLACE, *flaws]:
            row.note(flaw, "", where)
        if placed in {SheetPlace(), *person.places}:
            row.note(Flaw.SAME_ROW, "", where)
        else:
            person.places.append(placed)

    def _compare(self, row: Row, known: _Open) -> None:
        """Refuse another person under the same id, and note what else a further row says."""
        apart = Row(row.cells)
        name = apart.text("name")
        words, known_words = words_of(name), words_of(known.person.name)
        if not (words <= known_words or known_words <= words):
            raise RowRejected(Flaw.REPEATED_ID, "name", name)
        try:
            person = read_person(apart)
        except RowRejected:
            return  # a further row need not name the person again
        for item in fields(SheetPerson):
            value = getattr(person, item.name)
            is_stated = bool(value) and (item.name != "profession" or apart.stated("profession"))
            if is_stated and value != getattr(known.person, item.name):
                row.note(Flaw.PERSON_DIFFERS, item.name, str(value))
