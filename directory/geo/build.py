"""Makes the place file: states, towns and postal codes of the countries wanted, in one database."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from directory.geo import districts, regions, sources
from directory.geo.assemble import Atlas, Town
from directory.geo.beginnings import ABROAD, beginnings
from directory.geo.folding import fold, folds
from directory.geo.grid import cell_of
from directory.geo.schema import FORMAT, TABLES, Kind
from directory.geo.spelling import letter_counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Progress = Callable[[str, int], Callable[[int], None]]
    Extent = tuple[float | None, ...]

Key = TypeVar("Key")

ALL_COUNTRIES = ("ALL",)
"""Asks for every country there is."""

SPELLED_FROM = 1_000
"""Towns with fewer people are not suggested for a misspelt name."""

WORLD_FROM = 15_000
"""Towns of this size are taken in of every country: Lima is in Peru before it is in Ohio."""

WORLD_SPELLED_FROM = 100_000
"""Smaller ones there are not suggested for a misspelt name."""

NO_CELL = -1


class BuildReport(NamedTuple):
    """What a build put into the file."""

    countries: int
    places: int
    postal_codes: int
    size_bytes: int


class CountryUnknown(ValueError):
    """A country asked for has no ISO 3166-1 alpha-2 code of that form."""


def build_gazetteer(
    target: Path,
    *,
    postal: Path,
    towns: Path,
    seeds: Path,
    countries: tuple[str, ...],
    progress: Progress,
) -> BuildReport:
    """Build the place file and put it in place at once; readers never see half of it.

    Args:
        target: The file to make or replace.
        postal: Postal codes, see `sources.postal_rows`.
        towns: Towns, see `sources.town_rows`.
        seeds: Folder with the names of countries and regions.
        countries: ISO codes in the order of preference, or `ALL_COUNTRIES`.
        progress: Called at each step with its name and size; gives what is told of advance.

    Raises:
        SourceUnreadable: A source has not the form it should have.
        CountryUnknown: A country code that does not exist was asked for.
    """
    known = regions.countries(seeds)
    wanted = _wanted(countries, {country.code for country in known})
    atlas = Atlas(regions.regions(seeds))
    advance = progress("Reading towns", sources.size_of(towns))
    for town in sources.town_rows(towns, {country.code for country in known}, advance):
        if town.country in wanted or town.population >= WORLD_FROM:
            atlas.add_town(town)
    advance = progress("Reading postal codes", sources.size_of(postal))
    for row in sources.postal_rows(postal, frozenset(wanted), advance):
        atlas.add_postal(row)
    _add_districts(atlas, seeds, wanted)
    advance = progress("Writing the place file", 4)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".building-") as folder:
        draft = Path(folder) / target.name
        with closing(sqlite3.connect(draft)) as file:
            file.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {TABLES}")
            report = _Writer(file, atlas, known, wanted, regions.regions(seeds)).write(advance)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(target)
    return report._replace(size_bytes=target.stat().st_size)


def _add_districts(atlas: Atlas, seeds: Path, wanted: tuple[str, ...]) -> None:
    atlas.add_districts(row for row in districts.districts(seeds) if row.country in wanted)
    for nickname in districts.nicknames(seeds):
        if nickname.country in wanted:
            atlas.add_nickname(nickname)


def _wanted(countries: tuple[str, ...], known: set[str]) -> tuple[str, ...]:
    if countries == ALL_COUNTRIES:
        return tuple(sorted(known))
    if unknown := [code for code in countries if code not in known]:
        message = f"{', '.join(unknown)}: not an ISO 3166 country code of two letters, like US"
        raise CountryUnknown(message)
    return regions.with_dependencies(countries)


class _Writer:
    """Writes an atlas into the tables; countries and regions are numbered by their order."""

    def __init__(
        self,
        file: sqlite3.Connection,
        atlas: Atlas,
        countries: list[regions.Country],
        wanted: tuple[str, ...],
        all_regions: list[regions.Region],
    ) -> None:
        self._file = file
        self._atlas = atlas
        order = {code: position for position, code in enumerate(wanted)}
        self._countries = sorted(countries, key=lambda c: (order.get(c.code, len(order)), c.code))
        self._country_id = {country.code: number for number, country in enumerate(self._countries)}
        self._wanted = frozenset(wanted)
        self._regions = all_regions

    def write(self, advance: Callable[[int], None]) -> BuildReport:
        """Write all tables in one transaction."""
        codes = sorted(self._atlas.codes(), key=lambda c: (c.code, self._country_id[c.country]))
        self._atlas.add_postal_towns()
        self._atlas.tell_twins_apart()
        advance(1)
        towns = self._in_cell_order()
        self._insert("postal", ((c[0], self._country_id[c[1]], *c[2:]) for c in codes))
        advance(1)
        self._insert("country", self._country_rows())
        self._insert("region", self._region_rows())
        town_names = sorted(set(self._town_names(towns)))
        self._insert("name", sorted({*self._area_names(), *town_names}))
        self._insert("beginning", beginnings(town_names, lambda at: self._people_of(towns[at])))
        advance(1)
        self._insert("meta", self._meta(towns))
        self._file.commit()
        self._file.execute("ANALYZE")
        self._file.commit()
        advance(1)
        return BuildReport(len(self._wanted), len(towns), len(codes), 0)

    def _insert(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        rows = iter(rows)
        for first in rows:
            marks = ", ".join("?" * len(first))
            statement = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608 - our own names
            self._file.execute(statement, first)
            self._file.executemany(statement, rows)

    def _in_cell_order(self) -> list[Town]:
        """Write the towns, then the districts, which lie in no cell: nothing is near them."""
        towns = self._atlas.towns
        cells = cell_of([t.latitude for t in towns], [t.longitude for t in towns])
        order = np.argsort(cells, kind="stable").tolist()
        rows = [(int(cells[position]), towns[position]) for position in order]
        rows += [(NO_CELL, district) for district in self._atlas.districts]
        self._insert("place", (self._place_row(n, *row) for n, row in enumerate(rows)))
        return [town for _, town in rows]

    def _people_of(self, town: Town) -> int:
        """Count the people for the order of suggestions: abroad they count for less."""
        return town.population // (1 if town.country in self._wanted else ABROAD)

    def _place_row(self, number: int, cell: int, town: Town) -> tuple[object, ...]:
        area = (self._country_id[town.country], town.region)
        return number, cell, town.name, *area, town.population, town.latitude, town.longitude

    def _country_rows(self) -> Iterator[tuple[object, ...]]:
        by_country = _grouped(self._atlas.towns, lambda town: town.country)
        for number, country in enumerate(self._countries):
            extent = _extent(by_country.get(country.code, []))
            covered = (country.code in by_country) * (1 + (country.code in self._wanted))
            yield number, country.code, country.name, covered, *extent

    def _region_rows(self) -> Iterator[tuple[object, ...]]:
        by_region = _grouped(self._atlas.towns, lambda town: town.region)
        for number, region in enumerate(self._regions):
            if number in by_region:
                where = self._country_id[region.country], region.code
                yield number, *where, region.name, *_extent(by_region[number])

    def _area_names(self) -> Iterator[tuple[str, int, int]]:
        """Name countries and regions; of those not asked for, only by what cannot be mistaken."""
        short = {region.code for region in self._regions if region.country in self._wanted}
        for number, country in enumerate(self._countries):
            for name in (country.name, *country.other_names):
                yield from ((form, Kind.COUNTRY, number) for form in folds(name))
            if country.code in self._wanted:
                yield fold(country.iso3), Kind.COUNTRY_CODE, number
            if country.code in self._wanted or country.code not in short:
                yield fold(country.code), Kind.COUNTRY_CODE, number
        peopled = {town.region for town in self._atlas.towns}
        for number, region in enumerate(self._regions):
            if number in peopled:
                yield from self._region_names(number, region)

    def _region_names(self, number: int, region: regions.Region) -> Iterator[tuple[str, int, int]]:
        yield from ((form, Kind.REGION, number) for form in folds(region.name))
        if region.country not in self._wanted:
            return
        others = {form for name in region.other_names for form in folds(name)}
        yield from ((form, Kind.REGION_OTHER, number) for form in others - folds(region.name))
        if region.code.isalpha():
            yield fold(region.code), Kind.REGION_CODE, number

    def _town_names(self, towns: list[Town]) -> Iterator[tuple[str, int, int]]:
        for number, town in enumerate(towns):
            yield from ((form, Kind.PLACE, number) for form in town.names)
            yield from ((form, Kind.PLACE_OTHER, number) for form in town.other_names)

    def _meta(self, towns: list[Town]) -> Iterator[tuple[str, object]]:
        known = [town for town in towns if town.population >= self._spelled_from(town.country)]
        known.sort(key=lambda town: -town.population)
        names = {form: None for town in known for form in sorted(town.names)}
        for folded, kind, _ in self._area_names():
            if kind in {Kind.REGION, Kind.COUNTRY}:
                names.setdefault(folded)
        yield "format", FORMAT
        yield "spelling_names", "\n".join(names)
        yield "spelling_counts", letter_counts(list(names)).tobytes()

    def _spelled_from(self, country: str) -> int:
        return SPELLED_FROM if country in self._wanted else WORLD_SPELLED_FROM


def _grouped(towns: list[Town], key: Callable[[Town], Key]) -> dict[Key, list[Town]]:
    groups: dict[Key, list[Town]] = {}
    for town in towns:
        groups.setdefault(key(town), []).append(town)
    return groups


def _extent(towns: list[Town]) -> Extent:
    """Sum up people, find the largest town and the corners; west is above east over 180 degrees."""
    if not towns:
        return (0, *[None] * 6)
    largest = max(towns, key=lambda town: town.population)
    south, north = (edge(town.latitude for town in towns) for edge in (min, max))
    longitudes = [town.longitude for town in towns]
    turned = [longitude % 360 for longitude in longitudes]
    if max(turned) - min(turned) < max(longitudes) - min(longitudes):
        west, east = ((edge(turned) + 180) % 360 - 180 for edge in (min, max))
    else:
        west, east = min(longitudes), max(longitudes)
    people = sum(town.population for town in towns)
    return people, largest.latitude, largest.longitude, south, west, north, east
