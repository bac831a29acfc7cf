"""One commit of the index, opened for reading: columns, postings and what was derived from them."""

from __future__ import annotations

import json
import os
from dataclasses import fields
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np

from directory.search.columns import Columns
from directory.search.postings import Postings
from directory.search.query import TEXT_FIELDS
from directory.search.whoosh_schema import term

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from directory.search.query import Phrase
    from directory.search.whoosh_store import Pointer

    Mask = NDArray[np.bool_]


class Segment:
    """One immutable Whoosh segment; what is decoded from it stays valid as long as it exists."""

    def __init__(self, reader: Any, folder: Path) -> None:
        self.reader = reader
        self.id: str = reader.segment().segment_id()
        self.columns = _load(folder / f"{self.id}.columns.npz", reader)
        self._postings: dict[tuple[str, str], Postings] = {}
        self._lock = Lock()

    def renewed(self, reader: Any) -> Segment:
        """The same segment behind a newer reader, everything decoded kept."""
        self.reader = reader
        return self

    def deleted(self) -> Mask:
        """Which rows a later commit took out; these change without a new segment."""
        gone = np.zeros(self.columns.count, dtype=np.bool_)
        gone[list(self.reader.segment().deleted_docs())] = True
        return gone

    def postings(self, field: str, text: str) -> Postings:
        """Occurrences of an indexed term, decoded from Whoosh on first use."""
        found = self._postings.get((field, text))
        if found is None:
            with self._lock:  # Whoosh's readers share one file position
                found = self._decode(field, text)
            self._postings[field, text] = found
        return found

    def _decode(self, field: str, text: str) -> Postings:
        if (field, text) not in self.reader:
            return Postings.from_positions([])
        matcher = self.reader.postings(field, text)
        positions = []
        while matcher.is_active():
            positions.append((matcher.id(), matcher.value_as("positions")))
            matcher.next()
        return Postings.from_positions(positions)


class Snapshot:
    """All segments of one commit as if they were one; safe to share between threads."""

    def __init__(
        self, pointer: Pointer, reader: Any, folder: Path, former: Snapshot | None
    ) -> None:
        """Open a commit.

        Args:
            pointer: Which version and commit it is.
            reader: Whoosh's reader of it.
            folder: Where the version's files are.
            former: The snapshot before, whose segments are taken over where they still exist.
        """
        self.pointer = pointer
        known = {segment.id: segment for segment in former.segments} if former else {}
        self.segments: list[Segment] = [
            known[leaf.segment().segment_id()].renewed(leaf)
            if leaf.segment().segment_id() in known
            else Segment(leaf, folder)
            for leaf, _ in reader.leaf_readers()
            if leaf.doc_count_all()
        ]
        parts = [segment.columns for segment in self.segments]
        self.columns = Columns.joined([Columns.from_rows([], []), *parts])
        self.starts = np.cumsum([0, *(part.count for part in parts)])[:-1]
        self.live = ~np.concatenate(
            [np.zeros(0, dtype=np.bool_), *(segment.deleted() for segment in self.segments)]
        )
        self.documents = int(self.live.sum())
        self._postings: dict[tuple[str, Phrase], Postings] = {}
        self._masks: dict[str, Mask] = {}

    @cached_property
    def average_lengths(self) -> dict[str, float]:
        """Mean words per text field over the live documents; 0 where all are empty."""
        lengths = self.columns.lengths[self.live]
        means = lengths.mean(axis=0) if len(lengths) else np.zeros(len(TEXT_FIELDS))
        return dict(zip(TEXT_FIELDS, means.tolist(), strict=True))

    @cached_property
    def order(self) -> NDArray[np.uint64]:
        """What breaks ties: the first half of the public id, the same on every engine."""
        halves = [int(i.replace(b"-", b"")[:16] or b"0", 16) for i in self.columns.ids.tolist()]
        return np.array(halves, dtype=np.uint64)

    @cached_property
    def by_cell(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Places in the order of their cells: (sorted cells, place rows); unknown ones left out."""
        rows = np.argsort(self.columns.cell, kind="stable")
        cells = self.columns.cell[rows]
        first = int(np.searchsorted(cells, 0))
        return cells[first:], rows[first:]

    @cached_property
    def first_place(self) -> NDArray[np.int64]:
        """Row of each document's first place, -1 for documents without any."""
        rows = np.full(self.columns.count, -1, dtype=np.int64)
        doc = self.columns.place_doc
        rows[doc[::-1]] = np.arange(len(doc) - 1, -1, -1)
        return rows

    @cached_property
    def keys(self) -> tuple[NDArray[np.str_], NDArray[np.int64]]:
        """All "facet:key" strings, sorted, and the number of each stated one, by `key_doc`."""
        names, numbers = np.unique(self.columns.key, return_inverse=True)
        return names, numbers

    @cached_property
    def key_starts(self) -> NDArray[np.int64]:
        """Where each document's stated keys begin and end in `keys`, shape (n + 1,)."""
        return np.searchsorted(self.columns.key_doc, np.arange(self.columns.count + 1))

    def having(self, facet: str, key: str) -> Mask:
        """Which documents state a key, shape (n,)."""
        return self._mask(f"{facet}:{key}", lambda name: name == f"{facet}:{key}")

    def stating(self, facet: str) -> Mask:
        """Which documents state anything for a facet, shape (n,)."""
        return self._mask(f"{facet}:", lambda name: name.startswith(f"{facet}:"))

    def postings(self, field: str, phrase: Phrase) -> Postings:
        """Occurrences of folded words in a row in one field."""
        found = self._postings.get((field, phrase))
        if found is None:
            found = self._word(field, phrase[0])
            for word in phrase[1:]:
                found = found.then(self._word(field, word))
            self._postings[field, phrase] = found
        return found

    def _word(self, field: str, word: str) -> Postings:
        text = term(field, word)
        parts = [segment.postings(field, text) for segment in self.segments]
        return Postings.joined(list(zip(parts, self.starts.tolist(), strict=True)))

    def _mask(self, name: str, wanted: Any) -> Mask:
        mask = self._masks.get(name)
        if mask is None:
            names, numbers = self.keys
            chosen = np.array([wanted(key) for key in names.tolist()], dtype=np.bool_)
            mask = np.zeros(self.columns.count, dtype=np.bool_)
            mask[self.columns.key_doc[chosen[numbers]]] = True
            self._masks[name] = mask
        return mask


def _load(path: Path, reader: Any) -> Columns:
    """A segment's columns: from the file beside it, or from its stored fields (then saved)."""
    try:
        with np.load(path, allow_pickle=False) as saved:
            return Columns(**{item.name: saved[item.name] for item in fields(Columns)})
    except (OSError, ValueError, KeyError, BadZipFile, EOFError):
        columns = _decode(reader)
        _save(path, columns)
        return columns


def _decode(reader: Any) -> Columns:
    stored = [reader.stored_fields(row) for row in range(reader.doc_count_all())]
    rows = [json.loads(document["columns"]) for document in stored]
    return Columns.from_rows([document["id"] for document in stored], rows)


def _save(path: Path, columns: Columns) -> None:
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with fresh.open("wb") as file:
        np.savez(file, **{item.name: getattr(columns, item.name) for item in fields(Columns)})
    fresh.replace(path)
