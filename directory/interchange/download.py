"""The files of an NPPES download, each known for what it is, in the order they are taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from directory.interchange.archives import parts_of
from directory.interchange.file_kinds import FileKind, kind_of
from directory.interchange.nppes_header import (
    LOCATION_COLUMNS,
    NAME_COLUMNS,
    NotNppes,
    find_columns,
)
from directory.interchange.reading import layout_of
from directory.interchange.tables import open_table
from directory.interchange.unusable import FileUnusable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from directory.interchange.archives import Part
    from directory.interchange.tables import Table


class NppesPart(NamedTuple):
    """One CSV of a download."""

    part: Part
    kind: FileKind


def usable_parts(path: Path) -> list[NppesPart]:
    """Find the CSV files in a file and look at their headers.

    Raises:
        FileUnusable: It, or something in it that should be read, cannot be.
    """
    found = []
    for part in parts_of(path):
        with open_table(part) as table:
            kind = kind_of(part.name, table.header)
            _understand(table, kind)
        found.append(NppesPart(part, kind))
    return found


def in_order(parts: Iterable[NppesPart]) -> list[NppesPart]:
    """Providers first, then their further places and names; otherwise as given. Pure."""
    return sorted(parts, key=lambda found: found.kind.order)


def providers_among(parts: Iterable[NppesPart]) -> list[Part]:
    """The `npidata_pfile` of a download, which can tell homes. Pure."""
    return [found.part for found in parts if found.kind is FileKind.PROVIDERS]


def _understand(table: Table, kind: FileKind) -> None:
    if kind is FileKind.PROVIDERS:
        layout_of(table)
        return
    columns = LOCATION_COLUMNS if kind is FileKind.LOCATIONS else NAME_COLUMNS
    try:
        find_columns(table.header, columns)
    except NotNppes as error:
        raise FileUnusable(str(error)) from error
