"""What was aimed at, held against what was measured. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.asked import FIRST, MIXED
from benchmarks.measure import together_ms
from benchmarks.ways import LIMIT, SITE, SQLITE, TANTIVY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.result import Result

WIDE_MS = 50.0
BUILD_RATE = 3_000.0
BUILD_MB = 1_500.0
VISIBLE_MS = 1_000.0
NOT_MEASURED = "not measured"


class Target(NamedTuple):
    """One aim.

    Attributes:
        what: Is compared.
        measured: The figure; None where one of the two sides was not measured.
        aim: The bound.
        least: Whether the aim is the least there may be, and not the most.
        unit: Stands behind figures.
        digits: Behind the point.
    """

    what: str
    measured: float | None
    aim: float
    unit: str = "x"
    least: bool = False
    digits: int = 3

    @property
    def verdict(self) -> str:
        """Met, not met or not measured."""
        if self.measured is None:
            return NOT_MEASURED
        met = self.measured >= self.aim if self.least else self.measured <= self.aim
        return "met" if met else "**not met**"

    def row(self) -> str:
        """A row of the table."""
        sign = ">=" if self.least else "<="
        measured = "-" if self.measured is None else self._figure(self.measured)
        return f"| {self.what} | {sign} {self._figure(self.aim)} | {measured} | {self.verdict} |"

    def _figure(self, value: float) -> str:
        return f"{value:,.{self.digits}f} {self.unit}"


def targets(result: Result) -> list[Target]:
    """All aims that one run of the ways can tell about."""
    return [*_against_others(result), *alone(result)]


def table(found: list[Target]) -> str:
    """The aims as a table."""
    head = "| what | target | measured | |\n|---|---:|---:|---|\n"
    return head + "\n".join(target.row() for target in found) + "\n"


def _against_others(result: Result) -> Iterator[Target]:
    yield Target(
        "mixed query log p95, warm, against SQLite FTS5 + cell column",
        _ratio(result, SQLITE, MIXED, 95), 1 / 30,
    )  # fmt: skip
    yield Target(
        "the same, each question for the first time (no aim was set; held against the same one)",
        _ratio(result, SQLITE, FIRST, 95), 1 / 30,
    )  # fmt: skip
    yield Target(
        "main question p50, against tantivy + exact blend",
        _ratio(result, TANTIVY, "main", 50),
        1 / 3,
    )
    yield Target(
        "main question p50, against the NumPy limit", _ratio(result, LIMIT, "main", 50), 1.5
    )
    yield Target(
        "wide question p99", result.ways[SITE].ms("wide", 99), WIDE_MS, unit="ms", digits=1
    )
    yield Target(
        "wide question p95, against tantivy + exact blend",
        _ratio(result, TANTIVY, "wide", 95),
        1 / 3,
    )
    other = result.ways.get(SQLITE)
    own_ms = together_ms(result.ways[SITE].asked.first, 50)
    yield Target(
        "cold: opening and the first main question, p50, against SQLite FTS5",
        own_ms / together_ms(other.asked.first, 50) if other else None, 1 / 3,
    )  # fmt: skip


def alone(result: Result) -> Iterator[Target]:
    """The aims of this site's own index."""
    build = result.ways[SITE].build
    yield Target(
        "index build, with positions, segments that Whoosh reads (aimed at 100,000 listings)", build.rate, BUILD_RATE, "documents/s",
        least=True, digits=0,
    )  # fmt: skip
    memory_mb = build.memory_mb or None
    yield Target(
        "memory while the index is built (aimed at 500,000)", memory_mb, BUILD_MB, "MB", digits=0
    )
    visible = float(np.max(result.updates.visible_ms))
    yield Target(
        "200 changes visible, the worst round (aimed at 100,000)",
        visible,
        VISIBLE_MS,
        "ms",
        digits=0,
    )


def _ratio(result: Result, other: str, kind: str, percent: float) -> float | None:
    """This site's time as a share of another's, over the questions that both were asked."""
    theirs = result.ways[other].asked.questions.get(kind) if other in result.ways else None
    ours = result.ways[SITE].asked.questions.get(kind)
    if ours is None or theirs is None:
        return None
    return ours.of_first(len(theirs.totals)).percentile(percent) / theirs.percentile(percent)
