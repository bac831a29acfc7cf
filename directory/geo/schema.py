"""The form of the place file: one small SQLite database, written once and then only read."""

from enum import IntEnum

FORMAT = 2
"""Raised when readers of the file need something that older files lack."""


class Kind(IntEnum):
    """What a folded name stands for; of equal names the lower kind is the likelier meaning."""

    PLACE = 0
    PLACE_OTHER = 1
    REGION = 2
    REGION_OTHER = 3
    REGION_CODE = 4
    COUNTRY = 5
    COUNTRY_CODE = 6


TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE country (
    id INTEGER PRIMARY KEY,          -- in the order of preference
    code TEXT NOT NULL, name TEXT NOT NULL,
    covered INTEGER NOT NULL,        -- 0: known by name only, 1: by its large towns, 2: asked for
    population INTEGER NOT NULL, latitude REAL, longitude REAL,
    south REAL, west REAL, north REAL, east REAL
);
CREATE TABLE region (
    id INTEGER PRIMARY KEY,
    country INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL,
    population INTEGER NOT NULL, latitude REAL, longitude REAL,
    south REAL, west REAL, north REAL, east REAL
);
CREATE TABLE place (
    id INTEGER PRIMARY KEY,          -- in the order of their cells
    cell INTEGER NOT NULL,           -- -1: a district, which no point is said to be near
    name TEXT NOT NULL, country INTEGER NOT NULL, region INTEGER,
    population INTEGER NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL
);
CREATE INDEX town_by_cell ON place (cell) WHERE population > 0;
CREATE TABLE name (
    folded TEXT NOT NULL, kind INTEGER NOT NULL, id INTEGER NOT NULL,
    PRIMARY KEY (folded, kind, id)
) WITHOUT ROWID;
CREATE TABLE beginning (             -- of names that many places share; see `beginnings`
    prefix TEXT NOT NULL, rank INTEGER NOT NULL,
    folded TEXT NOT NULL, kind INTEGER NOT NULL, id INTEGER NOT NULL,
    PRIMARY KEY (prefix, rank)
) WITHOUT ROWID;
CREATE TABLE postal (
    code TEXT NOT NULL,              -- letters and digits only
    country INTEGER NOT NULL,
    shown TEXT NOT NULL, name TEXT NOT NULL, region INTEGER,
    latitude REAL NOT NULL, longitude REAL NOT NULL,
    PRIMARY KEY (code, country)
) WITHOUT ROWID;
"""
