"""The site's embedded engine, wrapped for the benchmarks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.asked import Question
from benchmarks.peers.answer import Answer
from directory.geo.failures import PlaceNotFound
from directory.search.request import SearchRequest
from directory.search.understanding import understand
from directory.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from directory.geo.place import Place, Resolution
    from directory.geo.point import GeoPoint
    from directory.search.engine import Document


class NoPlaces:
    """A finder that knows no place, so that only words are looked at."""

    def resolve(
        self, text: str, *, near: GeoPoint | None = None, country_hint: str | None = None
    ) -> Resolution:
        """Nothing is found.

        Raises:
            PlaceNotFound: Always.
        """
        del near, country_hint
        raise PlaceNotFound(text)

    def reverse(self, point: GeoPoint) -> Place:
        """Nothing is found.

        Raises:
            PlaceNotFound: Always.
        """
        raise PlaceNotFound(str(point))

    def largest_towns(self, *_circle: object) -> tuple[Place, ...]:
        """No towns."""
        return ()

    def suggest(self, *_text: object, country_hint: str | None = None) -> tuple[Place, ...]:
        """No places."""
        del country_hint
        return ()

    def close(self) -> None:
        """Nothing is open."""


class Embedded:
    """Whoosh on disk, NumPy in memory."""

    name = "this site"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._engine = WhooshEngine(folder)

    def build(self, documents: Iterable[Document]) -> None:
        """Index the listings."""
        self._engine.rebuild(documents)

    def open(self) -> None:
        """Open the index as a process that starts does."""
        self._engine = WhooshEngine(self.folder)
        self._engine.state()

    def close(self) -> None:
        """Let go of the index."""
        self._engine = WhooshEngine(self.folder)

    def served_mb(self) -> float:
        """Nobody else serves."""
        return 0.0

    def search(self, question: Question) -> Answer:
        """Answer with total, ten best and all facets; what was typed is repaired first."""
        page = self._engine.search(self.repaired(question).query)
        return Answer(page.total, tuple(hit.id for hit in page.hits))

    def repaired(self, question: Question) -> Question:
        """The question as it is searched for, its words repaired after the words of the index."""
        if not question.typed:
            return question
        # With a place given, the site looks for none in the words.
        request = SearchRequest(q=question.typed, near="here")
        text = understand(self._engine, NoPlaces(), request).parsed.text
        return Question(replace(question.query, text=text))
