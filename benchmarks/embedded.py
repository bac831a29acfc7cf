"""The site's embedded engine, wrapped for the benchmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from pathlib import Path

    from directory.search.engine import Document
    from directory.search.query import Query


class Embedded:
    """Whoosh on disk, NumPy in memory."""

    name = "this site"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._engine = WhooshEngine(folder)

    def build(self, documents: list[Document]) -> None:
        """Index the listings."""
        self._engine.rebuild(documents)

    def open(self) -> None:
        """Open the index as a process that starts does."""
        self._engine = WhooshEngine(self.folder)
        self._engine.state()

    def search(self, query: Query) -> int:
        """Answer: total, ten best and counts of every facet; gives the total."""
        return self._engine.search(query).total
