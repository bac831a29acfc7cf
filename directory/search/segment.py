"""One immutable piece of the index, opened for reading: its arrays, or Whoosh where they fail."""

from __future__ import annotations

from contextlib import suppress
from copy import copy
from threading import Lock
from typing import TYPE_CHECKING, Any

from whoosh.reading import SegmentReader

from directory.search.array_file import ArraysDamaged
from directory.search.contents import Contents
from directory.search.lookups import Lookups
from directory.search.name_table import NOBODY, NameTable
from directory.search.segment_arrays import SegmentArrays, arrays_path
from directory.search.shortage import MachineShort, is_shortage
from directory.search.whoosh_decoding import (
    arrays_of,
    called,
    columns_of,
    postings_of,
    words_of,
)
from directory.search.whoosh_store import DAMAGED, IndexDamaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeVar

    from directory.search.columns import Columns
    from directory.search.postings import Postings

    V = TypeVar("V")


MOST_KEPT = 50_000
"""Words and phrases whose postings are kept: visitors can ask for any number of phrases."""


class Segment:
    """An immutable Whoosh segment; what is read of it stays valid as long as it exists."""

    def __init__(self, segment: Any, index: Any, folder: Path) -> None:
        """Open a segment.

        Args:
            segment: As the table of contents has it.
            index: Whoosh's index.
            folder: Where the files are.
        """
        self.id: str = segment.segment_id()
        self._segment, self._index = segment, index
        self._path = arrays_path(folder, self.id)
        self._mark = self._path.with_suffix(".torn")
        self._whoosh: Any = None
        self._lock = Lock()
        self._naming = Lock()
        self._postings: dict[tuple[str, tuple[str, ...]], Postings] = {}
        self._words: dict[str, dict[str, int]] = {}
        self._arrays: SegmentArrays | None = None
        self._names: NameTable | None = None
        try:
            self._arrays = SegmentArrays.read(self._path)
            self.columns: Columns = self._arrays.columns
            self.lookups: Lookups = self._arrays.lookups
        except ArraysDamaged:
            self._arrays = None
            self.columns = self._decoded(columns_of)
            self.lookups = Lookups.of(self.columns)

    @property
    def is_torn(self) -> bool:
        """Whether anybody found its arrays damaged: it is answered from, but slowly."""
        return self._arrays is None or self._mark.exists()

    def _distrust(self) -> None:
        """Read through Whoosh from now on, and mark it: the next change writes it anew.

        Whoever writes reads hardly any of its words, and would not find out.
        """
        self._arrays = None
        with suppress(OSError):
            self._mark.touch(mode=0o600)

    def contents(self) -> Contents:
        """All that it holds, every byte of it checked, to be written anew.

        Raises:
            IndexDamaged: It cannot be read.
        """
        names = self._decoded(called)
        try:
            arrays = SegmentArrays.read(self._path, wholly=True)
        except ArraysDamaged:
            arrays = self._decoded(arrays_of)
        return Contents(arrays.columns, names, arrays.terms)

    def postings(self, field: str, *words: str) -> Postings:
        """Occurrences of indexed words in a row in a field; what was found is kept.

        Raises:
            IndexDamaged: The segment cannot be read.
        """
        found = self._postings.get((field, words))
        if found is None:
            *before, last = words
            found = self.postings(field, *before) if before else self._found(field, last)
            if before and len(found):
                found = found.then(self.postings(field, last))
            if len(found):  # not kept for absent ones: a visitor could ask for any number
                if len(self._postings) >= MOST_KEPT:
                    self._postings.clear()
                self._postings[field, words] = found
        return found

    def words(self, field: str) -> dict[str, int]:
        """The words of an indexed field, each with the number of documents that have it."""
        if field not in self._words:
            arrays = self._arrays  # another thread may find them damaged meanwhile
            if arrays is not None:
                found = {word: count for _, word, count in arrays.terms.each(field)}
            else:
                found = self._decoded(words_of, field)
            self._words[field] = found
        return self._words[field]

    def names(self) -> NameTable:
        """What its people are called; while another thread makes the list, nobody's names."""
        if self._names is None and self._naming.acquire(blocking=False):
            try:
                self._names = self._names or self._named()
            finally:
                self._naming.release()
        return self._names or NOBODY

    def _named(self) -> NameTable:
        arrays = self._arrays
        if arrays is not None:
            try:
                return arrays.checked_names()
            except ArraysDamaged:
                self._distrust()
        return NameTable.of(self._decoded(called))

    def _found(self, field: str, word: str) -> Postings:
        arrays = self._arrays
        if arrays is not None:
            try:
                return arrays.terms.find(field, word)
            except ArraysDamaged:
                self._distrust()
        return self._decoded(postings_of, field, word)

    def _decoded(self, decode: Callable[..., V], *asked: Any) -> V:
        """Read through Whoosh, one thread at a time: its readers share one file position.

        Raises:
            IndexDamaged: Whoosh cannot read it either.
            MachineShort: The machine is short of memory or open files.
        """
        try:
            with self._lock:
                if self._whoosh is None:
                    self._whoosh = self._reader()
                return decode(self._whoosh, *asked)
        except Exception as error:
            if is_shortage(error):
                raise MachineShort from error
            # Damage shows as nearly any exception.
            raise IndexDamaged(DAMAGED) from error

    def _reader(self) -> Any:
        """A reader that leaves nothing out: what a later commit takes out is for `Part` to know."""
        whole = copy(self._segment)
        whole._deleted = None  # noqa: SLF001 - Whoosh's own way to take a deletion back fails
        return SegmentReader(self._index.storage, self._index.schema, whole)
