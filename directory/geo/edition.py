"""What is kept in memory of the place file: countries, regions, their names, and the speller's list."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from directory.geo.area import Area
from directory.geo.place import Place
from directory.geo.point import GeoPoint
from directory.geo.schema import FORMAT, Kind
from directory.geo.spelling import Speller

if TYPE_CHECKING:
    from pathlib import Path

    from directory.geo.reading import AreaKey

_EXTENT = "population, latitude, longitude, south, west, north, east"
_ABROAD = "SELECT id FROM country WHERE covered = 1"
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Edition:
    """The small tables of one build of the place file.

    Attributes:
        countries: Those with places, by number.
        uncovered: Names of the others, by number.
        abroad: Numbers of the countries of which only the large towns are known.
        regions: By number: the country's number, and the region.
        names: Folded names and codes of both, with what they stand for.
        speller: Knows the folded names that may be suggested, the larger place first.
    """

    countries: dict[int, Place]
    uncovered: dict[int, str]
    abroad: frozenset[int]
    regions: dict[int, tuple[int, Place]]
    names: dict[str, list[tuple[Kind, int]]]
    speller: Speller

    def areas(self, folded: str) -> frozenset[AreaKey]:
        """Tell what a folded name or code may stand for as a state or country."""
        return frozenset(
            (number, None) if kind >= Kind.COUNTRY else (self.regions[number][0], number)
            for kind, number in self.names.get(folded, ())
        )

    def uncovered_country(self, folded: str) -> str | None:
        """Give the name of a country of which nothing but the name is known."""
        for kind, number in self.names.get(folded, ()):
            if kind == Kind.COUNTRY and number in self.uncovered:
                return self.uncovered[number]
        return None


def is_current(path: Path) -> bool:
    """Tell whether there is a place file of the form that this version reads."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as file:
            rows = file.execute("SELECT value FROM meta WHERE key = 'format'").fetchall()
    except sqlite3.Error:
        return False
    return rows == [(FORMAT,)]


def load(connection: sqlite3.Connection) -> Edition:
    """Read the small tables.

    Raises:
        ValueError: The file has another format.
    """
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    if meta.get("format") != FORMAT:
        message = f"place file of format {meta.get('format')}, not {FORMAT}"
        raise ValueError(message)
    countries, uncovered = _countries(connection)
    return Edition(
        countries=countries,
        uncovered=uncovered,
        abroad=frozenset(number for (number,) in connection.execute(_ABROAD)),
        regions=_regions(connection, countries),
        names=_names(connection),
        speller=Speller(
            meta["spelling_names"].split("\n"),
            np.frombuffer(meta["spelling_counts"], dtype=np.int8).reshape(-1, _LETTERS),
        ),
    )


def _countries(connection: sqlite3.Connection) -> tuple[dict[int, Place], dict[int, str]]:
    covered: dict[int, Place] = {}
    uncovered: dict[int, str] = {}
    rows = connection.execute(f"SELECT id, code, name, covered, {_EXTENT} FROM country")  # noqa: S608
    for number, code, name, is_covered, *extent in rows:
        if is_covered:
            covered[number] = _area_place(Area(code, None, name), *extent)
        else:
            uncovered[number] = name
    return covered, uncovered


def _regions(
    connection: sqlite3.Connection, countries: dict[int, Place]
) -> dict[int, tuple[int, Place]]:
    rows = connection.execute(f"SELECT id, country, code, name, {_EXTENT} FROM region")  # noqa: S608
    found = {}
    for number, country, code, name, *extent in rows:
        whole = countries[country]
        area = Area(whole.country, code, whole.country_name, name)
        found[number] = country, _area_place(area, *extent)
    return found


def _names(connection: sqlite3.Connection) -> dict[str, list[tuple[Kind, int]]]:
    names: dict[str, list[tuple[Kind, int]]] = {}
    rows = connection.execute(
        "SELECT folded, kind, id FROM name WHERE kind >= ? ORDER BY kind, id", (Kind.REGION,)
    )
    for folded, kind, number in rows:
        names.setdefault(folded, []).append((Kind(kind), number))
    return names


def _area_place(area: Area, population: int, *extent: float) -> Place:
    """Make the place of an area, at its largest town."""
    has_towns = None not in extent
    return Place(
        name=area.name,
        point=GeoPoint(*extent[:2]) if has_towns else None,
        precision="country" if area.admin1 is None else "admin1",
        country=area.country,
        country_name=area.country_name,
        admin1=area.admin1_name,
        admin1_code=area.admin1,
        area=area,
        population=population,
        bbox=(GeoPoint(*extent[2:4]), GeoPoint(*extent[4:6])) if has_towns else None,
    )
