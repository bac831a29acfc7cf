"""The embedded engine: Whoosh keeps the index on disk, NumPy answers from what it decodes."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from directory.geo.grid import cell_of
from directory.search import matching, ranking
from directory.search.engine import EngineState, SearchUnavailable
from directory.search.query import MAX_OFFSET, Hit, Page, Sort
from directory.search.snapshot import Snapshot
from directory.search.whoosh_schema import fields_of
from directory.search.whoosh_store import Pointer, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from directory.search.engine import Batch, Document
    from directory.search.matching import Candidates, Test
    from directory.search.query import Query
    from directory.search.snapshot import Mask

    Floats = NDArray[np.float64]

WRITER_MEMORY_MB = 256
REBUILD_WAIT_S = 30.0
_OPEN_TRIES = 3
_REPORT_EVERY = 100


class WhooshEngine:
    """A `SearchEngine` over one private folder, shared by all processes of a machine."""

    def __init__(self, path: Path) -> None:
        self._store = Store(path)
        self._snapshot: Snapshot | None = None
        self._lock = Lock()

    def state(self) -> EngineState:
        """The index in use; see `SearchEngine.state`."""
        snapshot = self._current()
        return EngineState(snapshot.pointer.name, snapshot.pointer.generation, snapshot.documents)

    def search(self, query: Query) -> Page:
        """Answer a query; see `SearchEngine.search`."""
        snapshot = self._current()
        reach = matching.in_reach(snapshot, query.where)
        text, matched = matching.text_values(snapshot, query.text, reach.rows)
        tests = matching.tests(snapshot, query.filters, reach)
        if query.text.groups or query.text.excluded:
            tests["text"] = matching.text_test(snapshot, query, reach.rows, matched)

        def kept_but(facet: str) -> Mask:
            kept = np.ones(len(reach.rows), dtype=np.bool_)
            for name, test in tests.items():
                if name != facet:
                    kept &= test.kept
            return kept

        kept = kept_but("")
        ranks = _ranks(snapshot, query, reach, text)
        order = _order(snapshot, query, reach.only(kept), ranks[kept], _lacking(tests, kept))
        return Page(
            total=int(kept.sum()),
            hits=_hits(snapshot, reach.only(kept), ranks[kept], order, tests, kept),
            facets=matching.facets(snapshot, reach.rows, kept_but),
            unstated={
                name: int((kept & test.unstated & ~test.passing).sum())
                for name, test in tests.items()
            },
            matched=int((kept & matched).sum()),
        )

    def apply(self, batch: Batch) -> None:
        """Store and remove documents; see `SearchEngine.apply`."""
        with self._store.writing():
            pointer = self._store.pointer()
            index = self._store.open(pointer)
            latest = {document.id: document for document in batch.documents}
            writer = index.writer(limitmb=WRITER_MEMORY_MB)
            try:
                for public_id in batch.removed:
                    writer.delete_by_term("id", public_id)
                for document in _along_the_curve(latest.values()):
                    writer.update_document(**fields_of(document))
            except BaseException:
                writer.cancel()
                raise
            writer.commit()
            self._store.publish(Pointer(pointer.name, index.latest_generation()))

    def rebuild(
        self, documents: Iterable[Document], progress: Callable[[int], None] | None = None
    ) -> EngineState:
        """Build a fresh index aside and switch to it; see `SearchEngine.rebuild`."""
        with self._store.writing(wait_s=REBUILD_WAIT_S):
            name, index = self._store.create()
            writer = index.writer(limitmb=WRITER_MEMORY_MB)
            for number, document in enumerate(_along_the_curve(documents), start=1):
                writer.add_document(**fields_of(document))
                if progress and number % _REPORT_EVERY == 0:
                    progress(number)
            writer.commit()
            self._store.publish(Pointer(name, index.latest_generation()))
            self._store.sweep(keep=name)
        return self.state()

    def _current(self) -> Snapshot:
        """The newest commit, reopened only when the pointer moved."""
        pointer = self._store.pointer()
        snapshot = self._snapshot
        if snapshot is not None and snapshot.pointer == pointer:
            return snapshot
        with self._lock:
            for _ in range(_OPEN_TRIES):
                try:
                    return self._reopen()
                except SearchUnavailable:
                    # A rebuild may have switched and swept between two of our steps.
                    continue
            return self._reopen()

    def _reopen(self) -> Snapshot:
        pointer = self._store.pointer()
        former = self._snapshot
        if former is not None and former.pointer == pointer:
            return former
        index = self._store.open(pointer)
        same = former if former and former.pointer.name == pointer.name else None
        self._snapshot = _snapshot(pointer, index, self._store.path / pointer.name, same)
        return self._snapshot


def _snapshot(pointer: Pointer, index: Any, folder: Path, former: Snapshot | None) -> Snapshot:
    try:
        return Snapshot(pointer, index.reader(), folder, former)
    except Exception as error:
        # Whoosh reads pickles: damage shows as nearly any exception.
        message = "The search index cannot be read: run `directory reindex`."
        raise SearchUnavailable(message) from error


def _along_the_curve(documents: Iterable[Document]) -> list[Document]:
    """Sort documents so that near ones lie together; those without a place come last."""
    rows = list(documents)
    points = [next((p.point for p in row.locations if p.point), None) for row in rows]
    latitudes = [point.latitude if point else 0.0 for point in points]
    longitudes = [point.longitude if point else 0.0 for point in points]
    cells = cell_of(latitudes, longitudes).tolist() if rows else []
    keyed = sorted(
        zip(rows, points, cells, strict=True), key=lambda row: (row[1] is None, row[2], row[0].id)
    )
    return [row for row, _, _ in keyed]


def _ranks(snapshot: Snapshot, query: Query, reach: Candidates, text: Floats) -> Floats:
    columns, rows = snapshot.columns, reach.rows
    return ranking.blend(
        text if query.text.groups else np.ones(len(rows)),
        ranking.nearness(reach.distances_km, len(rows)),
        ranking.vetted(columns.score_low[rows]),
        ranking.freshness(query.today.toordinal() - columns.confirmed[rows]),
    )


def _lacking(tests: dict[str, Test], kept: Mask) -> Floats:
    """How many filters each kept row passed only by stating nothing."""
    lacking = np.zeros(int(kept.sum()))
    for test in tests.values():
        lacking += (test.unstated & ~test.passing)[kept]
    return lacking


def _order(
    snapshot: Snapshot, query: Query, reach: Candidates, ranks: Floats, lacking: Floats
) -> NDArray[np.int64]:
    """Positions among the kept candidates of the page asked for, in order."""
    # Listings that state what was asked stand before those that state nothing, and among the
    # latter the text score is 0: nearness, vetting and freshness order them.
    silent = ranking.blend(
        np.ones(len(ranks)),
        ranking.nearness(reach.distances_km, len(ranks)),
        ranking.vetted(snapshot.columns.score_low[reach.rows]),
        ranking.freshness(query.today.toordinal() - snapshot.columns.confirmed[reach.rows]),
    )
    keys: tuple[NDArray[Any], ...] = (snapshot.order[reach.rows], -silent, -ranks, lacking)
    if query.sort is Sort.NEAREST and reach.distances_km is not None:
        keys = (*keys, reach.distances_km)
    elif query.sort is Sort.PRICE:
        keys = (*keys, _last_if_nan(matching.prices(snapshot, reach, query.filters.currency)))
    elif query.sort is Sort.VETTED:
        keys = (*keys, _last_if_nan(-snapshot.columns.score_low[reach.rows]))
    offset = min(query.offset, MAX_OFFSET)
    return _first(keys, offset + query.limit)[offset:]


def _first(keys: tuple[NDArray[Any], ...], count: int) -> NDArray[np.int64]:
    """The first rows by several keys (the last one counts most) without sorting all of them."""
    major = keys[-1]
    if len(major) <= count:
        return np.lexsort(keys)
    bound = np.partition(major, count - 1)[count - 1]
    rows = np.flatnonzero(major <= bound)
    return rows[np.lexsort(tuple(key[rows] for key in keys))][:count]


def _last_if_nan(values: Floats) -> Floats:
    return np.where(np.isnan(values), np.inf, values)


def _hits(
    snapshot: Snapshot,
    reach: Candidates,
    ranks: Floats,
    order: NDArray[np.int64],
    tests: dict[str, Test],
    kept: Mask,
) -> tuple[Hit, ...]:
    silent = {name: (test.unstated & ~test.passing)[kept] for name, test in tests.items()}
    columns = snapshot.columns
    hits = []
    for at in order.tolist():
        place = int(reach.places[at])
        hits.append(
            Hit(
                id=columns.ids[reach.rows[at]].decode(),
                location=int(columns.place_number[place]) if place >= 0 else -1,
                distance_km=None if reach.distances_km is None else float(reach.distances_km[at]),
                score=float(ranks[at]),
                unstated=frozenset(name for name, mask in silent.items() if mask[at]),
            )
        )
    return tuple(hits)
