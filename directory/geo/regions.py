"""Names and codes of all countries and of their states, provinces and regions (seed data)."""

from __future__ import annotations

import csv
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DEPENDENCIES = {
    "US": ("PR", "GU", "VI", "AS", "MP"),
    "GB": ("IM", "JE", "GG"),
    "FR": ("GP", "MQ", "GF", "RE", "YT"),
    "FI": ("AX",),
}
"""Places with a country code of their own whose addresses read like the larger country's."""


class Country(NamedTuple):
    """A country: ISO 3166-1 alpha-2 and alpha-3 codes, English name, other names."""

    code: str
    iso3: str
    name: str
    other_names: list[str]


class Region(NamedTuple):
    """A first-level region: its country, codes (ISO 3166-2's last part, GeoNames') and names."""

    country: str
    geonames_code: str
    code: str
    name: str
    other_names: list[str]


def countries(folder: Path) -> list[Country]:
    """Read all countries from `countries.tsv` and `aliases.tsv` in a folder."""
    aliases = _aliases(folder)
    return [
        Country(
            row["country"], row["iso3"], row["name"], _others(row) + aliases[row["country"], ""]
        )
        for row in _rows(folder / "countries.tsv")
    ]


def regions(folder: Path) -> list[Region]:
    """Read all first-level regions from `admin1.tsv` and `aliases.tsv` in a folder."""
    aliases = _aliases(folder)
    return [
        Region(
            row["country"],
            row["geonames_code"],
            row["iso_code"] or row["geonames_code"],
            row["name"],
            _others(row) + aliases[row["country"], row["geonames_code"]],
        )
        for row in _rows(folder / "admin1.tsv")
    ]


def with_dependencies(codes: tuple[str, ...]) -> tuple[str, ...]:
    """List the countries asked for, then what belongs to them; doubles are dropped."""
    further = [code for country in codes for code in DEPENDENCIES.get(country, ())]
    return tuple(dict.fromkeys([*codes, *further]))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _others(row: dict[str, str]) -> list[str]:
    return [name for name in row["other_names"].split("|") if name]


def _aliases(folder: Path) -> defaultdict[tuple[str, str], list[str]]:
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in _rows(folder / "aliases.tsv"):
        found[row["country"], row["geonames_code"]].append(row["alias"])
    return found
