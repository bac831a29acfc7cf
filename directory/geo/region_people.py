"""How many people live in each state, province or region, as the place data knows its towns."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

_STATEMENT = (
    "SELECT country.code, region.code, region.name, region.population"
    " FROM region JOIN country ON country.id = region.country WHERE country.covered = 2"
)


class RegionPeople(NamedTuple):
    """A region's name, and the people of its towns together (0 where no town tells)."""

    name: str
    people: int


def region_people(path: Path) -> dict[tuple[str, str], RegionPeople]:
    """Country and region code to name and people; nothing where there is no place data.

    Only countries that were asked for are told: of the others the data has the large towns alone.

    Args:
        path: The place file.
    """
    if not path.is_file():
        return {}
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            rows = connection.execute(_STATEMENT).fetchall()
    except sqlite3.Error:
        return {}
    return {(country, code): RegionPeople(name, people) for country, code, name, people in rows}
