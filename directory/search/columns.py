"""The compared facts of many documents as arrays, one row a document. Pure."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from directory.geo.grid import cell_of
from directory.search.query import TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_UNKNOWN_CELL = -1
_OF_PLACES = frozenset(
    {"place_number", "cell", "latitude", "longitude", "country", "region", "fee", "currency"}
)
_STORED = ("latitude", "longitude", "country", "region", "fee", "currency")
"""What is stored of a place, in this order."""

_FACTS = ("version", "lengths", "states_methods", "score", "score_low", "score_is_new", "confirmed")
_ROWS_AT_ONCE = 2_048
"""Facts of so many documents are objects at a time: as such they take ten times as much memory."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Arrays over n documents, their p places of work and their k stated keys.

    Attributes:
        ids: Public ids as ASCII bytes, shape (n,).
        version: Of what is written about each, shape (n,).
        lengths: Words in each text field, shape (n, fields).
        states_methods: Whether the listing says how the person works, shape (n,).
        score, score_low: 0 to 100, NaN while not assessed, shape (n,).
        score_is_new: Whether the score is too new for a bare number, shape (n,).
        confirmed: Day as a proleptic ordinal, NaN for never, shape (n,).
        key_name: Every "facet:key" that is stated anywhere, sorted, shape (m,).
        key: Place in `key_name` of each stated key, one document's behind the other's, shape (k,).
        key_starts: Where each document's begin in `key`, and the end of all, shape (n + 1,).
        place_doc: Row of each place, shape (p,), ascending, a document's first place first.
        place_number: Position of the place in its document, shape (p,).
        cell: Grid cell, -1 without coordinates, shape (p,).
        latitude, longitude: Degrees, NaN when unknown, shape (p,).
        country, region: "US" and "US-OR" or "", shape (p,).
        fee: Fee of a first visit in major units, NaN when not stated, shape (p,).
        currency: ISO code or "", shape (p,).
    """

    ids: NDArray[np.bytes_]
    version: NDArray[np.int64]
    lengths: NDArray[np.int32]
    states_methods: NDArray[np.bool_]
    score: NDArray[np.float64]
    score_low: NDArray[np.float64]
    score_is_new: NDArray[np.bool_]
    confirmed: NDArray[np.float64]
    key_name: NDArray[np.str_]
    key: NDArray[np.int32]
    key_starts: NDArray[np.int32]
    place_doc: NDArray[np.int32]
    place_number: NDArray[np.int32]
    cell: NDArray[np.int64]
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    country: NDArray[np.str_]
    region: NDArray[np.str_]
    fee: NDArray[np.float64]
    currency: NDArray[np.str_]

    @property
    def count(self) -> int:
        """Number of documents."""
        return len(self.ids)

    @property
    def key_doc(self) -> NDArray[np.int32]:
        """Row of each stated key, shape (k,), ascending."""
        return np.repeat(np.arange(self.count, dtype=np.int32), np.diff(self.key_starts))

    @classmethod
    def from_rows(cls, ids: Sequence[str], rows: Sequence[dict[str, Any]]) -> Self:
        """Turn documents' stored facts into arrays. Pure."""
        keys = [key for row in rows for key in row["keys"]]
        places = [
            (at, number, *place)
            for at, row in enumerate(rows)
            for number, place in enumerate(row["places"])
        ]
        doc, number, latitude, longitude, country, region, fee, currency = (
            zip(*places, strict=True) if places else ((),) * 8
        )
        names, numbers = np.unique(np.array(keys, np.str_), return_inverse=True)
        latitudes, longitudes = _floats(latitude), _floats(longitude)
        return cls(
            ids=np.array(ids, dtype="S36"),
            version=np.array([row["version"] for row in rows], dtype=np.int64),
            lengths=np.array([row["lengths"] for row in rows], dtype=np.int32).reshape(
                len(rows), len(TEXT_FIELDS)
            ),
            states_methods=np.array([row["states_methods"] for row in rows], dtype=np.bool_),
            score=_floats([row["score"] for row in rows]),
            score_low=_floats([row["score_low"] for row in rows]),
            score_is_new=np.array([row["score_is_new"] for row in rows], dtype=np.bool_),
            confirmed=_floats([row["confirmed"] for row in rows]),
            key_name=names,
            key=numbers.astype(np.int32),
            key_starts=_starts([len(row["keys"]) for row in rows]),
            place_doc=np.array(doc, dtype=np.int32),
            place_number=np.array(number, dtype=np.int32),
            cell=_cells(latitudes, longitudes),
            latitude=latitudes,
            longitude=longitudes,
            country=np.array(country, dtype=np.str_),
            region=np.array(region, dtype=np.str_),
            fee=_floats(fee),
            currency=np.array(currency, dtype=np.str_),
        )

    def rows(self) -> Iterator[dict[str, Any]]:
        """The stored facts of each document, of which `from_rows` makes the same arrays. Pure."""
        for start in range(0, self.count, _ROWS_AT_ONCE):
            yield from self._rows(start, min(start + _ROWS_AT_ONCE, self.count))

    def _rows(self, first: int, end: int) -> Iterator[dict[str, Any]]:
        starts = self.key_starts[first : end + 1]
        keys = self.key_name[self.key[starts[0] : starts[-1]]].tolist()
        key_ends = (starts - starts[0]).tolist()
        at = np.searchsorted(self.place_doc, np.arange(first, end + 1))
        own = slice(at[0], at[-1])
        by_fact = [_plain(getattr(self, name)[own]) for name in _STORED]
        places = [list(place) for place in zip(*by_fact, strict=True)]
        place_ends = (at - at[0]).tolist()
        facts = [_plain(getattr(self, name)[first:end]) for name in _FACTS]
        for row, found in enumerate(zip(*facts, strict=True)):
            yield {
                **dict(zip(_FACTS, found, strict=True)),
                "keys": keys[key_ends[row] : key_ends[row + 1]],
                "places": places[place_ends[row] : place_ends[row + 1]],
            }

    @classmethod
    def joined(cls, parts: Sequence[Columns]) -> Self:
        """Put the documents of several parts one behind the other. Pure."""
        names = np.unique(np.concatenate([part.key_name for part in parts]))
        arrays: dict[str, Any] = {"key_name": names}
        arrays["key"] = np.concatenate(
            [np.searchsorted(names, part.key_name).astype(np.int32)[part.key] for part in parts]
        )
        arrays["key_starts"] = _starts(np.concatenate([np.diff(part.key_starts) for part in parts]))
        firsts = np.cumsum([0, *(part.count for part in parts)], dtype=np.int32)
        arrays["place_doc"] = np.concatenate(
            [part.place_doc + first for part, first in zip(parts, firsts, strict=False)]
        )
        for item in fields(cls):
            if item.name not in arrays:
                arrays[item.name] = np.concatenate([getattr(part, item.name) for part in parts])
        return cls(**arrays)

    def taken(self, rows: NDArray[np.int64]) -> Self:
        """Some of the documents, in the order of their rows given. Pure."""
        keys, key_sizes = _within(self.key_starts, rows)
        places, place_sizes = _within(self._place_starts(), rows)
        used, key = np.unique(self.key[keys], return_inverse=True)
        owner = np.arange(len(rows), dtype=np.int32)
        chosen: dict[str, Any] = {
            "key_name": self.key_name[used],
            "key": key.astype(np.int32),
            "key_starts": _starts(key_sizes),
            "place_doc": np.repeat(owner, place_sizes),
        }
        for item in fields(self):
            if item.name not in chosen:
                array = getattr(self, item.name)
                chosen[item.name] = array[places if item.name in _OF_PLACES else rows]
        return replace(self, **chosen)

    def _place_starts(self) -> NDArray[np.int64]:
        return np.searchsorted(self.place_doc, np.arange(self.count + 1))


def _within(
    starts: NDArray[np.integer[Any]], rows: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the entries of some rows stand, and how many each row has."""
    sizes = np.diff(starts)[rows].astype(np.int64)
    inside = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.repeat(starts[:-1][rows].astype(np.int64), sizes) + inside, sizes


def _starts(sizes: Sequence[int] | NDArray[np.integer[Any]]) -> NDArray[np.int32]:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)


def _plain(values: NDArray[Any]) -> list[Any]:
    """Values as they are stored, what is not a number as nothing."""
    if values.dtype.kind != "f":
        plain: list[Any] = values.tolist()
        return plain
    return [
        None if unknown else value
        for value, unknown in zip(values.tolist(), np.isnan(values).tolist(), strict=True)
    ]


def _floats(values: Sequence[Any]) -> NDArray[np.float64]:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _cells(latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> NDArray[np.int64]:
    cells = np.full(len(latitudes), _UNKNOWN_CELL, dtype=np.int64)
    known = ~np.isnan(latitudes)
    if known.any():
        cells[known] = cell_of(latitudes[known], longitudes[known])
    return cells
