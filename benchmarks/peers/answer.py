"""What every way gives back, and what every way can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from directory.search.query import Circle

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from benchmarks.asked import Question
    from directory.geo.point import GeoPoint
    from directory.search.engine import Document, DocumentLocation
    from directory.search.query import Query


class Answer(NamedTuple):
    """The exact total, and the ids of the ten best in order. The facets were counted as well."""

    total: int
    best: tuple[str, ...]


class Way(Protocol):
    """One way to answer the questions, over one folder."""

    name: str

    def __init__(self, folder: Path) -> None:
        """Take a folder, which need not exist yet."""

    def build(self, documents: Iterable[Document]) -> None:
        """Index the listings."""

    def open(self) -> None:
        """Open the index as a process that starts does."""

    def close(self) -> None:
        """Let go of what was opened."""

    def search(self, question: Question) -> Answer:
        """Answer with total, ten best and all facets."""

    def served_mb(self) -> float:
        """Peak memory of another process that serves the answers; 0 without one."""


class NotAskedHere(ValueError):
    """The benchmarks ask for circles only, among listings that all have coordinates."""


def circle_of(query: Query) -> Circle:
    """The circle of a question.

    Raises:
        NotAskedHere: It has none.
    """
    if not isinstance(query.where, Circle):
        message = "Every question of the benchmarks has a circle."
        raise NotAskedHere(message)
    return query.where


def point_of(place: DocumentLocation) -> GeoPoint:
    """The coordinates of a place.

    Raises:
        NotAskedHere: It has none.
    """
    if place.point is None:
        message = "Every listing of the benchmarks has coordinates."
        raise NotAskedHere(message)
    return place.point
