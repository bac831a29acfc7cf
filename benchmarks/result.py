"""Everything one run has measured. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.built import Build
    from benchmarks.measure import Asked
    from benchmarks.updates import Updates


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one way: how its index was built, and how it answered."""

    name: str
    build: Build
    asked: Asked

    def ms(self, kind: str, percent: float) -> float | None:
        """Milliseconds within which that share of the answers of a kind came; None if not asked."""
        times = self.asked.questions.get(kind)
        return times.percentile(percent) if times else None


@dataclass(frozen=True, slots=True)
class Result:
    """All ways by name, this site first, and changes to this site's index."""

    listings: int
    ways: dict[str, Figures]
    updates: Updates
