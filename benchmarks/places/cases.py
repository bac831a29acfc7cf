"""The judged sets: what visitors type, and where they mean.

The points are known places' own, from maps and general knowledge; none was read from the place
data that are measured with them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from directory.geo.point import GeoPoint

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = tuple(Path(__file__).with_name(name) for name in ("cases.json", "cases_second.json"))
"""The set that was worked with, and one written when that was done."""

Want = Literal["place", "area", "offered", "ask", "both", "doubt", "none"]
Truth = GeoPoint | str
"""A point, or the ISO 3166 code of a state or country."""

KM = 10.0
"""How far off a right answer may be: the middles of large cities are told this differently."""

KM_BY_KIND = {"county or borough": 15.0, "quarter or airport": 8.0}


@dataclass(frozen=True, slots=True)
class Case:
    """One typed place.

    Attributes:
        number: Of its set, 0 or 1.
        kind: What is tried with it.
        text: As typed.
        want: `place` and `area`: this one and no other; `offered`: a guess, an alternative or
            "did you mean"; `ask`: all of them, without being sure; `both`: the first as guess,
            the others beside it; `doubt`: not found, or unsure with the true one offered;
            `none`: not found.
        truths: Where it is; for some wants several.
        km: How far off a right answer may be, in kilometres.
    """

    number: int
    kind: str
    text: str
    want: Want
    truths: tuple[Truth, ...]
    km: float


def cases() -> list[Case]:
    """Read both sets."""
    return [case for number, path in enumerate(FILES) for case in _read(number, path)]


def _read(number: int, path: Path) -> Iterator[Case]:
    for row in json.loads(path.read_text(encoding="utf-8")):
        truths = (
            where if isinstance(where, str) else GeoPoint(*where) for where in row.get("where", ())
        )
        km = row.get("km", KM_BY_KIND.get(row["kind"], KM))
        yield Case(number, row["kind"], row["text"], row["want"], tuple(truths), km)
