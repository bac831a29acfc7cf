"""The same questions with the text put to tantivy (Rust), and everything else done in arrays.

tantivy gets the site's own terms, each field with its weight, each group of synonyms as one of the
queries of which any may match, and the blocks of the grid that the circle touches as terms. What it
finds comes back with its own BM25; circle, filters, blend, order and facets are those of the NumPy
limit, because tantivy's Python package lets nobody score in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.peers.answer import circle_of, point_of
from benchmarks.peers.arrays import Arrays
from benchmarks.peers.numpy_limit import NumpyLimit
from benchmarks.peers.places import tantivy
from benchmarks.peers.words import Matched
from directory.geo.grid import cell_of, cover
from directory.search.query import TEXT_FIELDS, Member, TermGroup
from directory.search.ranking import FIELD_WEIGHTS
from directory.search.whoosh_schema import positioned, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from directory.geo.point import GeoPoint
    from directory.search.engine import Document
    from directory.search.query import Circle, Query, Text

_BETWEEN_LINES = "zzbetweenzz"
_SHIFTS = range(2, 15)
_MOST_BLOCKS = 160
_LEVEL_BITS = 40
_WRITER_BYTES = 1 << 30


class TantivyText(NumpyLimit):
    """tantivy for the text, arrays for the rest."""

    name = "tantivy + exact blend"

    def build(self, documents: Iterable[Document]) -> None:
        """Index the listings in the order of the arrays, in one segment."""
        known: list[Document] = list(documents)
        arrays = Arrays.of(known, words=False)
        arrays.save(self.folder / "arrays")
        (self.folder / "text").mkdir()
        index = self._index()
        writer = index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        by_id = {document.id: document for document in known}
        for number, public_id in enumerate(arrays.ids.tolist()):
            writer.add_document(self._document(number, by_id[public_id.decode()]))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        """Read the arrays and open tantivy's index."""
        package, self.folder = self.folder, self.folder / "arrays"
        try:
            super().open()
        finally:
            self.folder = package
        self._tantivy = tantivy()
        self._opened = self._index()
        self._searcher = self._opened.searcher()
        self._texts: dict[Text, list[tuple[Any, Any]]] = {}

    def _open_words(self) -> None:
        """Words are tantivy's."""

    def _index(self) -> Any:
        package = tantivy()
        builder = package.SchemaBuilder()
        for name in TEXT_FIELDS:
            builder.add_text_field(name, tokenizer_name="words", index_option="position")
        builder.add_unsigned_field("row", fast=True)
        builder.add_unsigned_field("block", indexed=True)
        index = package.Index(builder.build(), path=str(self.folder / "text"))
        words = package.TextAnalyzerBuilder(package.Tokenizer.whitespace()).build()
        index.register_tokenizer("words", words)
        return index

    def _document(self, row: int, document: Document) -> Any:
        made = tantivy().Document()
        for name in TEXT_FIELDS:
            made.add_text(name, terms_of(name, document.texts.get(name, "")))
        made.add_unsigned("row", row)
        points = map(point_of, document.locations)
        for block in sorted({block for point in points for block in _blocks_at(point)}):
            made.add_unsigned("block", block)
        return made

    def _match(self, query: Query, rows: NDArray[np.int64]) -> Matched:
        score, matched = np.zeros(len(rows)), np.zeros(len(rows), dtype=np.bool_)
        if len(rows):
            found = self._searcher.search(
                self._query(query), self._most(circle_of(query)), count=False
            )
            listings, values = self._rows(found.hits)
            self._position[rows] = np.arange(len(rows))
            at = self._position[listings]
            self._position[rows] = -1
            score[at[at >= 0]] = values[at >= 0]
            matched = score > 0
        return Matched(score, matched, np.ones(len(rows), dtype=np.bool_))

    def _rows(self, hits: list[Any]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Listings and scores; in a single segment they are numbered as they were added."""
        values = np.array([value for value, _ in hits], dtype=np.float64)
        if self._searcher.num_segments == 1:
            return np.array([address.doc for _, address in hits], dtype=np.int64), values
        addresses = [address for _, address in hits]
        return np.array(self._searcher.fast_field_values("row", addresses), dtype=np.int64), values

    def _most(self, circle: Circle) -> int:
        """No more listings than have places in the blocks."""
        blocks = blocks_of(circle)
        if not blocks:
            return self.arrays.count
        starts = [
            (block & (1 << _LEVEL_BITS) - 1) << 2 * (block >> _LEVEL_BITS) for block in blocks
        ]
        size = 1 << 2 * (blocks[0] >> _LEVEL_BITS)
        bounds = self.arrays.cell.searchsorted(np.array(starts)[:, None] + np.array([0, size]))
        return max(1, int((bounds[:, 1] - bounds[:, 0]).sum()))

    def _query(self, query: Query) -> Any:
        if query.text not in self._texts:  # what was asked before is remembered
            self._texts[query.text] = self._text(query.text)
        parts, blocks, make = (
            self._texts[query.text],
            blocks_of(circle_of(query)),
            self._tantivy.Query,
        )
        if blocks:
            within = make.term_set_query(self._opened.schema, "block", blocks)
            parts = [*parts, (self._tantivy.Occur.Must, make.const_score_query(within, 0.0))]
        return self._any(parts)

    def _text(self, text: Text) -> list[tuple[Any, Any]]:
        occur, worthless = self._tantivy.Occur, self._tantivy.Query.const_score_query
        groups = [(group, self._group(group)) for group in text.groups]
        barred = (TermGroup(" ".join(phrase), (Member(phrase),)) for phrase in text.excluded)
        return [
            (occur.Must, self._any([(occur.Should, one) for _, one in groups])),
            *((occur.Must, worthless(one, 0.0)) for group, one in groups if group.required),
            *((occur.MustNot, self._group(group)) for group in barred),
        ]

    def _any(self, parts: list[tuple[Any, Any]]) -> Any:
        return parts[0][1] if len(parts) == 1 else self._tantivy.Query.boolean_query(parts)

    def _group(self, group: TermGroup) -> Any:
        should = self._tantivy.Occur.Should
        return self._any(
            [(should, one) for member in group.members for one in self._member(member)]
        )

    def _member(self, member: Member) -> Iterator[Any]:
        package, schema = self._tantivy.Query, self._opened.schema
        for name in member.fields:
            words = [term(name, word) for word in member.phrase]
            one = (
                package.term_query(schema, name, words[0])
                if len(words) == 1
                else package.phrase_query(schema, name, words)
            )
            yield package.boost_query(one, member.weight * FIELD_WEIGHTS[name])


def terms_of(field: str, text: str) -> str:
    """A text in the site's own terms, a word between two lines that nobody asks for."""
    terms, last = [], 0
    for position, word in positioned(text):
        if position > last:
            terms.append(_BETWEEN_LINES)
        terms.append(term(field, word))
        last = position + 1
    return " ".join(terms)


def blocks_of(circle: Circle) -> list[int]:
    """Blocks of the grid, all of one size, that hold the circle; none where too many would."""
    ranges = cover(circle.center, circle.radius_km)
    for shift in _SHIFTS:
        size = 2 * shift
        if sum((end - 1 >> size) - (first >> size) + 1 for first, end in ranges) <= _MOST_BLOCKS:
            return sorted(
                {
                    shift << _LEVEL_BITS | block
                    for first, end in ranges
                    for block in range(first >> size, (end - 1 >> size) + 1)
                }
            )
    return []


def _blocks_at(point: GeoPoint) -> Iterator[int]:
    cell = int(cell_of([point.latitude], [point.longitude])[0])
    return (shift << _LEVEL_BITS | cell >> 2 * shift for shift in _SHIFTS)
