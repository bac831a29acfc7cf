"""A site of many listings: a demo world with all that members say, and copies of it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

from directory.config import ROOT

if TYPE_CHECKING:
    from pathlib import Path

ORIGINALS = 2_000
"""Listings that are made up each by itself; the others are copies of them."""

_TABLES = (
    *("practitioner", "location", "location_payer", "practitioner_term", "fact", "licence"),
    *("tally", "claim", "document"),
)
_SHIFTED = frozenset({"id", "practitioner_id", "location_id"})
_APART = 10_000_000
"""Between the ids of one copy and the next: more than any table has."""


def site_of(folder: Path, listings: int) -> Path:
    """The folder of a site with so many listings, made unless it is there from before.

    Args:
        folder: Where sites are kept.
        listings: Rounded up to a multiple of `ORIGINALS`.
    """
    copies = max(1, -(-listings // ORIGINALS))
    site = folder / f"site-{copies * ORIGINALS}"
    if not (site / "whole").exists():
        shutil.rmtree(site, ignore_errors=True)
        site.mkdir(parents=True)
        places = ROOT / "var" / "places"
        if places.exists():
            (site / "places").symlink_to(places.resolve())
        directory(site, "init")
        directory(site, "seed", "--count", str(ORIGINALS))
        _copy(site / "directory.sqlite", copies - 1)
        directory(site, "reindex")
        (site / "whole").touch()
    return site


def directory(site: Path, *command: str) -> None:
    """Run a command of the site.

    Raises:
        subprocess.CalledProcessError: It failed; what it said is on the terminal.
    """
    environment = os.environ | {"PYTHONPATH": str(ROOT), "DIRECTORY_VAR": str(site)}
    subprocess.run([sys.executable, "-P", "-m", "directory", *command], env=environment, check=True)


def _copy(database: Path, times: int) -> None:
    """Write every listing several times more, under ids and addresses of its own."""
    with sqlite3.connect(database) as connection:
        # What the demo's owners changed waits for decisions; the copies wait for nothing.
        for number in range(1, times + 1):
            for table in _TABLES:
                connection.execute(_copying(connection, table, number))
    connection.close()


def _copying(connection: sqlite3.Connection, table: str, number: int) -> str:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    taken = [_copied(table, column, number) for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    own = "id" if table == "practitioner" else _owner(columns)
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(taken)} FROM {table} WHERE {own} < {_APART}"


def _owner(columns: list[str]) -> str:
    return "practitioner_id" if "practitioner_id" in columns else "location_id"


def _copied(table: str, column: str, number: int) -> str:
    """What stands in a column of a copy."""
    if column in _SHIFTED:
        return f"{column} + {number * _APART}"
    if table == "practitioner":
        special = {
            # The first eight digits break ties of rank: copies must not all stand together.
            "public_id": f"printf('%08x', (id * 2654435761 + {number} * 40503) % 4294967296)"
            f" || substr(public_id, 9, 20) || printf('%04x', {number})",
            "slug": f"slug || '-copy-{number}'",
            "npi": "NULL",
            "external_id": "NULL",
        }
        return special.get(column, f'"{column}"')
    return f'"{column}"'
