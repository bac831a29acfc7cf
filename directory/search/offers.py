"""Everybody who passes a query, with worth and price, for choices that are not pages of a list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from directory.search import filtering, ordering
from directory.search.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from directory.search.part import Mask
    from directory.search.query import Query
    from directory.search.snapshot import Snapshot
    from directory.search.weighing import Weighed

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Offers:
    """All hits of a query in no order; arrays of shape (f,).

    The best match stands first when they are ordered by `lacking` upwards, then by `ranks`, then
    by `silent_ranks` downwards, as a search orders them.

    Attributes:
        ids: Public ids, as ASCII bytes.
        ranks: What each is worth, 0 to 1.5.
        silent_ranks: The same without the text: what orders those who state no methods.
        lacking: How many filters each passed only by stating nothing.
        unstated: For each filter, who passed it so.
        fees: Price of a first visit in the query's currency, NaN where it is not stated.
        locations: Position of the location that counts, -1 without.
        distances_km: From the circle's centre; `None` without a circle.
        currencies: ISO code of each fee, "" without one; `None` where the query names a currency.
    """

    ids: NDArray[np.bytes_]
    ranks: Floats
    silent_ranks: Floats
    lacking: Whole
    unstated: Mapping[str, Mask]
    fees: Floats
    locations: Whole
    distances_km: Floats | None
    currencies: NDArray[np.str_] | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def id_at(self, position: int) -> str:
        """The public id of one of them."""
        return str(self.ids[position].decode())


def offers_of(snapshot: Snapshot, query: Query) -> Offers:
    """All hits of a query; sort, page and newcomer of it do not matter."""
    told = weigh(snapshot, query)

    def each(column: Callable[[Weighed], NDArray[Any]], kind: Any = np.float64) -> NDArray[Any]:
        return np.concatenate([column(one) for one in told] or [np.empty(0, dtype=kind)])

    names = told[0].silent if told else {}
    measured = bool(told) and told[0].found.distances_km is not None
    return Offers(
        ids=each(lambda one: one.part.columns.ids[one.found.rows], "S36"),
        ranks=each(lambda one: one.ranks),
        silent_ranks=each(lambda one: ordering.silent_ranks(one.part, query, one.found)),
        lacking=each(lambda one: one.lacking).astype(np.int64),
        unstated={name: each(partial(_silent, name)) for name in names},
        fees=each(lambda one: filtering.prices(one.part, one.found, query.filters.currency)),
        locations=each(_locations, np.int64),
        distances_km=each(_distances) if measured else None,
        currencies=None if query.filters.currency else each(_currencies, "U3"),
    )


def _silent(name: str, one: Weighed) -> Mask:
    return one.silent[name]


def _distances(one: Weighed) -> Floats:
    away = one.found.distances_km
    return np.full(len(one.found), np.nan) if away is None else away


def _locations(one: Weighed) -> Whole:
    found = one.found
    locations = np.full(len(found), -1, dtype=np.int64)
    placed = found.places >= 0
    locations[placed] = one.part.columns.place_number[found.places[placed]]
    return locations


def _currencies(one: Weighed) -> NDArray[np.str_]:
    """The currency of each one's fee at the place that counts; "" where no fee is stated."""
    columns, places = one.part.columns, one.found.places
    priced = places >= 0
    priced[priced] = ~np.isnan(columns.fee[places[priced]])
    currencies = np.full(len(places), "", dtype="U3")
    currencies[priced] = columns.currency[places[priced]]
    return currencies
