"""One commit of the index, opened for reading: its parts and what counts over all of them."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from directory.search import ranking
from directory.search.name_table import first_names
from directory.search.part import Part
from directory.search.query import TEXT_FIELDS
from directory.search.segment import Segment
from directory.search.spelling import IndexWords

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from directory.search.postings import Postings
    from directory.search.query import Phrase, TermGroup
    from directory.search.whoosh_store import Pointer

MOST_ANSWERS = 10_000
"""Things asked for that a snapshot remembers: visitors can ask for any number of them."""


class Entry(NamedTuple):
    """Where one member of a group stands in one field of one part."""

    postings: Postings
    field: int
    weight: float
    is_verbatim: bool


class Standing(NamedTuple):
    """Where a document stands: in which segment and row, and in which version."""

    segment: str
    row: int
    version: int


class Plan(NamedTuple):
    """A group of terms looked up.

    Attributes:
        rarity: Its idf over all parts.
        entries: For each part what there is of it, members in their order, fields in theirs.
    """

    rarity: float
    entries: tuple[tuple[Entry, ...], ...]


class Snapshot:
    """All segments of one commit; safe to share between threads."""

    def __init__(self, pointer: Pointer, index: Any, folder: Path, former: Snapshot | None) -> None:
        """Open a commit.

        Args:
            pointer: Which version and commit it is.
            index: Whoosh's index of it.
            folder: Where the version's files are.
            former: The snapshot before, whose segments are taken over where they still exist.
        """
        self.pointer = pointer
        former_segments = [part.segment for part in former.parts] if former else []
        # A torn one is opened anew: its file may have been written anew.
        known = {segment.id: segment for segment in former_segments if not segment.is_torn}
        contents = [one for one in index._segments() if one.doc_count_all()]  # noqa: SLF001 - Whoosh opens all readers otherwise
        self.parts: list[Part] = [
            Part(known.get(one.segment_id()) or Segment(one, index, folder), one.deleted_docs())
            for one in contents
        ]
        self.documents = sum(part.documents for part in self.parts)
        self._plans: dict[TermGroup, Plan] = {}

    @cached_property
    def average_lengths(self) -> NDArray[np.float64]:
        """Mean words per text field over the live documents, 0 where all are empty, shape (fields,)."""
        total = np.zeros(len(TEXT_FIELDS))
        for part in self.parts:
            total += part.lengths_sum
        return total / max(1, self.documents)

    @cached_property
    def words(self) -> IndexWords:
        """The words of the text fields and of the names; those of removed documents may stay."""
        return IndexWords(text=self._lexicon("unstemmed"), names=self._lexicon("name"))

    def _lexicon(self, field: str) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for part in self.parts:
            counts.update(part.segment.words(field))
        return dict(counts)

    def names(self, asked: Sequence[str], limit: int) -> tuple[str, ...]:
        """What live people are called whose names have words that begin as asked."""
        tables = [
            (part.segment.names(), part.living(np.arange(part.columns.count)))
            for part in self.parts
        ]
        return first_names(tables, asked, limit)

    def has(self, phrase: Phrase) -> bool:
        """Whether folded words stand in a row anywhere."""
        return any(part.occurrences(phrase) for part in self.parts)

    def standing(self, ids: Collection[str]) -> dict[str, Standing]:
        """Where documents of some ids stand; those that stand nowhere are left out."""
        found = {}
        for part in self.parts:
            for row in part.find(ids).tolist():
                version = int(part.columns.version[row])
                public_id = part.columns.ids[row].decode()
                found[public_id] = Standing(part.segment.id, row, version)
        return found

    def plan(self, group: TermGroup) -> Plan:
        """Look a group of terms up; what was looked up before is remembered."""
        found = self._plans.get(group)
        if found is None:
            entries = tuple(_entries(part, group) for part in self.parts)
            containing = sum(
                _containing(part, group, some)
                for part, some in zip(self.parts, entries, strict=True)
            )
            found = Plan(ranking.idf(self.documents, containing), entries)
            if len(self._plans) >= MOST_ANSWERS:
                self._plans.clear()
            self._plans[group] = found
        return found


def _containing(part: Part, group: TermGroup, entries: Sequence[Entry]) -> int:
    """How many live documents have any of the members that tell how rare a group is."""
    least = min(member.weight for member in group.defining)
    having = np.zeros(part.columns.count, dtype=np.bool_)
    for entry in entries:
        if entry.weight >= least:
            having[entry.postings.documents] = True
    return int((having if part.live is None else having & part.live).sum())


def _entries(part: Part, group: TermGroup) -> tuple[Entry, ...]:
    return tuple(
        Entry(postings, number, member.weight, at == 0)
        for at, member in enumerate(group.members)
        for number, postings in part.occurrences(member.phrase)
        if TEXT_FIELDS[number] in member.fields
    )
