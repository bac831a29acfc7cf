"""The embedded engine: Whoosh keeps the index on disk, NumPy answers from arrays beside it."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

from directory.search import collector, filtering, ordering, whoosh_commits
from directory.search.engine import EngineState, SearchUnavailable
from directory.search.gathering import Gathering
from directory.search.offers import offers_of
from directory.search.query import Hit, Page
from directory.search.shortage import MachineShort, is_shortage
from directory.search.snapshot import Snapshot
from directory.search.weighing import weigh
from directory.search.whoosh_store import DAMAGED, IndexDamaged, Pointer, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from directory.search.engine import Batch, Document
    from directory.search.offers import Offers
    from directory.search.query import Query
    from directory.search.spelling import IndexWords
    from directory.search.weighing import Weighed

_log = logging.getLogger(__name__)

REBUILD_WAIT_S = 30.0
DAMAGE_PAUSE_S = 1.0
"""Whoosh takes half a second to give up on a damaged index: not to be spent on every request."""

SECOND_TRY_S = 0.1
"""Far longer than a commit needs from its first file to its pointer, at a hundred changes."""

_REPORT_EVERY = 100

_GATHERING_SHARE = 0.5
"""Of the time of a rebuild: the other half goes into writing what was gathered."""


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

    def offers(self, query: Query) -> Offers:
        """All hits of a query; see `SearchEngine.offers`."""
        with self._answering() as snapshot:
            return offers_of(snapshot, query)

    def has(self, word: str) -> bool:
        """Whether any listing has a word; see `SearchEngine.has`."""
        with self._answering() as snapshot:
            return snapshot.has((word,))

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
            now = self._current()
            change = whoosh_commits.change_of(now, batch)
            self._go_on(now, lambda index, folder: whoosh_commits.changed(index, folder, change))
            # Only then: what was asked for is seen at once, and this may take its time.
            after = self._current()
            try:
                self._go_on(
                    after, lambda index, folder: whoosh_commits.compacted(index, folder, after)
                )
            except (OSError, MemoryError, OverflowError):
                _log.warning("The index could not be put in order; tried again.", exc_info=True)

    def _go_on(self, now: Snapshot, write: Callable[[Any, Path], list[Any] | None]) -> None:
        """Go on from a commit to the one of the segments that are written, if any are."""
        name = now.pointer.name
        with self._condemning(now.pointer):
            index = self._store.open(now.pointer)
            segments = write(index, self._store.path / name)
            if segments is not None:
                self._commit(name, index, segments)

    def _commit(self, name: str, index: Any, segments: list[Any]) -> None:
        """Commit, tell readers, and only then remove what the commit before needed."""
        folder = self._store.path / name
        done = whoosh_commits.commit(index, folder, segments)
        self._store.publish(Pointer(name, done.generation))
        whoosh_commits.clean(index, folder, done)

    def rebuild(
        self, documents: Iterable[Document], progress: Callable[[int], None] | None = None
    ) -> EngineState:
        """Build a fresh index aside and switch to it; see `SearchEngine.rebuild`."""
        with self._store.writing(wait_s=self._rebuild_wait_s), collector.seldom():
            gathering = Gathering()
            for number, document in enumerate(documents, start=1):
                gathering.add(document)
                if progress and number % _REPORT_EVERY == 0:
                    progress(int(number * _GATHERING_SHARE))
            name, index = self._store.create()
            segments = []
            if len(gathering):
                segments = [self._written(name, index, gathering, progress)]
            self._commit(name, index, segments)
            self._store.sweep(keep=name)
        return self.state()

    def _written(
        self,
        name: str,
        index: Any,
        gathering: Gathering,
        progress: Callable[[int], None] | None,
    ) -> Any:
        """The one segment of a fresh index."""
        count = len(gathering)

        def written(share: float) -> None:
            if progress:
                progress(int(count * (_GATHERING_SHARE + (1 - _GATHERING_SHARE) * share)))

        return whoosh_commits.write(index, self._store.path / name, gathering.contents(), written)

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
        except IndexDamaged:
            self._store.condemn(pointer)
            raise
        except (SearchUnavailable, OSError, MemoryError, OverflowError):
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
        except MachineShort:
            raise
        except Exception as error:
            if is_shortage(error):
                raise MachineShort from error
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
        except MachineShort:
            raise
        except (SearchUnavailable, OSError):  # files that are not there, or not whole
            if self._store.pointer() != pointer:
                raise
            time.sleep(SECOND_TRY_S)
            return self._read_once(pointer, former)

    def _read_once(self, pointer: Pointer, former: Snapshot | None) -> Snapshot:
        index = self._store.open(pointer)
        return Snapshot(pointer, index, self._store.path / pointer.name, former)


def _answer(snapshot: Snapshot, query: Query) -> Page:
    told = weigh(snapshot, query)
    page = ordering.page_of(query, told)
    newcomer = ordering.newcomer(query, told, page)
    names = told[0].silent if told else {}
    return Page(
        total=sum(len(one.found) for one in told),
        hits=_hits(told, page),
        facets=filtering.together(
            [filtering.facets(one.part, one.reach.rows, one.tests) for one in told]
        ),
        unstated={name: int(sum(one.silent[name].sum() for one in told)) for name in names},
        matched=sum(one.matched for one in told),
        newcomer=next(iter(_hits(told, newcomer)), None),
    )


def _hits(told: Sequence[Weighed], page: NDArray[np.int64]) -> tuple[Hit, ...]:
    hits = []
    for position in page.tolist():
        one, at = ordering.part_at(told, position)
        columns, found = one.part.columns, one.found
        place = int(found.places[at])
        hits.append(
            Hit(
                id=columns.ids[found.rows[at]].decode(),
                location=int(columns.place_number[place]) if place >= 0 else -1,
                distance_km=None if found.distances_km is None else float(found.distances_km[at]),
                score=float(one.ranks[at]),
                unstated=frozenset(name for name, mask in one.silent.items() if mask[at]),
            )
        )
    return tuple(hits)
