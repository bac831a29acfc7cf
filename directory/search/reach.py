"""Which documents of a part are in reach of a query, and from which of their places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from directory.geo.grid import cover
from directory.geo.point import distances_from
from directory.search.query import Circle

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from directory.geo.area import Area
    from directory.geo.point import GeoPoint
    from directory.search.part import Mask, Part

    Rows = NDArray[np.int64]
    Floats = NDArray[np.float64]

V = TypeVar("V", bound=np.generic)

DISTANCE_DECIMALS = 6
"""Distances are rounded to millimetres, so that equal ones tie on every machine."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Documents in reach, ascending, with the place that counts for each.

    Attributes:
        rows: Rows of documents, shape (c,).
        places: Row of each one's place, -1 without, shape (c,).
        distances_km: From the centre, `None` without a circle, shape (c,).
    """

    rows: Rows
    places: NDArray[np.int32]
    distances_km: Floats | None

    def __len__(self) -> int:
        return len(self.rows)

    def only(self, some: Mask | Rows) -> Candidates:
        """Those of a mask over the candidates, or at some of their positions."""
        near = None if self.distances_km is None else self.distances_km[some]
        return Candidates(self.rows[some], self.places[some], near)


def in_reach(part: Part, where: Circle | Area | None) -> Candidates:
    """Live documents within a circle, in an area, or all of them."""
    if where is None:
        rows = part.all_rows
        return Candidates(rows, part.lookups.first_place[rows], None)
    if isinstance(where, Circle):
        return _in_circle(part, where)
    columns = part.columns
    wanted = f"{where.country}-{where.admin1}" if where.admin1 else where.country
    names = columns.region if where.admin1 else columns.country
    places = np.flatnonzero((names == wanted) & part.living(columns.place_doc))
    rows, first = np.unique(columns.place_doc[places], return_index=True)
    return Candidates(rows, places[first].astype(np.int32), None)


def _in_circle(part: Part, circle: Circle) -> Candidates:
    looked = part.lookups
    edges = looked.cells.searchsorted(_cover(circle.center, circle.radius_km)).tolist()
    ends = iter(edges)
    runs = [slice(start, end) for start, end in zip(ends, ends, strict=True) if start < end]
    if not runs:
        return Candidates(np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0))

    def inside(column: NDArray[V]) -> NDArray[V]:
        return column[runs[0]] if len(runs) == 1 else np.concatenate([column[run] for run in runs])

    latitudes, cosines = inside(looked.cell_latitude), inside(looked.cell_cosine)
    km = distances_from(circle.center, latitudes, cosines, inside(looked.cell_longitude))
    np.round(km, DISTANCE_DECIMALS, out=km)
    within = km <= circle.radius_km
    documents = inside(looked.cell_document)
    if part.live is not None:
        within &= part.live[documents]
    return _nearest(documents[within], inside(looked.cell_place)[within], km[within])


def _nearest(documents: NDArray[np.int32], places: NDArray[np.int32], km: Floats) -> Candidates:
    """Each document once, ascending, with its nearest place; of equally near ones the first."""
    if len(documents) == 0:
        return Candidates(documents.astype(np.int64), places, km)
    least = int(documents.min())
    at = documents - least
    chosen = np.full(int(at.max()) + 1, -1)
    chosen[at] = np.arange(len(at))
    # Documents with several places within reach were written over: the nearest has to stay.
    rest = np.flatnonzero(chosen[at] != np.arange(len(at)))
    while len(rest):
        best = chosen[at[rest]]
        nearer = (km[rest] < km[best]) | ((km[rest] == km[best]) & (places[rest] < places[best]))
        rest = rest[nearer]
        chosen[at[rest]] = rest
        rest = rest[chosen[at[rest]] != rest]
    chosen = chosen[chosen >= 0]
    return Candidates(documents[chosen].astype(np.int64), places[chosen], km[chosen])


@lru_cache(maxsize=4_096)
def _cover(center: GeoPoint, radius_km: float) -> Rows:
    """The cover's ranges as one array; kept, since people search around the same towns."""
    return np.array(cover(center, radius_km), dtype=np.int64).ravel()
