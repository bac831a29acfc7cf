"""How documents are written into a Whoosh index and read back as columns."""

from __future__ import annotations

import hashlib
import json
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.analysis import Token, Tokenizer
from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema
from whoosh.lang.snowball.english import EnglishStemmer

from directory.practitioners.vocabulary import FOLDER
from directory.search.inflections import unified
from directory.search.query import FACETS, TEXT_FIELDS
from directory.search.words import STOP_WORDS, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.search.engine import Document

PLAIN_FIELDS = frozenset({"name"})
"""Fields whose words are not stemmed: people are not called by inflections."""

_STEMMED_FIELDS = tuple(name for name in TEXT_FIELDS if name not in PLAIN_FIELDS)
_STEMMER = EnglishStemmer()
_FORM = (
    *("words.py", "inflections.py", "whoosh_schema.py"),
    *("document.py", "negation.py", "negation_forms.py"),
)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """What the inflections of an English word share (M. F. Porter's "English", Snowball, 2001).

    Not Whoosh's own `porter`: that leaves "running" as "runn", which is not "run". Spellings and
    learned plurals are brought together before.
    """
    stemmed: str = _STEMMER.stem(unified(word))
    return stemmed


def term(field: str, word: str) -> str:
    """The form in which a folded word stands in a field's index."""
    return word if field in PLAIN_FIELDS else stem(word)


class ListingTokenizer(Tokenizer):
    """Whoosh's door to `directory.search.words`: content words only, numbered without gaps.

    Between two lines a number is left out, so that no phrase reaches from one label, practice or
    paragraph into the next.
    """

    def __init__(self, field: str) -> None:
        self.field = field

    def __call__(self, value: str, positions: bool = False, **_options: Any) -> Iterator[Token]:
        """Cut a text into the terms of the field."""
        token = Token(positions=positions, removestops=True)
        for position, word in positioned(value):
            token.text = token.original = term(self.field, word)
            token.boost = 1.0
            token.stopped = False
            if positions:
                token.pos = position
            yield token


@lru_cache(maxsize=8)
def positioned(text: str) -> tuple[tuple[int, str], ...]:
    """The content words of a text, folded, with their positions. Pure.

    The last few are kept: one text is counted, indexed and listed word by word.
    """
    found, position = [], 0
    for line in text.splitlines():
        for word in words(line):
            if word not in STOP_WORDS:
                found.append((position, word))
                position += 1
        position += 1
    return tuple(found)


@cache
def index_form() -> str:
    """What decides how a listing is written, as a short hash.

    It covers the code that cuts words and fills fields, and the vocabularies whose labels are
    written; an index of another form has to be built anew.
    """
    here = Path(__file__).parent
    sources = [here / name for name in _FORM]
    digest = hashlib.sha256()
    for path in (*sources, *sorted(FOLDER.glob("*.json"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def schema() -> Schema:
    """The fields of a listing's document."""
    texts = {name: TEXT(analyzer=ListingTokenizer(name), phrase=True) for name in TEXT_FIELDS}
    kept = {"columns": STORED, "called": STORED, "unstemmed": KEYWORD}
    return Schema(id=ID(unique=True, stored=True), **kept, **texts)


def fields_of(document: Document) -> dict[str, Any]:
    """What to hand to a Whoosh writer for a document."""
    texts = {name: document.texts.get(name, "") for name in TEXT_FIELDS}
    kept = {"columns": written(columns_of(document)), "called": called(document)}
    return {"id": document.id, "unstemmed": " ".join(unstemmed(document)), **kept, **texts}


def called(document: Document) -> str:
    """What a document's person is called."""
    return document.texts.get("name", "").partition("\n")[0]


def unstemmed(document: Document) -> list[str]:
    """The words of a document's texts as they are read, each once; those of the name apart."""
    texts = (document.texts.get(name, "") for name in _STEMMED_FIELDS)
    return list(dict.fromkeys(word for text in texts for _, word in positioned(text)))


def written(columns: dict[str, Any]) -> str:
    """The compared facts of a document as they are stored."""
    return json.dumps(columns, separators=(",", ":"))


def columns_of(document: Document) -> dict[str, Any]:
    """Everything about a document that is compared rather than read."""
    return {
        "version": document.version,
        "keys": [
            f"{facet}:{key}"
            for facet in FACETS
            for key in dict.fromkeys(document.keys.get(facet, ()))
        ],
        "lengths": [len(positioned(document.texts.get(name, ""))) for name in TEXT_FIELDS],
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
        "score_is_new": document.score_is_new,
        "confirmed": document.confirmed_on.toordinal() if document.confirmed_on else None,
    }
