"""The columns of the table, and which of them a file has. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.interchange.sheet.folding import fold, one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

PERSON_COLUMNS = (
    "external_id",
    "name",
    "kind",
    "profession",
    "credentials",
    "bio",
    "modalities",
    "conditions",
    "regions",
    "methods",
    "languages",
)
COLUMNS = (
    *PERSON_COLUMNS,
    "practice_name",
    "street",
    "city",
    "region_code",
    "postal_code",
    "country",
    "latitude",
    "longitude",
    "phone",
    "email",
    "website",
    "price_first_visit",
    "price_next_visit",
    "currency",
    "insurers",
    "self_pay",
    "sliding_scale",
    "telehealth",
    "accepting_new_clients",
)
"""Every column, in the order in which they are written."""

VOCABULARIES = {
    "modalities": "modality",
    "conditions": "condition",
    "regions": "region",
    "methods": "method",
    "languages": "language",
}
"""Columns that hold a list of entries of a vocabulary, and which."""

_BY_FOLDED = {fold(column): column for column in COLUMNS}
_NEEDED = ("name", "kind")


class HeaderUnusable(ValueError):
    """The first row is no header of such a table; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Header:
    """Which column stands where.

    Attributes:
        names: Our column's name at each position; empty for one we do not know.
        unknown: Headings that are ignored, as they stand in the file.
    """

    names: tuple[str, ...]
    unknown: tuple[str, ...]

    def cells(self, row: Sequence[str]) -> dict[str, str]:
        """The row's cells by column; what the row or the file lacks is left out."""
        return {name: cell for name, cell in zip(self.names, row, strict=False) if name}


def known_in(row: Sequence[str]) -> int:
    """How many of a row's cells name one of our columns."""
    return sum(fold(cell) in _BY_FOLDED for cell in row)


def read_header(row: Sequence[str]) -> Header:
    """Understand a header, whatever its case and with spaces or hyphens for underscores.

    Raises:
        HeaderUnusable: A needed column is missing, or one stands twice.
    """
    names = [_BY_FOLDED.get(fold(cell), "") for cell in row]
    stated = [name for name in names if name]
    missing = [name for name in _NEEDED if name not in stated]
    if missing:
        message = (
            f"its first line names no column {' and no column '.join(missing)}. "
            f"The columns are: {', '.join(COLUMNS)}."
        )
        raise HeaderUnusable(message)
    twice = next((name for name in stated if stated.count(name) > 1), "")
    if twice:
        message = f"its first line names the column {twice} twice; take one of them out."
        raise HeaderUnusable(message)
    unknown = [
        shortened(one_line(cell), 60)
        for cell, name in zip(row, names, strict=True)
        if not name and cell.strip()
    ]
    return Header(tuple(names), tuple(unknown))
