"""One commit of the index, opened for reading: columns, postings and what was derived from them."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from directory.search.columns import Columns
from directory.search.name_table import first_names
from directory.search.postings import Postings
from directory.search.query import FACETS, TEXT_FIELDS
from directory.search.segment import Segment
from directory.search.spelling import IndexWords
from directory.search.whoosh_schema import term

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from directory.search.query import Member, Phrase
    from directory.search.whoosh_store import Pointer

    Mask = NDArray[np.bool_]

    Occurrences = tuple[tuple[int, Postings], ...]

K = TypeVar("K")
V = TypeVar("V")

MOST_ANSWERS = 50_000
"""Answers about phrases that a snapshot remembers: visitors can ask for any number of them."""


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
        leaves = [leaf for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()]
        self.segments: list[Segment] = [
            known.get(leaf.segment().segment_id()) or Segment(leaf, folder) for leaf in leaves
        ]
        parts = [segment.columns for segment in self.segments]
        self.columns = Columns.joined([Columns.from_rows([], []), *parts])
        self.starts = np.cumsum([0, *(part.count for part in parts)])[:-1]
        deleted = (part.deleted(leaf) for part, leaf in zip(self.segments, leaves, strict=True))
        self.live = ~np.concatenate([np.zeros(0, dtype=np.bool_), *deleted])
        self.documents = int(self.live.sum())
        self._occurrences: dict[Phrase, Occurrences] = {}
        self._containing: dict[tuple[Member, ...], int] = {}
        self._masks: dict[int, Mask] = {}

    @cached_property
    def average_lengths(self) -> dict[str, float]:
        """Mean words per text field over the live documents; 0 where all are empty."""
        lengths = self.columns.lengths[self.live]
        means = lengths.mean(axis=0) if len(lengths) else np.zeros(len(TEXT_FIELDS))
        return dict(zip(TEXT_FIELDS, means.tolist(), strict=True))

    @cached_property
    def order(self) -> NDArray[np.uint64]:
        """The first eight characters of each public id as a number: breaks nearly every tie."""
        return self.columns.ids.astype("S8").view(">u8").astype(np.uint64)

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
    def keys_of(self) -> dict[str, list[tuple[str, int]]]:
        """For each facet its keys and their numbers in the columns."""
        found: dict[str, list[tuple[str, int]]] = {facet: [] for facet in FACETS}
        for number, name in enumerate(self.columns.key_name.tolist()):
            facet, _, key = name.partition(":")
            found.setdefault(facet, []).append((key, number))
        return found

    @cached_property
    def key_starts(self) -> NDArray[np.int64]:
        """Where each document's stated keys begin and end, shape (n + 1,)."""
        return np.searchsorted(self.columns.key_doc, np.arange(self.columns.count + 1))

    @cached_property
    def states(self) -> Mask:
        """Which documents state anything for each of `FACETS`, shape (n, facets)."""
        facet_of = np.zeros(len(self.columns.key_name), dtype=np.int64)
        for number, facet in enumerate(FACETS):
            facet_of[[at for _, at in self.keys_of[facet]]] = number
        states = np.zeros((self.columns.count, len(FACETS)), dtype=np.bool_)
        states[self.columns.key_doc, facet_of[self.columns.key]] = True
        return states

    def stating(self, facet: str) -> Mask:
        """Which documents state anything for a facet, shape (n,)."""
        mask: Mask = self.states[:, FACETS.index(facet)]
        return mask

    def having(self, facet: str, key: str) -> Mask:
        """Which documents state a key, shape (n,)."""
        number = dict(self.keys_of[facet]).get(key)
        if number is None:  # not kept: a visitor could ask for any number of these
            return np.zeros(self.columns.count, dtype=np.bool_)
        if number not in self._masks:
            mask = np.zeros(self.columns.count, dtype=np.bool_)
            mask[self.columns.key_doc[self.columns.key == number]] = True
            self._masks[number] = mask
        return self._masks[number]

    @cached_property
    def words(self) -> IndexWords:
        """The words of the text fields and of the names; those of removed documents may stay."""
        return IndexWords(text=self._lexicon("unstemmed"), names=self._lexicon("name"))

    def _lexicon(self, field: str) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for segment in self.segments:
            counts.update(segment.words(field))
        return dict(counts)

    def names(self, asked: Sequence[str], limit: int) -> tuple[str, ...]:
        """What live people are called whose names have words that begin as asked."""
        live = np.split(self.live, self.starts[1:])
        tables = [segment.names() for segment in self.segments]
        return first_names(zip(tables, live, strict=False), asked, limit)

    def occurrences(self, phrase: Phrase) -> Occurrences:
        """Where folded words stand in a row: (number of the field, postings) for those with any."""
        return self._kept(self._occurrences, phrase, self._find)

    def containing(self, members: tuple[Member, ...]) -> int:
        """How many live documents have any of some members in a field where it counts."""
        return self._kept(self._containing, members, self._count)

    def _kept(self, answers: dict[K, V], asked: K, answer: Callable[[K], V]) -> V:
        """An answer given before, or a fresh one that is remembered."""
        found = answers.get(asked)
        if found is None:
            found = answer(asked)
            if len(answers) >= MOST_ANSWERS:
                answers.clear()
            answers[asked] = found
        return found

    def _find(self, phrase: Phrase) -> Occurrences:
        postings = (self._postings(field, phrase) for field in TEXT_FIELDS)
        return tuple((at, found) for at, found in enumerate(postings) if len(found.documents))

    def _count(self, members: tuple[Member, ...]) -> int:
        having = np.zeros(self.columns.count, dtype=np.bool_)
        for member in members:
            for number, found in self.occurrences(member.phrase):
                if TEXT_FIELDS[number] in member.fields:
                    having[found.documents] = True
        return int((having & self.live).sum())

    def _postings(self, field: str, phrase: Phrase) -> Postings:
        found = self._word(field, phrase[0])
        for word in phrase[1:]:
            if len(found.documents) == 0:
                break
            found = found.then(self._word(field, word))
        return found

    def _word(self, field: str, word: str) -> Postings:
        text = term(field, word)
        parts = [segment.postings(field, text) for segment in self.segments]
        return Postings.joined(list(zip(parts, self.starts.tolist(), strict=True)))
