"""What a segment holds, read through Whoosh: the slow way, for when its arrays cannot be read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from directory.search.columns import Columns
from directory.search.name_table import NameTable
from directory.search.postings import Postings
from directory.search.query import TEXT_FIELDS
from directory.search.segment_arrays import SegmentArrays
from directory.search.term_table import FIELDS, TermTable

if TYPE_CHECKING:
    from collections.abc import Iterator


def columns_of(reader: Any) -> Columns:
    """The compared facts of all documents."""
    stored = [reader.stored_fields(row) for row in range(reader.doc_count_all())]
    rows = [json.loads(document["columns"]) for document in stored]
    return Columns.from_rows([document["id"] for document in stored], rows)


def called(reader: Any) -> list[str]:
    """What each document's person is called."""
    return [reader.stored_fields(row)["called"] for row in range(reader.doc_count_all())]


def postings_of(reader: Any, field: str, word: str) -> Postings:
    """Occurrences of an indexed word; positions only where the field keeps them."""
    if (field, word) not in reader:
        return Postings.nowhere()
    matcher = reader.postings(field, word)
    if field in TEXT_FIELDS:
        return Postings.from_positions(list(_positions(matcher)))
    documents = np.fromiter(matcher.all_ids(), dtype=np.int32)
    return Postings(documents, np.ones_like(documents), documents[:0])


def words_of(reader: Any, field: str) -> dict[str, int]:
    """The words of an indexed field, each with the number of documents that have it."""
    return {word.decode(): info.doc_frequency() for word, info in reader.iter_field(field)}


def _positions(matcher: Any) -> Iterator[tuple[int, list[int]]]:
    while matcher.is_active():
        yield matcher.id(), matcher.value_as("positions")
        matcher.next()


def arrays_of(reader: Any) -> SegmentArrays:
    """All of a segment's arrays."""
    terms: list[bytes] = []
    found: list[Postings] = []
    for number, field in enumerate(FIELDS):
        for word in reader.lexicon(field):
            terms.append(bytes([number]) + word)
            found.append(postings_of(reader, field, word.decode()))
    nothing = Postings.nowhere()
    documents, times, positions = (
        np.concatenate([getattr(nothing, name), *(getattr(one, name) for one in found)])
        for name in ("documents", "times", "positions")
    )
    ends = np.cumsum([0, *map(len, found)], dtype=np.int64)
    table = TermTable.summed_up(terms, ends, documents, times, positions)
    return SegmentArrays.of(columns_of(reader), NameTable.of(called(reader)), table)
