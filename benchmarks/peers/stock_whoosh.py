"""The same questions put to Whoosh as its documentation shows: parser, filter, stock BM25F.

Texts are cut by the site's own analyzer, so that a match means the same. The parser gets the
synonyms written out. A box of latitudes and longitudes is the filter; the exact distance, the fee
and the facets come from the stored fields of every hit.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.qparser import MultifieldParser, OrGroup
from whoosh.query import And, Every, NumericRange, Or, Term

from benchmarks.peers.answer import Answer, circle_of, point_of
from benchmarks.peers.scoring import box_around, nearest, standing
from directory.search.query import FACETS, TEXT_FIELDS, Circle, Member
from directory.search.ranking import FIELD_WEIGHTS
from directory.search.whoosh_schema import ListingTokenizer
from directory.search.whoosh_store import own_randomness
from directory.search.words import STOP_WORDS, cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from whoosh.analysis import Token

    from benchmarks.asked import Question
    from directory.search.engine import Document
    from directory.search.query import Query, Text

MOST_PLACES = 2


class _WithOffsets(ListingTokenizer):
    """The site's tokenizer, telling where words stand: the stock parser asks for phrases."""

    def __call__(self, value: str, positions: bool = False, **options: Any) -> Iterator[Token]:
        content = [word for word in cut(value) if word.text not in STOP_WORDS]
        for token, word in zip(super().__call__(value, positions, **options), content, strict=True):
            token.startchar, token.endchar = word.start, word.end
            yield token


class StockWhoosh:
    """Whoosh used plainly."""

    name = "Whoosh as documented"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._searcher: Any = None

    def build(self, documents: Iterable[Document]) -> None:
        """Index the listings."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with own_randomness():
            writer = create_in(str(self.folder), _schema()).writer(limitmb=256)
            for document in documents:
                writer.add_document(**_fields_of(document))
            writer.commit()

    def open(self) -> None:
        """Open the index for searching."""
        self._searcher = open_dir(str(self.folder)).searcher()

    def close(self) -> None:
        """Close the index."""
        self._searcher.close()

    def served_mb(self) -> float:
        """Nobody else serves."""
        return 0.0

    def search(self, question: Question) -> Answer:
        """Answer with total, ten best and all facets."""
        query, circle = question.query, circle_of(question.query)
        parser = MultifieldParser(
            TEXT_FIELDS, self._searcher.schema, fieldboosts=FIELD_WEIGHTS, group=OrGroup
        )
        asked = parser.parse(written(query.text)) if query.text else Every()
        results = self._searcher.search(asked, filter=_filter(query), limit=None)
        best: list[tuple[float, str]] = []
        counts: Counter[str] = Counter()
        total = 0
        for hit in results:
            stored = hit.fields()
            place = nearest(circle, stored["places"])
            if place is None or not _affordable(query, place):
                continue
            total += 1
            counts.update(stored["stated"])
            text = hit.score if query.text else 1.0
            best.append((-standing(query, text, place[0], stored), stored["id"]))
        _ = [counts[f"{facet}:"] for facet in FACETS]
        return Answer(total, tuple(public_id for _, public_id in sorted(best)[: query.limit]))


def _schema() -> Schema:
    texts = {name: TEXT(analyzer=_WithOffsets(name), phrase=True) for name in TEXT_FIELDS}
    for number in range(MOST_PLACES):
        texts[f"latitude{number}"] = texts[f"longitude{number}"] = NUMERIC(float)
    stored = dict.fromkeys(("places", "stated", "score_low", "confirmed"), STORED)
    return Schema(id=ID(stored=True), keys=KEYWORD(commas=True), **texts, **stored)


def _fields_of(document: Document) -> dict[str, Any]:
    stated = [f"{facet}:{key}" for facet, keys in document.keys.items() for key in keys]
    silent = [f"{facet}:" for facet in FACETS if facet not in document.keys]
    fields: dict[str, Any] = {
        "id": document.id,
        "keys": ",".join([*stated, *silent]),
        "stated": [*stated, *silent],
        "places": [
            (point_of(place).latitude, point_of(place).longitude, place.fee_first, place.currency)
            for place in document.locations
        ],
        "score_low": document.score_low,
        "confirmed": document.confirmed_on.toordinal() if document.confirmed_on else 0,
        **{name: text for name, text in document.texts.items() if text},
    }
    for number, place in enumerate(document.locations):
        fields[f"latitude{number}"] = point_of(place).latitude
        fields[f"longitude{number}"] = point_of(place).longitude
    return fields


def written(text: Text) -> str:
    """The parsed question as one would type it for a stock parser."""
    groups = [_any(group.members) for group in text.groups]
    required = [_any(group.members) for group in text.groups if group.required]
    barred = [_any((Member(phrase),)) for phrase in text.excluded]
    wanted = " AND ".join(f"({part})" for part in (" OR ".join(groups), *required))
    return " AND NOT ".join([f"({wanted})", *(f"({part})" for part in barred)])


def _any(members: Iterable[Member]) -> str:
    phrases = ((member.fields, " ".join(member.phrase)) for member in members)
    quoted = ((fields, f'"{said}"' if " " in said else said) for fields, said in phrases)
    return " OR ".join(
        said if fields == TEXT_FIELDS else " OR ".join(f"{name}:{said}" for name in fields)
        for fields, said in quoted
    )


def _filter(query: Query) -> Any:
    parts = [_box(circle_of(query))]
    for facet, keys in query.filters.chosen.items():
        parts.append(Or([Term("keys", f"{facet}:{key}") for key in ("", *sorted(keys))]))
    return And(parts) if len(parts) > 1 else parts[0]


def _box(circle: Circle) -> Any:
    south, west, north, east = box_around(circle)
    return Or(
        [
            And(
                [
                    NumericRange(f"latitude{number}", south, north),
                    NumericRange(f"longitude{number}", west, east),
                ]
            )
            for number in range(MOST_PLACES)
        ]
    )


def _affordable(query: Query, place: tuple[float, float | None, str | None]) -> bool:
    _, fee, currency = place
    if query.filters.max_price is None or fee is None or currency != query.filters.currency:
        return True
    return fee <= query.filters.max_price
