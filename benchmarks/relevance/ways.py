"""The ways to answer that are compared: plain BM25, BM25 with stems, and the site's own search."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.relevance.bm25 import Bm25
from benchmarks.relevance.judged import LISTINGS
from directory.db import Base, begin_write, make_engine
from directory.interchange.sheet.placing import Placer
from directory.interchange.sheet.reading import open_sheet
from directory.interchange.sheet.service import take
from directory.models import Practitioner
from directory.search import indexer, service
from directory.search.request import DEFAULT_RADIUS_KM, MAX_PER_PAGE, SearchRequest
from directory.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from benchmarks.relevance.judged import Listing, Question
    from directory.geo.finder import PlaceFinder

TODAY = date(2026, 11, 2)
_SOURCE = "judged"
_NAMESPACE = uuid.UUID("6f1d3f0e-7c5e-4a76-9d8e-2f7a4f1f5b10")


class RowsLeftOut(AssertionError):
    """The import did not take every listing of the judged set."""


class Way(Protocol):
    """Something that puts listings in order for a question."""

    name: str

    def rank(self, question: Question) -> list[str]:
        """External ids, the best first."""
        ...


class PlainText:
    """BM25 alone; a place narrows the listings to those the site would choose from, no more."""

    def __init__(
        self,
        name: str,
        words: Callable[[str], list[str]],
        listings: Sequence[Listing],
        places: PlaceFinder,
    ) -> None:
        """Count the words of the listings."""
        self.name = name
        self._points = {listing.external_id: listing.point for listing in listings}
        self._ranking = Bm25({each.external_id: each.text for each in listings}, words)
        self._places = places

    def rank(self, question: Question) -> list[str]:
        """External ids of the listings with any of the words."""
        return self._ranking.rank(question.q, self._within_reach(question.near))

    def _within_reach(self, near: str) -> list[str] | None:
        if not near:
            return None
        center = self._places.resolve(near).place.point
        if center is None:
            return []
        return [
            key
            for key, point in self._points.items()
            if center.distance_km(point) <= DEFAULT_RADIUS_KM
        ]


class ThisSite:
    """The listings imported, indexed and asked for as on a running site."""

    name = "this site"

    def __init__(self, folder: Path, places: PlaceFinder, table: Path = LISTINGS) -> None:
        """Import a table into a database of its own and build the index from it.

        Args:
            folder: Where the database and the index may lie; empty.
            places: What finds the places that the questions name.
            table: The listings of a judged set.

        Raises:
            RowsLeftOut: The import refused a row.
        """
        self._places = places
        engine = make_engine(f"sqlite:///{folder / 'judged.sqlite'}")
        Base.metadata.create_all(engine)
        self._session = Session(engine)
        self._index = WhooshEngine(folder / "index")
        _load(self._session, places, table)
        indexer.rebuild(self._session, self._index)

    def rank(self, question: Question) -> list[str]:
        """External ids as they stand on the first page, made as long as it may be."""
        asked = SearchRequest(q=question.q, near=question.near, per_page=MAX_PER_PAGE)
        results = service.search(self._session, self._index, self._places, asked, today=TODAY)
        return [card.practitioner.external_id or "" for card in results.cards]

    def close(self) -> None:
        """Let go of the database."""
        self._session.close()
        self._session.get_bind().dispose()  # type: ignore[union-attr]


def _load(session: Session, places: PlaceFinder, table: Path) -> None:
    begin_write(session)
    with open_sheet(table) as file:
        for batch in file.batches(Placer(places)):
            if batch.counts["rejected"]:
                raise RowsLeftOut(batch.remarks)
            take(session, batch.listings, source=_SOURCE, secret=_SOURCE)
    session.flush()
    for practitioner in session.scalars(select(Practitioner)):
        # Ties break by the public id: the same one in every run, so that the figures repeat.
        practitioner.public_id = uuid.uuid5(_NAMESPACE, practitioner.external_id or "")
    session.commit()
