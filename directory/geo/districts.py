"""What people search by that is neither a town nor a state: counties, regions, airports, nicknames."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TOWNS_OF_THEIR_OWN = (" city", " City", " Columbia")


class District(NamedTuple):
    """Part of a region, with the point around which its people live.

    Attributes:
        country: ISO 3166-1 alpha-2 code.
        region_code: GeoNames' code of the region.
        name: Its first name.
        other_names: Further ones, all as good.
        short_names: Such as other places may have before it: "Westchester".
        latitude: In degrees.
        longitude: In degrees.
        population: People there; for an airport, as many as it is to rank with.
    """

    country: str
    region_code: str
    name: str
    other_names: list[str]
    latitude: float
    longitude: float
    population: int
    short_names: list[str]


class Nickname(NamedTuple):
    """What a town or district is called beside its name ("Philly")."""

    country: str
    region_code: str
    town: str
    nicknames: list[str]


def districts(folder: Path) -> Iterator[District]:
    """Read the counties of the United States, and the districts of all countries."""
    for row in _rows(folder / "us_counties.tsv"):
        if not row["name"].endswith(_TOWNS_OF_THEIR_OWN):
            names = _shortened(row["name"])
            bare = [row["name"].removesuffix(" County").removesuffix(" Parish")]
            yield District("US", row["region"], row["name"], names, *_where(row), bare)
    for row in _rows(folder / "districts.tsv"):
        names = [*_names(row["other_names"]), *_turned(row["name"])]
        yield District(row["country"], row["region"], row["name"], names, *_where(row), [])


def nicknames(folder: Path) -> Iterator[Nickname]:
    """Read what towns and districts are called beside their names."""
    for row in _rows(folder / "nicknames.tsv"):
        yield Nickname(row["country"], row["region"], row["town"], _names(row["nicknames"]))


def _shortened(name: str) -> list[str]:
    """Write "Cook County" as "Cook Co", too."""
    bare = name.removesuffix(" County")
    return [f"{bare} Co", f"County of {bare}"] if bare != name else []


def _turned(name: str) -> list[str]:
    """Write "County Cork" as "Co. Cork" and "Cork County", too."""
    bare = name.removeprefix("County ")
    return [f"Co {bare}", f"{bare} County"] if bare != name else []


def _where(row: dict[str, str]) -> tuple[float, float, int]:
    return float(row["latitude"]), float(row["longitude"]), int(row["population"])


def _names(cell: str) -> list[str]:
    return [name for name in cell.split("|") if name]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
