"""Reads the place file: opened when first needed, shared by threads, reopened when it is rebuilt."""

from __future__ import annotations

import os
import sqlite3
import weakref
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from directory.geo.beginnings import CROWD
from directory.geo.choice import Hit
from directory.geo.edition import Edition, load
from directory.geo.failures import GazetteerMissing
from directory.geo.naming import is_headed_by
from directory.geo.place import Place
from directory.geo.point import GeoPoint
from directory.geo.schema import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from directory.geo.place import Precision

MOST_OF_A_NAME = 400
"""Towns of one name that are looked at; hardly a name in the world is borne by as many."""

MOST_CODES = 1_000
"""Postal codes of one beginning that are looked at, over all countries."""

PEOPLE_OF_HEADED = 1_000
"""Smaller towns are not found by the head of their name alone."""

_TOWN_COLUMNS = "name, country, region, population, latitude, longitude"


@dataclass(frozen=True, slots=True, weakref_slot=True)
class _Opened:
    """One build of the file, with the connections that nobody uses; closed when it is forgotten."""

    stamp: tuple[int, ...]
    edition: Edition
    idle: deque[sqlite3.Connection] = field(default_factory=deque)

    def __post_init__(self) -> None:
        weakref.finalize(self, _close_all, self.idle)


def _close_all(idle: deque[sqlite3.Connection]) -> None:
    while idle:
        idle.pop().close()


class PlaceFile:
    """Lends readers of the place file; each has a connection of its own while it is lent."""

    def __init__(self, path: Path) -> None:
        """Remember where the file is; nothing is opened yet."""
        self._path = path
        self._opened: _Opened | None = None
        self._opening = Lock()

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """Lend a reader for the length of one question.

        Raises:
            GazetteerMissing: There is no file, or not one that this version can read.
        """
        try:
            opened = self._current()
            connection = self._idle_or_new(opened)
        except (OSError, sqlite3.Error, KeyError, ValueError) as error:
            message = "The place data are missing: run `directory gazetteer build`."
            raise GazetteerMissing(message) from error
        try:
            yield Reader(connection, opened.edition)
        finally:
            if opened is self._opened:
                opened.idle.append(connection)
            else:  # rebuilt or closed meanwhile
                connection.close()

    def close(self) -> None:
        """Close the idle connections; the next question opens the file again."""
        opened, self._opened = self._opened, None
        if opened:
            _close_all(opened.idle)

    def _current(self) -> _Opened:
        """Give the file as it is now: a rebuilt one is another file, and a fork opens its own."""
        status = self._path.stat()
        stamp = (status.st_ino, status.st_mtime_ns, status.st_size, os.getpid())
        with self._opening:
            if self._opened is None or self._opened.stamp != stamp:
                self.close()
                connection = self._connect()
                try:
                    self._opened = _Opened(stamp, load(connection))
                except BaseException:
                    connection.close()
                    raise
                self._opened.idle.append(connection)
            return self._opened

    def _idle_or_new(self, opened: _Opened) -> sqlite3.Connection:
        try:
            return opened.idle.pop()
        except IndexError:
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        uri = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(uri, uri=True, check_same_thread=False)


