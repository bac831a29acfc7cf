"""The controlled vocabularies: kinds, professions, modalities, conditions, links of the chain, ...

Pure but for reading the JSON files under `seed_data/vocabulary/` once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).resolve().parents[2] / "seed_data" / "vocabulary"

NAMES = (
    "profession",
    "modality",
    "condition",
    "region",
    "method",
    "stage",
    "language",
    "payer",
    "accessibility",
)
"""Every vocabulary; each has a file `<name>.json`."""

LINKS = ("feet", "knees", "hips", "core", "upper_back", "shoulders")
"""Keys of the `region` vocabulary, the six links of the chain, from the ground up."""

STAGES = ("pain", "mobility", "stability", "conditioning")
"""Keys of the `stage` vocabulary, in the order they are worked through."""


class Kind(StrEnum):
    """The three kinds of people the directory lists."""

    THERAPIST = "therapist"
    MOVEMENT_COACH = "movement_coach"
    RUNNING_COACH = "running_coach"


class UnknownTerm(KeyError):
    """A key that its vocabulary does not have."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One term of a vocabulary.

    Attributes:
        key: Stable lower-case key, used in URLs, the API and the database.
        label: What people read, in English.
        also: Other words for it, lay and trade, that a search should treat as the same.
        kinds: The kinds of practitioner it belongs to (all three when the file names none).
        professions: Keys of the professions one would ask for it when a listing states nothing.
        group: A heading within the vocabulary, or the type of payer (insurer, hmo, public).
        note: One sentence of explanation.
    """

    key: str
    label: str
    also: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = tuple(Kind)
    professions: tuple[str, ...] = ()
    group: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """An ordered set of entries, found by key."""

    name: str
    entries: dict[str, Entry]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def __getitem__(self, key: str) -> Entry:
        """The entry of a key.

        Raises:
            UnknownTerm: The vocabulary has no such key.
        """
        try:
            return self.entries[key]
        except KeyError:
            message = f"{key!r} is not in the {self.name} vocabulary."
            raise UnknownTerm(message) from None

    def label(self, key: str) -> str:
        """What people read for a key; a key that is no entry (a free tag) reads as itself."""
        entry = self.entries.get(key)
        return entry.label if entry else key.replace("_", " ")


@cache
def vocabulary(name: str) -> Vocabulary:
    """Load one of the vocabularies in `NAMES`, once."""
    rows = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    entries = (_entry(row) for row in rows)
    return Vocabulary(name, {entry.key: entry for entry in entries})


def _entry(row: dict[str, Any]) -> Entry:
    """Read one row of a vocabulary file; a field that no entry has is an error."""
    kinds = tuple(Kind(kind) for kind in row.get("kinds", Kind))
    lists = {name: tuple(row.get(name, ())) for name in ("also", "professions")}
    return Entry(**{**row, **lists, "kinds": kinds})
