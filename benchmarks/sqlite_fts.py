"""The same questions put to SQLite: FTS5 with bm25(), grid cells in a column, distances in SQL.

Texts go in as the site's own terms, so that a match means the same; a word that is never asked for
stands between lines. Fields weigh as on the site.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from directory.geo.grid import cell_of, cover
from directory.geo.point import EARTH_RADIUS_KM
from directory.search.query import FACETS, TEXT_FIELDS
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
    from pathlib import Path

    from directory.search.engine import Document
    from directory.search.query import Phrase, Query, Text

_BETWEEN_LINES = "zzbetweenzz"

_SCHEMA = """
CREATE TABLE listing (id INTEGER PRIMARY KEY, public_id TEXT, low REAL, confirmed INTEGER);
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


class SqliteFts:
    """SQLite with its full-text index and the site's grid."""

    name = "SQLite FTS5 + cell column"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._connection: sqlite3.Connection | None = None

    def build(self, documents: list[Document]) -> None:
        """Index the listings."""
        connection = self._connect()
        connection.executescript(_SCHEMA)
        for number, document in enumerate(documents, start=1):
            _store(connection, number, document)
        connection.execute("INSERT INTO words(words) VALUES ('optimize')")
        connection.execute("ANALYZE")
        connection.commit()
        connection.close()

    def open(self) -> None:
        """Open the database for searching."""
        self._connection = self._connect()

    def close(self) -> None:
        """Close the database."""
        if self._connection:
            self._connection.close()

    def search(self, query: Query) -> int:
        """Answer: total, ten best and counts of every facet; gives the total."""
        connection = self._connection
        values: dict[str, Any] = {
            "lat": query.where.center.latitude,
            "lon": query.where.center.longitude,
            "radius": query.where.radius_km,
            "today": query.today.toordinal(),
        }
        connection.execute("DROP TABLE IF EXISTS temp.hit")
        connection.execute(_hits_statement(query, values), values)
        (total,) = connection.execute("SELECT count(*) FROM hit").fetchone()
        connection.execute(
            "SELECT public_id, km, standing FROM hit ORDER BY standing DESC, public_id LIMIT 10"
        ).fetchall()
        connection.execute(
            "SELECT facet, key, count(*) FROM hit JOIN stated USING (listing) GROUP BY 1, 2"
        ).fetchall()
        return total

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.folder / "peer.sqlite")
        connection.executescript("PRAGMA journal_mode=WAL; PRAGMA temp_store=MEMORY")
        connection.execute("PRAGMA cache_size=-262144")
        return connection


def _hits_statement(query: Query, values: dict[str, Any]) -> str:
    """SQL that makes the table of all hits; its parameters are put into `values`."""
    cells = " OR ".join(
        f"cell >= {first} AND cell < {end}"
        for first, end in cover(query.where.center, query.where.radius_km)
    )
    near = f"""SELECT listing, min({_KM}) AS km, fee, currency FROM place
               WHERE {cells} GROUP BY listing HAVING km <= :radius"""
    text, found, wanted = "1", "near", []
    if query.text:
        # CROSS JOIN keeps the order: the other way round the match is run anew for every listing.
        text = f"-bm25(words, {_WEIGHTS})"
        found = "words CROSS JOIN near ON near.listing = words.rowid"
        wanted.append("words MATCH :match")
        values["match"] = _matching(query.text)
    for facet, keys in query.filters.chosen.items():
        wanted.append(_stating(facet, sorted(keys)))
    if query.filters.max_price is not None:
        wanted.append("(fee IS NULL OR currency <> :currency OR fee <= :price)")
        values |= {"currency": query.filters.currency, "price": query.filters.max_price}
    where = f"WHERE {' AND '.join(wanted)}" if wanted else ""
    return f"""CREATE TEMP TABLE hit AS WITH near AS MATERIALIZED ({near})
      SELECT near.listing, public_id, km, {text} {_STANDING} AS standing
      FROM {found} JOIN listing ON listing.id = near.listing {where}"""


def _stating(facet: str, keys: list[str]) -> str:
    number = FACETS.index(facet)
    of_listing = f"SELECT 1 FROM stated WHERE listing = near.listing AND facet = {number}"
    chosen = ", ".join(f"'{key}'" for key in keys)
    return f"(EXISTS ({of_listing} AND key IN ({chosen})) OR NOT EXISTS ({of_listing}))"


def _store(connection: sqlite3.Connection, number: int, document: Document) -> None:
    connection.execute(
        "INSERT INTO listing VALUES (?, ?, ?, ?)",
        (number, document.id, document.score_low, document.confirmed_on.toordinal()),
    )
    for at, place in enumerate(document.locations):
        point = place.point
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


def _matching(text: Text) -> str:
    """The parsed question in FTS5's own language."""
    phrases = [member.phrase for group in text.groups for member in group.members]
    stemmed = " ".join(name for name in TEXT_FIELDS if name not in PLAIN_FIELDS)
    return " OR ".join(
        f'name : "{_phrase("name", phrase)}" OR {{{stemmed}}} : "{_phrase("bio", phrase)}"'
        for phrase in phrases
    )


def _phrase(field: str, phrase: Phrase) -> str:
    return " ".join(term(field, word) for word in phrase)
