"""What changed between two `npidata_pfile`, such as those of two months, in constant memory.

Of the older file a few short hashes are kept for each listed row, aside on the disk; the newer one
is read against them. Only rows of listed professions count, and rows that went out of use.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from directory.interchange import nppes
from directory.interchange.reading import layout_of
from directory.interchange.remarks import RowRejected
from directory.practitioners.npi import is_npi

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from directory.interchange.nppes_header import Layout
    from directory.interchange.nucc import Taxon
    from directory.interchange.record import ListingRecord
    from directory.interchange.tables import Row, Table

ROWS_AT_ONCE = 5_000
_HASH_BYTES = 8

_MISSING, _IN_USE, _OUT_OF_USE = 0, 1, 2


class Difference(StrEnum):
    """How a number differs from the older file."""

    ADDED = "added"
    REACTIVATED = "reactivated"
    MOVED = "moved"
    RENAMED = "renamed"
    PROFESSION = "changed profession"
    DEACTIVATED = "deactivated"
    LEFT = "left the listed professions"
    GONE = "gone"


class Finding(NamedTuple):
    """One difference, with what the newer file says (of one that is gone: nothing)."""

    difference: Difference
    npi: str
    name: str = ""
    profession: str = ""
    place: str = ""


class _Digests(NamedTuple):
    """One row of either file, as far as it is compared."""

    state: int
    place: bytes = b""
    name: bytes = b""
    profession: bytes = b""


class Comparison:
    """Two files on their way to a list of differences."""

    def __init__(self, connection: sqlite3.Connection, taxonomy: Mapping[str, Taxon]) -> None:
        """Make the table.

        Args:
            connection: A scratch database.
            taxonomy: The codes that are listed.
        """
        self._connection = connection
        self._taxonomy = taxonomy
        connection.execute(
            "CREATE TABLE older (npi TEXT PRIMARY KEY, state INTEGER, place BLOB, name BLOB,"
            " profession BLOB, seen INTEGER DEFAULT 0) WITHOUT ROWID"
        )

    def read_older(self, table: Table) -> Iterator[int]:
        """Remember the older file.

        Yields:
            Rows read since the last time, to show progress.
        """
        teller = _Teller(layout_of(table), self._taxonomy)
        for rows in _batches(table, teller.layout):
            told = (teller.tell(row) for row in rows)
            self._connection.executemany(
                "INSERT OR REPLACE INTO older (npi, state, place, name, profession)"
                " VALUES (?, ?, ?, ?, ?)",
                ((npi, *digests) for npi, digests, _ in told if npi and digests.state),
            )
            yield len(rows)

    def read_newer(self, table: Table, report: Callable[[Finding], None]) -> Iterator[int]:
        """Tell how the newer file differs, but for what it no longer has: see `gone`.

        Args:
            table: The newer file.
            report: Called with each difference.

        Yields:
            Rows read since the last time, to show progress.
        """
        teller = _Teller(layout_of(table), self._taxonomy)
        for rows in _batches(table, teller.layout):
            told = [teller.tell(row) for row in rows]
            known = self._known([npi for npi, _, _ in told if npi])
            for npi, digests, record in told:
                for difference in _differences(known.get(npi, _Digests(_MISSING)), digests):
                    report(_finding(difference, npi, record))
            self._mark_seen(known)
            yield len(rows)

    def gone(self) -> Iterator[Finding]:
        """Numbers in use in the older file that the newer one does not have at all."""
        statement = "SELECT npi FROM older WHERE state = ? AND NOT seen ORDER BY npi"
        for (npi,) in self._connection.execute(statement, (_IN_USE,)):
            yield Finding(Difference.GONE, npi)

    def _known(self, npis: list[str]) -> dict[str, _Digests]:
        found: dict[str, _Digests] = {}
        for start in range(0, len(npis), 500):
            some = npis[start : start + 500]
            marks = ",".join("?" * len(some))
            statement = (
                f"SELECT npi, state, place, name, profession FROM older WHERE npi IN ({marks})"  # noqa: S608
            )
            for npi, *columns in self._connection.execute(statement, some):
                found[npi] = _Digests(*columns)
        return found

    def _mark_seen(self, known: Mapping[str, _Digests]) -> None:
        statement = "UPDATE older SET seen = 1 WHERE npi = ?"
        self._connection.executemany(statement, ((npi,) for npi in known))


class _Teller:
    """Reads rows of one file as far as they are compared."""

    def __init__(self, layout: Layout, taxonomy: Mapping[str, Taxon]) -> None:
        self.layout = layout
        self._taxonomy = taxonomy
        self._codes = layout.codes()
        self._is_irrelevant = frozenset(taxonomy).isdisjoint

    def tell(self, row: Sequence[str]) -> tuple[str, _Digests, ListingRecord | None]:
        """The row's NPI (nothing when it is none), digests, and record if it is listed."""
        npi = self.layout.cell(row, "npi")
        if not is_npi(npi):
            return "", _Digests(_MISSING), None
        if nppes.is_deactivated(self.layout, row):
            return npi, _Digests(_OUT_OF_USE), None
        if self._is_irrelevant(self._codes(row)):
            return npi, _Digests(_MISSING), None
        try:
            record = nppes.read_row(self.layout, row, self._taxonomy).record
        except RowRejected:
            return "", _Digests(_MISSING), None
        place = record.location
        where = (place.street, place.city, place.region_code, place.postal_code, place.country)
        digests = _Digests(
            _IN_USE,
            _hash(*where),
            _hash(record.name),
            _hash(record.profession, *record.specialties),
        )
        return npi, digests, record


def _batches(table: Table, layout: Layout) -> Iterator[list[Row]]:
    """Readable rows of the right width."""
    batch: list[Row] = []
    for row in table.rows():
        if row and len(row) == layout.width:
            batch.append(row)
        if len(batch) >= ROWS_AT_ONCE:
            yield batch
            batch = []
    yield batch


def _differences(older: _Digests, newer: _Digests) -> Iterator[Difference]:
    if newer.state != _IN_USE:
        if older.state == _IN_USE:
            is_out = newer.state == _OUT_OF_USE
            yield Difference.DEACTIVATED if is_out else Difference.LEFT
    elif older.state != _IN_USE:
        is_back = older.state == _OUT_OF_USE
        yield Difference.REACTIVATED if is_back else Difference.ADDED
    else:
        changed = {
            Difference.MOVED: older.place != newer.place,
            Difference.RENAMED: older.name != newer.name,
            Difference.PROFESSION: older.profession != newer.profession,
        }
        yield from (difference for difference, applies in changed.items() if applies)


def _finding(difference: Difference, npi: str, record: ListingRecord | None) -> Finding:
    if record is None:
        return Finding(difference, npi)
    if record.town_only:
        place = ", ".join(
            part for part in (record.location.city, record.location.region_code) if part
        )
    else:
        location = record.location
        parts = (location.street, location.city, location.region_code, location.postal_code)
        place = ", ".join(part for part in parts if part)
    return Finding(difference, npi, record.name, record.profession, place)


def _hash(*texts: str) -> bytes:
    joined = "\0".join(texts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=_HASH_BYTES).digest()
