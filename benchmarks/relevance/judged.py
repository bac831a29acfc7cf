"""Reads the judged set: listings, questions and grades."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from directory.geo.point import GeoPoint
from directory.practitioners.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).resolve().parent
SETS = {"first": FOLDER, "second": FOLDER / "second"}
"""Where each judged set lies: the first has a half to tune on, the second none."""

TABLE = "listings.csv"
LISTINGS = FOLDER / TABLE
HALVES = ("tune", "report")

_VOCABULARIES = {
    "profession": "profession",
    "modalities": "modality",
    "conditions": "condition",
    "regions": "region",
    "methods": "method",
    "languages": "language",
    "insurers": "payer",
}
_YES = {"self_pay": "Self-pay", "sliding_scale": "Sliding scale", "telehealth": "Telehealth"}
_AS_WRITTEN = ("name", "credentials", "bio", "practice_name", "city")


@dataclass(frozen=True, slots=True)
class Question:
    """Something a runner asked.

    Attributes:
        near: The place asked for, "" for none.
        type: Which kind of question it is, such as "injury-lay".
        half: One of `HALVES`.
        grades: What each listing is worth to the asker, by external id, 1 to 3.
    """

    id: str
    q: str
    near: str
    type: str
    half: str
    grades: dict[str, int]


@dataclass(frozen=True, slots=True)
class Listing:
    """One row of the table: who it is, where, and everything it says as one text."""

    external_id: str
    name: str
    point: GeoPoint
    text: str


def read_questions(half: str = "all", folder: Path = FOLDER) -> list[Question]:
    """The questions of one half of a set, or all of them, with their grades."""
    rows = json.loads((folder / "queries.json").read_text(encoding="utf-8"))
    grades = json.loads((folder / "judgments.json").read_text(encoding="utf-8"))
    return [
        Question(
            id=row["id"],
            q=row["q"],
            near=row.get("near", ""),
            type=row["type"],
            half=row["half"],
            grades=grades[row["id"]],
        )
        for row in rows
        if half in {"all", row["half"]}
    ]


def read_rows(folder: Path = FOLDER) -> list[dict[str, str]]:
    """The rows of a set's table as they are written."""
    with (folder / TABLE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_listings(folder: Path = FOLDER) -> list[Listing]:
    """The listings of a set as a plain text ranking sees them."""
    return [
        Listing(
            external_id=row["external_id"],
            name=row["name"],
            point=GeoPoint(float(row["latitude"]), float(row["longitude"])),
            text="\n".join(_texts(row)),
        )
        for row in read_rows(folder)
    ]


def _texts(row: dict[str, str]) -> Iterator[str]:
    """What the row says, with labels in place of keys."""
    yield from (row[column] for column in _AS_WRITTEN)
    for column, name in _VOCABULARIES.items():
        yield from (vocabulary(name).label(key) for key in row[column].split(";") if key)
    yield from (label for column, label in _YES.items() if row[column] == "yes")
