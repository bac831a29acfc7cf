"""The embedded engine: Whoosh keeps the index on disk, NumPy answers from what it decodes."""

from __future__ import annotations

import time
from contextlib import closing, contextmanager, suppress
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.index import LockError

from directory.search import filtering, matching, ordering
from directory.search.arrangement import along_the_curve, newest
from directory.search.engine import EngineState, IndexBusy, SearchUnavailable
from directory.search.query import Hit, Page
from directory.search.segment import write_beside
from directory.search.snapshot import Snapshot
from directory.search.whoosh_schema import fields_of, stored_rows
from directory.search.whoosh_store import DAMAGED, IndexDamaged, Pointer, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from directory.search.engine import Batch, Document
    from directory.search.matching import Candidates
    from directory.search.query import Query
    from directory.search.snapshot import Mask
    from directory.search.spelling import IndexWords

    Floats = NDArray[np.float64]

WRITER_MEMORY_MB = 256
REBUILD_WAIT_S = 30.0
DAMAGE_PAUSE_S = 1.0
"""Whoosh takes half a second to give up on a damaged index: not to be spent on every request."""

SECOND_TRY_S = 0.1
"""Far longer than a commit needs from its first file to its pointer, at a hundred changes."""

_REPORT_EVERY = 100


class WhooshEngine:
    """A `SearchEngine` over one private folder, shared by all processes of a machine."""

    def __init__(
        self,
        path: Path,
        *,
        rebuild_wait_s: float = REBUILD_WAIT_S,
        damage_pause_s: float = DAMAGE_PAUSE_S,
    ) -> None:
        """Answer from a folder, which need not exist yet.

        Args:
            path: The folder, of this index alone.
            rebuild_wait_s: How long a rebuild waits for another writer to be done.
            damage_pause_s: How long a damaged index is not tried again.
        """
        self._rebuild_wait_s = rebuild_wait_s
        self._damage_pause_s = damage_pause_s
        self._store = Store(path)
        self._snapshot: Snapshot | None = None
        self._damaged: Pointer | None = None
        self._damaged_until = 0.0
        self._lock = Lock()

    def state(self) -> EngineState:
        """The index in use; see `SearchEngine.state`."""
        snapshot = self._current()
        return EngineState(snapshot.pointer.name, snapshot.pointer.generation, snapshot.documents)

    def search(self, query: Query) -> Page:
        """Answer a query; see `SearchEngine.search`."""
        with self._answering() as snapshot:
            return _answer(snapshot, query)

    def has(self, word: str) -> bool:
        """Whether any listing has a word; see `SearchEngine.has`."""
        with self._answering() as snapshot:
            return bool(snapshot.occurrences((word,)))

    def words(self) -> IndexWords:
        """The words that its listings use; see `SearchEngine.words`."""
        with self._answering() as snapshot:
            return snapshot.words

    def names(self, asked: Sequence[str], limit: int) -> tuple[str, ...]:
        """Find what people are called; see `SearchEngine.names`."""
        with self._answering() as snapshot:
            return snapshot.names(asked, limit)

    def apply(self, batch: Batch) -> None:
        """Store and remove documents; see `SearchEngine.apply`."""
        with self._store.writing():
            pointer = self._store.pointer()
            with self._condemning(pointer):
                index = self._store.open(pointer)
                ids = {document.id for document in batch.documents}
                stored = stored_rows(index, ids | set(batch.removed))
            staying = stored.keys() - set(batch.removed)
            versions = {public_id: stored[public_id][1] for public_id in staying}
            fresh = along_the_curve(newest(batch.documents, versions))
            gone = {document.id for document in fresh} | set(batch.removed)
            rows = [fields_of(document) for document in fresh]
            with self._condemning(pointer), _committed(index) as writer:
                # By row: Whoosh opens a searcher for every document that it has to find itself.
                for public_id in gone & stored.keys():
                    writer.delete_document(stored[public_id][0])
                for row in rows:
                    writer.add_document(**row)
            with self._condemning(pointer):
                self._write_beside(pointer.name, index)
            self._store.publish(Pointer(pointer.name, index.latest_generation()))

    def rebuild(
        self, documents: Iterable[Document], progress: Callable[[int], None] | None = None
    ) -> EngineState:
        """Build a fresh index aside and switch to it; see `SearchEngine.rebuild`."""
        with self._store.writing(wait_s=self._rebuild_wait_s):
            ordered = along_the_curve(newest(documents))
            name, index = self._store.create()
            with _committed(index) as writer:
                for number, document in enumerate(ordered, start=1):
                    writer.add_document(**fields_of(document))
                    if progress and number % _REPORT_EVERY == 0:
                        progress(number)
            self._write_beside(name, index)
            self._store.publish(Pointer(name, index.latest_generation()))
            self._store.sweep(keep=name)
        return self.state()

    def _write_beside(self, name: str, index: Any) -> None:
        """Write what readers load of a commit now: after a merge nobody who searches waits for it.

        The commit is seen that much later; only new segments cost anything.
        """
        with closing(index.reader()) as reader:
            write_beside(reader, self._store.path / name)

    @contextmanager
    def _answering(self) -> Iterator[Snapshot]:
        """The newest commit; damage found while it is read takes it out of use."""
        snapshot = self._current()
        try:
            yield snapshot
        except IndexDamaged:
            self._store.condemn(snapshot.pointer)
            raise

    @contextmanager
    def _condemning(self, pointer: Pointer) -> Iterator[None]:
        """Take the index out of use when Whoosh stumbles over it; busy or full passes by itself."""
        try:
            yield
        except (IndexBusy, SearchUnavailable, OSError):
            raise
        except Exception as error:
            # Whoosh reads pickles: damage shows as nearly any exception.
            self._store.condemn(pointer)
            raise IndexDamaged(DAMAGED) from error

    def _current(self) -> Snapshot:
        """The newest commit, reopened only when the pointer moved."""
        pointer = self._store.pointer()
        snapshot = self._snapshot
        if snapshot is not None and snapshot.pointer == pointer:
            return snapshot
        with self._lock:
            return self._newest()

    def _newest(self) -> Snapshot:
        """Open the newest commit; a rebuild may switch and sweep between two of our steps."""
        pointer = self._store.pointer()
        while True:
            try:
                return self._opened(pointer)
            except SearchUnavailable:
                newer = self._store.pointer()
                if newer == pointer:
                    raise
                pointer = newer

    def _opened(self, pointer: Pointer) -> Snapshot:
        former = self._snapshot
        if former is not None and former.pointer == pointer:
            return former
        if self._damaged == pointer and time.monotonic() < self._damaged_until:
            raise IndexDamaged(DAMAGED)
        same = former if former and former.pointer.name == pointer.name else None
        try:
            self._snapshot = self._read(pointer, same)
        except Exception as error:
            # Whoosh reads pickles: damage shows as nearly any exception.
            self._damaged, self._damaged_until = pointer, time.monotonic() + self._damage_pause_s
            raise IndexDamaged(DAMAGED) from error
        return self._snapshot

    def _read(self, pointer: Pointer, former: Snapshot | None) -> Snapshot:
        """Read a commit; twice before it is called damaged: another one may be on its way.

        That replaces files while we look for them, and the pointer tells of it only afterwards.
        """
        try:
            return self._read_once(pointer, former)
        except Exception:
            if self._store.pointer() != pointer:
                raise
            time.sleep(SECOND_TRY_S)
            return self._read_once(pointer, former)

    def _read_once(self, pointer: Pointer, former: Snapshot | None) -> Snapshot:
        reader = self._store.open(pointer).reader()
        return Snapshot(pointer, reader, self._store.path / pointer.name, former)