class Reader:
    """Answers simple questions from the place file."""

    def __init__(self, connection: sqlite3.Connection, edition: Edition) -> None:
        """Use a connection that nobody else uses meanwhile."""
        self._connection = connection
        self.edition = edition

    def named(self, folded: str) -> list[Hit]:
        """Find everything of a folded name: towns, regions and countries with places."""
        rows = self._connection.execute(
            f"SELECT kind, {_TOWN_COLUMNS} FROM name JOIN place USING (id) "  # noqa: S608
            "WHERE folded = ? AND kind <= ? ORDER BY kind, population DESC LIMIT ?",
            (folded, Kind.PLACE_OTHER, MOST_OF_A_NAME),
        )
        hits = [self._hit(Kind(kind), row) for kind, *row in rows]
        areas = map(self._area, self.edition.names.get(folded, ()))
        return [*hits, *(area for area in areas if area)]

    def headed(self, folded: str) -> list[Hit]:
        """Find towns that add to a folded name what tells them apart, as "upon Trent" does."""
        rows = self._connection.execute(
            f"SELECT DISTINCT {_TOWN_COLUMNS} FROM name JOIN place USING (id) "  # noqa: S608
            "WHERE folded > ? AND folded < ? AND kind = ? AND population >= ? AND cell >= 0 "
            "ORDER BY population DESC LIMIT ?",
            (f"{folded} ", f"{folded}!", Kind.PLACE, PEOPLE_OF_HEADED, MOST_OF_A_NAME),
        )
        return [
            self._hit(Kind.PLACE, row)._replace(in_part=True)
            for row in rows
            if is_headed_by(row[0], folded)
        ]

    def beginning(self, folded: str) -> list[tuple[str, Hit]]:
        """Find what has a name that begins so, with the whole of the name: the largest, and areas.

        Args:
            folded: At least `beginnings.SHORTEST` letters.
        """
        rows = self._connection.execute(
            f"SELECT folded, kind, {_TOWN_COLUMNS} FROM beginning JOIN place USING (id) "  # noqa: S608
            "WHERE prefix = ? ORDER BY rank",
            (folded,),
        ).fetchall()
        rows = (
            rows
            or self._connection.execute(
                f"SELECT folded, kind, {_TOWN_COLUMNS} FROM name JOIN place USING (id) "  # noqa: S608
                "WHERE folded >= ? AND folded < ? AND kind <= ? LIMIT ?",
                (folded, f"{folded}\x7f", Kind.PLACE_OTHER, CROWD),
            ).fetchall()
        )
        return [
            *((full, self._hit(Kind(kind), row)) for full, kind, *row in rows),
            *self._areas_beginning(folded),
        ]

    def _areas_beginning(self, folded: str) -> Iterator[tuple[str, Hit]]:
        for name, meanings in self.edition.names.items():
            if name.startswith(folded):
                yield from (
                    (name, hit)
                    for hit in map(self._area, meanings)
                    if hit and hit.kind not in {Kind.REGION_CODE, Kind.COUNTRY_CODE}
                )

    def postal_beginning(self, code: str) -> list[Hit]:
        """Find postal codes that begin so (letters and digits), in the order of the countries."""
        rows = self._connection.execute(
            "SELECT name, country, region, 0, latitude, longitude, shown FROM postal "
            "WHERE code >= ? AND code < ? ORDER BY country, code LIMIT ?",
            (code, f"{code}\x7f", MOST_CODES),
        )
        return [
            Hit(Kind.PLACE, self._town(row, "postal", shown), (row[1], row[2]))
            for *row, shown in rows
        ]

    def postal(self, code: str) -> list[Hit]:
        """Find a postal code (letters and digits) in every country that has it."""
        rows = self._connection.execute(
            "SELECT name, country, region, 0, latitude, longitude, shown "
            "FROM postal WHERE code = ? ORDER BY country",
            (code,),
        )
        return [
            Hit(Kind.PLACE, self._town(row, "postal", shown), (row[1], row[2]))
            for *row, shown in rows
        ]

    def towns_in(self, ranges: Iterable[tuple[int, int]]) -> list[Place]:
        """List the towns whose cells lie in ranges, as from `grid.cover`."""
        found: list[Place] = []
        for first, end in ranges:
            rows = self._connection.execute(
                f"SELECT {_TOWN_COLUMNS} FROM place "  # noqa: S608 - our own column names
                "WHERE cell >= ? AND cell < ? AND population > 0",
                (first, end),
            )
            found += map(self._town, rows)
        return found

    def _hit(self, kind: Kind, row: Sequence[Any]) -> Hit:
        abroad = row[1] in self.edition.abroad
        return Hit(kind, self._town(row), (row[1], row[2]), abroad=abroad)

    def _area(self, meaning: tuple[Kind, int]) -> Hit | None:
        """Give the region, or the country if it has places."""
        kind, number = meaning
        if kind < Kind.COUNTRY:
            country, region = self.edition.regions[number]
            return Hit(kind, region, (country, number), abroad=country in self.edition.abroad)
        whole = self.edition.countries.get(number)
        return Hit(kind, whole, (number, None)) if whole else None

    def _town(
        self,
        row: Iterable[Any],
        precision: Precision = "city",
        shown: str | None = None,
    ) -> Place:
        name, country, region, population, latitude, longitude = row
        whole = self.edition.countries[country]
        part = self.edition.regions[region][1] if region is not None else None
        return Place(
            name=name,
            point=GeoPoint(latitude, longitude),
            precision=precision,
            country=whole.country,
            country_name=whole.country_name,
            admin1=part.admin1 if part else None,
            admin1_code=part.admin1_code if part else None,
            population=population,
            postal_code=shown,
        )
