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
from directory.search.words import STOP_WORDS, cut

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

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
        for word in cut(line):
            if word.text not in STOP_WORDS:
                found.append((position, word.text))
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
    columns = json.dumps(_columns(document, texts), separators=(",", ":"))
    written = (word for name in _STEMMED_FIELDS for _, word in positioned(texts[name]))
    unstemmed = " ".join(dict.fromkeys(written))
    kept = {"columns": columns, "called": texts["name"].partition("\n")[0], "unstemmed": unstemmed}
    return {"id": document.id, **kept, **texts}


def stored_rows(index: Any, ids: Collection[str]) -> dict[str, tuple[int, int]]:
    """The row and the version in which documents of these ids stand in an index.

    Rows are those of all its segments in order, as its writer counts them too.
    """
    with index.reader() as reader:
        return {
            public_id: (row, json.loads(reader.stored_fields(row)["columns"])["version"])
            for public_id in ids
            if ("id", public_id) in reader
            for row in reader.postings("id", public_id).all_ids()
        }


def _columns(document: Document, texts: dict[str, str]) -> dict[str, Any]:
    """Everything about a document that is compared rather than read."""
    return {
        "version": document.version,
        "keys": [
            f"{facet}:{key}"
            for facet in FACETS
            for key in dict.fromkeys(document.keys.get(facet, ()))
        ],
        "lengths": [len(positioned(texts[name])) for name in TEXT_FIELDS],
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
