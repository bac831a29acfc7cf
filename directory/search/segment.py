"""One immutable piece of the index: its columns beside it on disk, its postings decoded as asked."""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from dataclasses import fields
from threading import Lock
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np

from directory.search.columns import Columns
from directory.search.name_table import NOBODY, NameTable
from directory.search.postings import Postings
from directory.search.whoosh_store import DAMAGED, IndexDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]


_PARSING = Lock()

_UNREADABLE = (OSError, ValueError, KeyError, BadZipFile, EOFError)
"""What a missing or torn file of arrays raises."""


class Segment:
    """One immutable Whoosh segment; what is decoded from it stays valid as long as it exists."""

    def __init__(self, reader: Any, folder: Path) -> None:
        # Kept as long as the segment: Whoosh's postings leave out what its reader knows to be
        # deleted, and a snapshot opened before a commit still needs what the commit took out.
        self._reader = reader
        self.id: str = reader.segment().segment_id()
        self.columns = _load(_columns_path(folder, self.id), reader)
        self._postings: dict[tuple[str, str], Postings] = {}
        self._words: dict[str, dict[str, int]] = {}
        self._lock = Lock()
        self._names: NameTable | None = None
        self._names_path = _names_path(folder, self.id)
        self._naming = Lock()

    def deleted(self, reader: Any) -> Mask:
        """Which rows a commit took out, as its reader knows; the segment itself stays the same."""
        gone = np.zeros(self.columns.count, dtype=np.bool_)
        gone[list(reader.segment().deleted_docs())] = True
        return gone

    def postings(self, field: str, text: str) -> Postings:
        """Occurrences of an indexed term, decoded from Whoosh on first use."""
        found = self._postings.get((field, text))
        if found is None:
            with self._lock:  # Whoosh's readers share one file position
                found = self._decode(field, text)
            if len(found.at):  # not kept for absent ones: a visitor could ask for any number
                self._postings[field, text] = found
        return found

    def words(self, field: str) -> dict[str, int]:
        """The words of an indexed field, each with the number of documents that have it."""
        if field not in self._words:
            with self._lock:
                self._words[field] = self._read_words(field)
        return self._words[field]

    def _read_words(self, field: str) -> dict[str, int]:
        try:
            found = self._reader.iter_field(field)
            return {word.decode(): info.doc_frequency() for word, info in found}
        except Exception as error:
            # Damage shows as nearly any exception.
            raise IndexDamaged(DAMAGED) from error

    def names(self) -> NameTable:
        """What its people are called; while another thread makes the list, nobody's names."""
        if self._names is None and self._naming.acquire(blocking=False):
            try:
                self._names = self._names or self._load_names()
            finally:
                self._naming.release()
        return self._names or NOBODY

    def _load_names(self) -> NameTable:
        try:
            return NameTable.read(_arrays(self._names_path))
        except _UNREADABLE:
            table = NameTable.of(self._called())
            with suppress(OSError):  # a full disk: the next process makes it again
                _save(self._names_path, table.arrays())
            return table

    def _called(self) -> list[str]:
        called = []
        try:
            for row in range(self.columns.count):
                with self._lock:  # for a moment only: a search may wait for it
                    called.append(self._reader.stored_fields(row)["called"])
        except Exception as error:
            # Damage shows as nearly any exception.
            raise IndexDamaged(DAMAGED) from error
        return called

    def _decode(self, field: str, text: str) -> Postings:
        try:
            return Postings.from_positions(list(self._positions(field, text)))
        except Exception as error:
            # Damage shows as nearly any exception.
            raise IndexDamaged(DAMAGED) from error

    def _positions(self, field: str, text: str) -> Iterator[tuple[int, list[int]]]:
        if (field, text) not in self._reader:
            return
        matcher = self._reader.postings(field, text)
        while matcher.is_active():
            yield matcher.id(), matcher.value_as("positions")
            matcher.next()


def write_beside(reader: Any, folder: Path) -> None:
    """Write the columns and names of segments that lack them, for all processes to load.

    Args:
        reader: Whoosh's reader of a commit.
        folder: Where the version's files are.

    Raises:
        IndexDamaged: The segments cannot be read.
    """
    for leaf in (leaf for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()):
        name = leaf.segment().segment_id()
        written = (_columns_path(folder, name), _names_path(folder, name))
        if not all(path.exists() for path in written):
            Segment(leaf, folder).names()


def _columns_path(folder: Path, name: str) -> Path:
    return folder / f"{name}.columns.npz"


def _names_path(folder: Path, name: str) -> Path:
    return folder / f"{name}.names.npz"


def _load(path: Path, reader: Any) -> Columns:
    """A segment's columns: from the file beside it, or from its stored fields (then saved)."""
    try:
        saved = _arrays(path)
        return Columns(**{item.name: saved[item.name] for item in fields(Columns)})
    except _UNREADABLE:
        columns = _decode(reader)
        with suppress(OSError):  # a full disk: the next process decodes again
            _save(path, {item.name: getattr(columns, item.name) for item in fields(Columns)})
        return columns


def _arrays(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a file, by name.

    One thread at a time: NumPy reads a header with `ast`, whose count of how deep it is CPython
    3.11 shares among threads; it then fails with a SystemError about the mismatch.
    """
    with _PARSING, path.open("rb") as file, np.load(file, allow_pickle=False) as saved:
        return dict(saved)


def _decode(reader: Any) -> Columns:
    stored = [reader.stored_fields(row) for row in range(reader.doc_count_all())]
    rows = [json.loads(document["columns"]) for document in stored]
    return Columns.from_rows([document["id"] for document in stored], rows)


def _save(path: Path, arrays: dict[str, Any]) -> None:
    # A name of its own: threads of one process may write the same arrays at the same time.
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with fresh.open("wb") as file:
        np.savez(file, **arrays)
    fresh.replace(path)
