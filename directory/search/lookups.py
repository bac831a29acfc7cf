"""Ways into the columns of a segment: by place, by filter, by order. Pure.

They follow from the columns alone and are written with them, so that a process that opens a
segment has nothing to work out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from directory.search.query import FACETS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from directory.search.columns import Columns

WORD_BITS = 64


@dataclass(frozen=True, slots=True)
class Lookups:
    """What is looked up in the columns of n documents with s places whose coordinates are known.

    Attributes:
        cells: Cells of those places, ascending, shape (s,).
        cell_place: Row of each of these places, shape (s,).
        cell_document: Row of its document, shape (s,).
        cell_latitude: In radians, shape (s,).
        cell_cosine: Of the latitude, shape (s,).
        cell_longitude: In degrees, shape (s,).
        first_place: Row of each document's first place, -1 without any, shape (n,).
        key_bits: Which documents state each key, a bit each, shape (keys, ceil(n / 64)).
        states_bits: Which documents state anything for each of `FACETS`, shape (facets, ceil(n / 64)).
        order: The first eight characters of each id as a number, which breaks nearly every tie;
            shape (n,).
    """

    cells: NDArray[np.int64]
    cell_place: NDArray[np.int32]
    cell_document: NDArray[np.int32]
    cell_latitude: NDArray[np.float64]
    cell_cosine: NDArray[np.float64]
    cell_longitude: NDArray[np.float64]
    first_place: NDArray[np.int32]
    key_bits: NDArray[np.uint64]
    states_bits: NDArray[np.uint64]
    order: NDArray[np.uint64]

    @classmethod
    def of(cls, columns: Columns) -> Self:
        """Work them out."""
        known = np.flatnonzero(columns.cell >= 0)
        places = known[np.argsort(columns.cell[known], kind="stable")]
        latitudes = np.radians(columns.latitude[places])
        stating, key_doc = facets_of(columns)[columns.key], columns.key_doc
        return cls(
            cells=columns.cell[places],
            cell_place=places.astype(np.int32),
            cell_document=columns.place_doc[places],
            cell_latitude=latitudes,
            cell_cosine=np.cos(latitudes),
            cell_longitude=columns.longitude[places],
            first_place=_first_places(columns),
            key_bits=_bits(columns.key, key_doc, len(columns.key_name), columns.count),
            states_bits=_bits(stating, key_doc, len(FACETS), columns.count),
            order=order_of(columns.ids),
        )


def facets_of(columns: Columns) -> NDArray[np.int64]:
    """Position in `FACETS` of the facet of each key's name, shape (keys,). Pure."""
    names = [name.partition(":")[0] for name in columns.key_name.tolist()]
    return np.array([FACETS.index(name) for name in names], dtype=np.int64)


def order_of(ids: NDArray[np.bytes_]) -> NDArray[np.uint64]:
    """The first eight characters of ids as numbers in the same order. Pure."""
    return ids.astype("S8").view(">u8").astype(np.uint64)


def mask_of(bits: NDArray[np.uint64], count: int) -> NDArray[np.bool_]:
    """Bits as a mask of shape (count,). Pure."""
    return np.unpackbits(bits.view(np.uint8), count=count, bitorder="little").view(np.bool_)


def _first_places(columns: Columns) -> NDArray[np.int32]:
    rows = np.full(columns.count, -1, dtype=np.int32)
    doc = columns.place_doc
    rows[doc[::-1]] = np.arange(len(doc) - 1, -1, -1)
    return rows


def _bits(
    numbers: NDArray[np.integer[Any]], documents: NDArray[np.int32], most: int, count: int
) -> NDArray[np.uint64]:
    """Of pairs (number, document), the documents of each number as bits."""
    found = np.zeros((most, -(-count // WORD_BITS)), dtype=np.uint64)
    np.bitwise_or.at(
        found,
        (numbers, documents // WORD_BITS),
        np.uint64(1) << (documents % WORD_BITS).astype(np.uint64),
    )
    return found
