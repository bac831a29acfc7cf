"""The compared facts of many documents as arrays, one row a document. Pure."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from directory.geo.grid import cell_of
from directory.search.query import TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_UNKNOWN_CELL = -1
_OF_PLACES = frozenset(
    {"place_number", "cell", "latitude", "longitude", "country", "region", "fee", "currency"}
)


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
        key_doc, key: Row and place in `key_name` of each stated key, shape (k,), rows ascending.
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
    lengths: NDArray[np.float64]
    states_methods: NDArray[np.bool_]
    score: NDArray[np.float64]
    score_low: NDArray[np.float64]
    score_is_new: NDArray[np.bool_]
    confirmed: NDArray[np.float64]
    key_name: NDArray[np.str_]
    key_doc: NDArray[np.int64]
    key: NDArray[np.int64]
    place_doc: NDArray[np.int64]
    place_number: NDArray[np.int64]
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

    @classmethod
    def from_rows(cls, ids: Sequence[str], rows: Sequence[dict[str, Any]]) -> Self:
        """Turn documents' stored facts into arrays. Pure."""
        keys = [(at, key) for at, row in enumerate(rows) for key in row["keys"]]
        places = [
            (at, number, *place)
            for at, row in enumerate(rows)
            for number, place in enumerate(row["places"])
        ]
        doc, number, latitude, longitude, country, region, fee, currency = (
            zip(*places, strict=True) if places else ((),) * 8
        )
        names, numbers = np.unique(np.array([k for _, k in keys], np.str_), return_inverse=True)
        latitudes, longitudes = _floats(latitude), _floats(longitude)
        return cls(
            ids=np.array(ids, dtype="S36"),
            version=np.array([row["version"] for row in rows], dtype=np.int64),
            lengths=np.array([row["lengths"] for row in rows], dtype=np.float64).reshape(
                len(rows), len(TEXT_FIELDS)
            ),
            states_methods=np.array([row["states_methods"] for row in rows], dtype=np.bool_),
            score=_floats([row["score"] for row in rows]),
            score_low=_floats([row["score_low"] for row in rows]),
            score_is_new=np.array([row["score_is_new"] for row in rows], dtype=np.bool_),
            confirmed=_floats([row["confirmed"] for row in rows]),
            key_name=names,
            key_doc=np.array([at for at, _ in keys], dtype=np.int64),
            key=numbers,
            place_doc=np.array(doc, dtype=np.int64),
            place_number=np.array(number, dtype=np.int64),
            cell=_cells(latitudes, longitudes),
            latitude=latitudes,
            longitude=longitudes,
            country=np.array(country, dtype=np.str_),
            region=np.array(region, dtype=np.str_),
            fee=_floats(fee),
            currency=np.array(currency, dtype=np.str_),
        )

    @classmethod
    def joined(cls, parts: Sequence[Columns]) -> Self:
        """Put the documents of several parts one behind the other. Pure."""
        starts = np.cumsum([0, *(part.count for part in parts)])
        names = np.unique(np.concatenate([part.key_name for part in parts]))
        arrays: dict[str, Any] = {}
        for item in fields(cls):
            pieces = [getattr(part, item.name) for part in parts]
            if item.name in {"key_doc", "place_doc"}:
                pieces = [piece + start for piece, start in zip(pieces, starts[:-1], strict=True)]
            if item.name == "key":
                pieces = [np.searchsorted(names, part.key_name)[part.key] for part in parts]
            arrays[item.name] = np.concatenate(pieces)
        return cls(**(arrays | {"key_name": names}))

    def taken(self, rows: NDArray[np.int64]) -> Self:
        """Some of the documents, in the order of their rows given. Pure."""
        keys, key_doc = _of(self.key_doc, rows, self.count)
        places, place_doc = _of(self.place_doc, rows, self.count)
        used, key = np.unique(self.key[keys], return_inverse=True)
        chosen: dict[str, Any] = {"key_name": self.key_name[used], "key": key}
        chosen |= {"key_doc": key_doc, "place_doc": place_doc}
        for item in fields(self):
            if item.name not in chosen:
                array = getattr(self, item.name)
                chosen[item.name] = array[places if item.name in _OF_PLACES else rows]
        return replace(self, **chosen)


def _of(
    documents: NDArray[np.int64], rows: NDArray[np.int64], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which of the entries of documents (ascending) belong to some rows, and to the how manyth."""
    starts = np.searchsorted(documents, np.arange(count + 1))
    sizes = np.diff(starts)[rows]
    owner = np.repeat(np.arange(len(rows)), sizes)
    inside = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return starts[rows][owner] + inside, owner


def _floats(values: Sequence[Any]) -> NDArray[np.float64]:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _cells(latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> NDArray[np.int64]:
    cells = np.full(len(latitudes), _UNKNOWN_CELL, dtype=np.int64)
    known = ~np.isnan(latitudes)
    if known.any():
        cells[known] = cell_of(latitudes[known], longitudes[known])
    return cells