def _answer(snapshot: Snapshot, query: Query) -> Page:
    reach = matching.in_reach(snapshot, query.where)
    match = matching.match_text(snapshot, query.text, reach.rows)
    tests = filtering.tests(snapshot, query.filters, reach)
    if query.text:
        tests["text"] = matching.text_test(snapshot, query, reach.rows, match)
    kept = filtering.kept(tests, len(reach.rows))
    found = reach.only(kept)
    silent = {name: (test.unstated & ~test.passing)[kept] for name, test in tests.items()}
    ranks = ordering.ranks(snapshot, query, found, match.score[kept])
    lacking = np.sum([np.zeros(len(ranks)), *silent.values()], axis=0)
    page = ordering.page_of(snapshot, query, found, ranks, lacking)
    newcomer = ordering.newcomer(snapshot, query, found, lacking, page)
    return Page(
        total=len(found.rows),
        hits=_hits(snapshot, found, ranks, page, silent),
        facets=filtering.facets(snapshot, reach.rows, tests),
        unstated={name: int(mask.sum()) for name, mask in silent.items()},
        matched=int((kept & match.matched).sum()),
        newcomer=next(iter(_hits(snapshot, found, ranks, newcomer, silent)), None),
    )


@contextmanager
def _committed(index: Any) -> Iterator[Any]:
    """A writer whose changes take effect together, or not at all when an exception passes.

    Raises:
        IndexBusy: Whoosh's own lock is held.
    """
    try:
        writer = index.writer(limitmb=WRITER_MEMORY_MB)
    except LockError as error:
        message = "Whoosh's writer is locked; try again when it is free."
        raise IndexBusy(message) from error
    try:
        yield writer
        writer.commit()
    except BaseException:
        # On a full disk closing fails too; the lock must go all the same.
        with suppress(Exception):
            writer.cancel()
        with suppress(Exception):
            writer.writelock.release()
        raise


def _hits(
    snapshot: Snapshot,
    found: Candidates,
    ranks: Floats,
    page: NDArray[np.int64],
    silent: dict[str, Mask],
) -> tuple[Hit, ...]:
    columns = snapshot.columns
    hits = []
    for at in page.tolist():
        place = int(found.places[at])
        hits.append(
            Hit(
                id=columns.ids[found.rows[at]].decode(),
                location=int(columns.place_number[place]) if place >= 0 else -1,
                distance_km=None if found.distances_km is None else float(found.distances_km[at]),
                score=float(ranks[at]),
                unstated=frozenset(name for name, mask in silent.items() if mask[at]),
            )
        )
    return tuple(hits)
