"""Taking times: building, opening, first use, and the same questions again and again."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from directory.search.engine import Document
    from directory.search.query import Query

FIRST_USES = 10
"""How often the first question to a freshly opened index is timed."""


class Way(Protocol):
    """One way to answer the questions."""

    name: str
    folder: Path

    def build(self, documents: list[Document]) -> None:
        """Index the listings."""

    def open(self) -> None:
        """Open the index as a process that starts does."""

    def search(self, query: Query) -> int:
        """Answer with total, ten best and all facets; gives the total."""


@dataclass
class Times:
    """Milliseconds of single answers to one kind of question, and the totals answered."""

    milliseconds: list[float]
    totals: list[int]

    def percentile(self, percent: float) -> float:
        """Milliseconds within which that share of the answers came."""
        return float(np.percentile(self.milliseconds, percent))


@dataclass
class Figures:
    """What was measured of one way.

    Attributes:
        build_rate: Documents a second.
        size_mb: Of the index on disk.
        open_ms: From nothing to ready, the index built and opened once before.
        first_ms: The first main question after opening, nothing decoded.
        questions: For each kind of question.
    """

    name: str
    build_rate: float
    size_mb: float
    open_ms: float
    first_ms: float
    questions: dict[str, Times] = field(default_factory=dict)


def measure(way: Way, documents: list[Document], asked: dict[str, list[Query]]) -> Figures:
    """Build, open and ask; every question is asked once before its time is taken."""
    build_ms = _milliseconds(lambda: way.build(documents))
    way.open()
    way.search(asked["main"][0])
    opened, first = [], []
    for query in asked["main"][:FIRST_USES]:
        opened.append(_milliseconds(way.open))
        first.append(_milliseconds(lambda query=query: way.search(query)))
    size = sum(file.stat().st_size for file in way.folder.rglob("*") if file.is_file())
    return Figures(
        way.name,
        1_000 * len(documents) / build_ms,
        size / 1e6,
        float(np.median(opened)),
        float(np.median(first)),
        {kind: ask(way, queries) for kind, queries in asked.items()},
    )


def ask(way: Way, queries: Sequence[Query]) -> Times:
    """Ask each question twice and time the second answer."""
    totals = [way.search(query) for query in queries]
    times = [_milliseconds(lambda query=query: way.search(query)) for query in queries]
    return Times(times, totals)


def _milliseconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return 1_000 * (time.perf_counter() - start)
