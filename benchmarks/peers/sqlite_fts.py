"""The same questions put to SQLite: FTS5 with bm25(), grid cells in a column, distances in SQL.

Texts go in as the site's own terms, so that a match means the same; a word that is never asked for
stands between lines. Fields weigh as on the site.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from benchmarks.peers.answer import Answer, circle_of, point_of
from directory.geo.grid import cell_of, cover
from directory.geo.point import EARTH_RADIUS_KM
from directory.search.query import FACETS, TEXT_FIELDS, Member, Sort
from directory.search.ranking import (
    FIELD_WEIGHTS,
    FRESH_FLOOR,
    FRESH_HALF_LIFE_DAYS,
    HALF_DISTANCE_KM,
    NEUTRAL_LOW,
)
from directory.search.whoosh_schema import PLAIN_FIELDS, term
from directory.search.words import STOP_WORDS, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from benchmarks.asked import Question
    from directory.search.engine import Document
    from directory.search.query import Phrase, Query, Text

_BETWEEN_LINES = "zzbetweenzz"

CACHE_KB = 1 << 18
"""Pages of the database that a connection may keep in memory."""

_SCHEMA = """
CREATE TABLE listing (id INTEGER PRIMARY KEY, public_id TEXT, score REAL, low REAL, confirmed INTEGER);
CREATE TABLE place (
  cell INTEGER, listing INTEGER, number INTEGER, latitude REAL, longitude REAL, fee REAL,
  currency TEXT, PRIMARY KEY (cell, listing, number)) WITHOUT ROWID;
