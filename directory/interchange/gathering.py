"""Puts the rows of a file in order by NPI, aside on the disk, keeping only those of interest.

The smaller NPPES files have several rows for one NPI, not always next to each other; what they say
can be compared with a listing only together. A file on the disk holds them, whatever their number.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

CACHE_KIB = 16_000


class Group(NamedTuple):
    """All rows of one NPI, in the order of the file, each with its line."""

    npi: str
    rows: list[tuple[int, list[str]]]


class Gathering:
    """Rows by NPI."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Make the table."""
        self._connection = connection
        connection.execute("CREATE TABLE gathered (npi TEXT, line INTEGER, cells TEXT)")
        connection.execute("CREATE INDEX by_npi ON gathered (npi, line)")

    def add(self, rows: Iterable[tuple[str, int, Sequence[str]]]) -> None:
        """Put rows in: NPI, line, cells."""
        written = ((npi, line, json.dumps(list(cells))) for npi, line, cells in rows)
        self._connection.executemany("INSERT INTO gathered VALUES (?, ?, ?)", written)

    def npis(self) -> Iterator[str]:
        """Every NPI once, in order."""
        for (npi,) in self._connection.execute("SELECT DISTINCT npi FROM gathered ORDER BY npi"):
            yield npi

    def count(self) -> int:
        """How many NPIs there are."""
        statement = "SELECT count(DISTINCT npi) FROM gathered"
        total: int = self._connection.execute(statement).fetchone()[0]
        return total

    def groups(self, after: str, limit: int) -> list[Group]:
        """The next groups behind an NPI, at most `limit`."""
        statement = """
            SELECT npi, line, cells FROM gathered
            WHERE npi IN (SELECT DISTINCT npi FROM gathered WHERE npi > ? ORDER BY npi LIMIT ?)
            ORDER BY npi, line
        """
        found = self._connection.execute(statement, (after, limit))
        return [
            Group(npi, [(line, json.loads(cells)) for _, line, cells in rows])
            for npi, rows in groupby(found, key=itemgetter(0))
        ]


@contextmanager
def scratch(folder: Path) -> Iterator[sqlite3.Connection]:
    """A database for this process alone that is gone with it, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{uuid.uuid4().hex}.scratch"
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        connection.execute("CREATE TABLE opened (opened INTEGER)")
        # From here on only this process has it; the system frees it when the process ends.
        path.unlink()
        connection.execute("BEGIN")
        yield connection
    finally:
        connection.close()
        path.unlink(missing_ok=True)
