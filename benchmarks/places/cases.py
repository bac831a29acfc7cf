"""The judged set: what visitors type, and where they mean.

The points are known places' own, from maps and general knowledge; none was read from the place
data that are measured with them.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from directory.geo.point import GeoPoint

FILE = Path(__file__).with_name("cases.json")

Want = Literal["place", "area", "offered", "ask", "both", "doubt", "none"]
Truth = GeoPoint | str
"""A point, or the ISO 3166 code of a state or country."""

KM = 10.0
"""How far off a right answer may be: the middles of large cities are told this differently."""

KM_BY_KIND = {"county or borough": 15.0, "street address": 6.0, "quarter or airport": 8.0}


@dataclass(frozen=True, slots=True)
class Case:
    """One typed place.

    Attributes:
        kind: What is tried with it.
        text: As typed.
        want: `place` and `area`: this one and no other; `offered`: a guess, an alternative or
            "did you mean"; `ask`: all of them, without being sure; `both`: the first as guess,
            the others beside it; `doubt`: not found, or unsure with the true one offered;
            `none`: not found.
        truths: Where it is; for some wants several.
        km: How far off a right answer may be, in kilometres.
    """

    kind: str
    text: str
    want: Want
    truths: tuple[Truth, ...]
    km: float

    @property
    def half(self) -> int:
        """Which half of the set it is in, 0 or 1, by its text alone."""
        return zlib.crc32(self.text.encode("utf-8", "surrogatepass")) % 2


def cases(path: Path = FILE) -> list[Case]:
    """Read the judged set."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [
        Case(
            kind=row["kind"],
            text=row["text"],
            want=row["want"],
            truths=tuple(
                where if isinstance(where, str) else GeoPoint(*where)
                for where in row.get("where", ())
            ),
            km=row.get("km", KM_BY_KIND.get(row["kind"], KM)),
        )
        for row in rows
    ]
