"""How documents are written into a Whoosh index and read back as columns."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from whoosh.analysis import Token, Tokenizer
from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.lang.porter import stem as porter_stem

from directory.search.query import TEXT_FIELDS
from directory.search.words import STOP_WORDS, cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.search.engine import Document

PLAIN_FIELDS = frozenset({"name"})
"""Fields whose words are not stemmed: people are not called by inflections."""


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """What the inflections of an English word share (M. F. Porter, 1980)."""
    stemmed: str = porter_stem(word)
    return stemmed


def term(field: str, word: str) -> str:
    """The form in which a folded word stands in a field's index."""
    return word if field in PLAIN_FIELDS else stem(word)


class ListingTokenizer(Tokenizer):
    """Whoosh's door to `directory.search.words`: content words only, numbered without gaps."""

    def __init__(self, field: str) -> None:
        self.field = field

    def __call__(self, value: str, positions: bool = False, **_options: Any) -> Iterator[Token]:
        """Cut a text into the terms of the field."""
        token = Token(positions=positions, removestops=True)
        content = (word.text for word in cut(value) if word.text not in STOP_WORDS)
        for position, word in enumerate(content):
            token.text = token.original = term(self.field, word)
            token.boost = 1.0
            token.stopped = False
            if positions:
                token.pos = position
            yield token


def schema() -> Schema:
    """The fields of a listing's document."""
    texts = {name: TEXT(analyzer=ListingTokenizer(name), phrase=True) for name in TEXT_FIELDS}
    return Schema(id=ID(unique=True, stored=True), columns=STORED, **texts)


def fields_of(document: Document) -> dict[str, Any]:
    """What to hand to a Whoosh writer for a document."""
    texts = {name: document.texts.get(name, "") for name in TEXT_FIELDS}
    columns = json.dumps(_columns(document, texts), separators=(",", ":"))
    return {"id": document.id, "columns": columns, **texts}


def _columns(document: Document, texts: dict[str, str]) -> dict[str, Any]:
    """Everything about a document that is compared rather than read."""
    return {
        "version": document.version,
        "keys": [f"{facet}:{key}" for facet, keys in document.keys.items() for key in keys],
        "lengths": [_length(texts[name]) for name in TEXT_FIELDS],
        "places": [
            [
                place.point.latitude if place.point else None,
                place.point.longitude if place.point else None,
                place.country,
                f"{place.country}-{place.admin1}" if place.admin1 else "",
                place.fee_first,
                place.currency or "",
            ]
            for place in document.locations
        ],
        "states_methods": document.states_methods,
        "score": document.score,
        "score_low": document.score_low,
        "confirmed": document.confirmed_on.toordinal() if document.confirmed_on else None,
    }


def _length(text: str) -> int:
    return sum(word.text not in STOP_WORDS for word in cut(text))