CREATE TABLE stated (
  listing INTEGER, facet INTEGER, key TEXT, PRIMARY KEY (listing, facet, key)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(name, craft, focus, bio, content='', tokenize='ascii');
"""

_KM = f"""2 * {EARTH_RADIUS_KM} * asin(sqrt(min(1,
  pow(sin(radians(latitude - :lat) / 2), 2)
  + cos(radians(latitude)) * cos(radians(:lat)) * pow(sin(radians(longitude - :lon) / 2), 2))))"""

_STANDING = f""" / (1 + km / {HALF_DISTANCE_KM}) * (0.5 + coalesce(low, {NEUTRAL_LOW}) / 100)
  * ({FRESH_FLOOR} + {1 - FRESH_FLOOR}
     * pow(2, -max(0, :today - confirmed) / {FRESH_HALF_LIFE_DAYS}))"""

_WEIGHTS = ", ".join(str(FIELD_WEIGHTS[name]) for name in TEXT_FIELDS)


_ORDERS = {
    Sort.BEST: "standing DESC",
    Sort.NEAREST: "km, standing DESC",
    Sort.VETTED: "score IS NULL, low DESC, standing DESC",
    Sort.PRICE: "asked_fee IS NULL, asked_fee, standing DESC",
}


class SqliteFts:
    """SQLite with its full-text index and the site's grid."""

    name = "SQLite FTS5 + cell column"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "peer.sqlite"
        self._connection: sqlite3.Connection | None = None

    def build(self, documents: Iterable[Document]) -> None:
        """Index the listings."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.path)) as connection:
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF")
            connection.executescript(_SCHEMA)
            for number, document in enumerate(documents, start=1):
                _store(connection, number, document)
            connection.execute("INSERT INTO words(words) VALUES ('optimize')")
            connection.execute("ANALYZE")
            connection.commit()

    def open(self) -> None:
        """Open the database for searching."""
        self._connection = sqlite3.connect(f"{self.path.resolve().as_uri()}?immutable=1", uri=True)
        self._connection.execute(f"PRAGMA cache_size=-{CACHE_KB}")
        self._connection.execute("PRAGMA temp_store=MEMORY")

    def close(self) -> None:
        """Close the database."""
        if self._connection:
            self._connection.close()

    def served_mb(self) -> float:
        """Nobody else serves."""
        return 0.0

    def search(self, question: Question) -> Answer:
        """Answer with total, ten best and all facets."""
        if self._connection is None:
            self.open()
            return self.search(question)
        statement, values = statement_of(question.query)
        (answer,) = self._connection.execute(statement, values).fetchone()
        return answer_of(answer)


def answer_of(text: str) -> Answer:
    """Read the statement's one cell."""
    found = json.loads(text)
    return Answer(found["total"], tuple(found["best"]))


def statement_of(query: Query) -> tuple[str, dict[str, Any]]:
    """One statement that answers with JSON: the total, the ten best, every key with its count."""
    circle = circle_of(query)
    values: dict[str, Any] = {
        "lat": circle.center.latitude,
        "lon": circle.center.longitude,
        "radius": circle.radius_km,
        "today": query.today.toordinal(),
    }
    hits = _hits(query, values)
    statement = f"""WITH {hits}, best AS (
        SELECT public_id FROM hit ORDER BY {_ORDERS[query.sort]}, public_id LIMIT {query.limit}),
      counted AS (
        SELECT facet, key, count(*) AS number FROM hit JOIN stated USING (listing) GROUP BY 1, 2)
      SELECT json_object(
        'total', (SELECT count(*) FROM hit),
        'best', json((SELECT json_group_array(public_id) FROM best)),
        'facets', json((SELECT json_group_array(json_array(facet, key, number)) FROM counted)))"""
    return statement, values


def _hits(query: Query, values: dict[str, Any]) -> str:
    """SQL that makes the table of all hits; its parameters are put into `values`."""
    circle = circle_of(query)
    cells = " OR ".join(
        f"cell >= {first} AND cell < {end}" for first, end in cover(circle.center, circle.radius_km)
    )
    near = f"""SELECT listing, min({_KM}) AS km, fee, currency FROM place
               WHERE {cells} GROUP BY listing HAVING km <= CAST(:radius AS REAL)"""
    text, found, wanted = "1", "near", []
    if query.text:
        # CROSS JOIN keeps the order: the other way round the match is run anew for every listing.
        text = f"-bm25(words, {_WEIGHTS})"
        found = "words CROSS JOIN near ON near.listing = words.rowid"
        wanted.append("words MATCH :match")
        values["match"] = matching(query.text)
    for facet, keys in query.filters.chosen.items():
        wanted.append(_stating(facet, sorted(keys)))
    fee = "fee"
    if query.filters.currency is not None:
        fee = "CASE WHEN currency = :currency THEN fee END"
        values["currency"] = query.filters.currency
    if query.filters.max_price is not None:
        wanted.append(f"coalesce({fee}, 0) <= CAST(:price AS REAL)")
        values["price"] = query.filters.max_price
    where = f"WHERE {' AND '.join(wanted)}" if wanted else ""
    return f"""near AS MATERIALIZED ({near}), hit AS MATERIALIZED (
      SELECT near.listing, public_id, km, score, low, {fee} AS asked_fee, {text} {_STANDING} AS standing
      FROM {found} JOIN listing ON listing.id = near.listing {where})"""


def _stating(facet: str, keys: list[str]) -> str:
    number = FACETS.index(facet)
    of_listing = f"SELECT 1 FROM stated WHERE listing = near.listing AND facet = {number}"
    chosen = ", ".join(f"'{key}'" for key in keys)
    return f"(EXISTS ({of_listing} AND key IN ({chosen})) OR NOT EXISTS ({of_listing}))"


def _store(connection: sqlite3.Connection, number: int, document: Document) -> None:
    day = document.confirmed_on
    connection.execute(
        "INSERT INTO listing VALUES (?, ?, ?, ?, ?)",
        (
            number,
            document.id,
            document.score,
            document.score_low,
            day.toordinal() if day else None,
        ),
    )
    for at, place in enumerate(document.locations):
        point = point_of(place)
        cell = int(cell_of([point.latitude], [point.longitude])[0])
        row = (cell, number, at, point.latitude, point.longitude, place.fee_first, place.currency)
        connection.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    connection.executemany(
        "INSERT INTO stated VALUES (?, ?, ?)",
        [
            (number, FACETS.index(facet), key)
            for facet, keys in document.keys.items()
            for key in keys
        ],
    )
    texts = [_terms(name, document.texts.get(name, "")) for name in TEXT_FIELDS]
    connection.execute(
        "INSERT INTO words(rowid, name, craft, focus, bio) VALUES (?, ?, ?, ?, ?)", (number, *texts)
    )


def _terms(field: str, text: str) -> str:
    return f" {_BETWEEN_LINES} ".join(
        " ".join(term(field, word) for word in words(line) if word not in STOP_WORDS)
        for line in text.splitlines()
    )


def matching(text: Text) -> str:
    """A parsed question in FTS5's own language."""
    groups = [_any(group.members) for group in text.groups]
    required = [_any(group.members) for group in text.groups if group.required]
    wanted = " AND ".join(f"({part})" for part in (" OR ".join(groups), *required))
    barred = " OR ".join(_any((Member(phrase),)) for phrase in text.excluded)
    return f"({wanted}) NOT ({barred})" if barred else wanted


def _any(members: Sequence[Member]) -> str:
    parts = []
    for member in members:
        stemmed = " ".join(name for name in member.fields if name not in PLAIN_FIELDS)
        if stemmed:
            parts.append(f'{{{stemmed}}} : "{_phrase("bio", member.phrase)}"')
        parts += [
            f'{name} : "{_phrase(name, member.phrase)}"'
            for name in member.fields
            if name in PLAIN_FIELDS
        ]
    return " OR ".join(parts)


def _phrase(field: str, phrase: Phrase) -> str:
    return " ".join(term(field, word) for word in phrase)
