"""Who may fill a role of a team, with the prices they are counted at. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from directory.journey.team import Bench, points_of
from directory.practitioners.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    from directory.journey.settled import Standing
    from directory.practitioners.models import Practitioner
    from directory.search.offers import Offers

ROLES = tuple(Kind)
"""A team has one of each kind, in the order in which their work begins."""

CENTS = 100


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who may fill a role, as the search found them.

    Attributes:
        id: Public id.
        location: Position of the location that counts, -1 without.
        fee: Price of a first visit in major units, `None` where it is not stated.
        reckoned: What it is counted as, in hundredths.
        by_video: Out of reach, so it is by video.
        silent: Says nothing of the words that were asked for, nor does anybody else in the role
            within the same limits.
        unstated: What else was asked for and is not stated, filters of a search.
    """

    id: str
    location: int
    distance_km: float | None
    fee: float | None
    reckoned: int
    by_video: bool = False
    silent: bool = False
    unstated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidates:
    """Everybody for one role; arrays of shape (n,).

    Attributes:
        bench: What each is worth and counted as costing.
        fees: Prices as stated, NaN where not.
        unstated: For each filter, who passed it only by stating nothing.
        wordless: Nobody within the limits says anything of the words, so these are all there are.
    """

    ids: NDArray[np.bytes_]
    bench: Bench
    fees: NDArray[np.float64]
    locations: NDArray[np.int64]
    distances_km: NDArray[np.float64]
    by_video: NDArray[np.bool_]
    unstated: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    wordless: bool = False

    def __len__(self) -> int:
        return len(self.ids)

    def seat(self, at: int) -> Seat:
        """One of them."""
        fee, km = float(self.fees[at]), float(self.distances_km[at])
        return Seat(
            id=self.ids[at].decode(),
            location=int(self.locations[at]),
            distance_km=None if np.isnan(km) else km,
            fee=None if np.isnan(fee) else fee,
            reckoned=int(self.bench.fees[at]),
            by_video=bool(self.by_video[at]),
            silent=self.wordless,
            unstated=frozenset(name for name, mask in self.unstated.items() if mask[at]),
        )

    def at(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Candidates:
        """Some of them, by position or by a mask; prices not stated stay as they are reckoned."""
        return Candidates(
            self.ids[rows],
            Bench(self.bench.points[rows], self.bench.fees[rows]),
            self.fees[rows],
            self.locations[rows],
            self.distances_km[rows],
            self.by_video[rows],
            {name: mask[rows] for name, mask in self.unstated.items()},
            self.wordless,
        )

    def without(self, gone: Collection[str]) -> Candidates:
        """The others."""
        if not gone:
            return self
        out = np.array([one.encode() for one in gone], dtype=self.ids.dtype)
        return self.at(~np.isin(self.ids, out))


def offered(offers: Offers, *, budgeted: bool, by_video: bool) -> Candidates:
    """Those of a search, by what they are worth in a team.

    Args:
        offers: Who passes the search.
        budgeted: Whether there is a budget, so that a price that is not stated is a lack.
        by_video: Whether they are out of reach, which is a lack too: who is near comes first.
    """
    lacking = offers.lacking + int(by_video)
    if budgeted:
        unpriced = np.isnan(offers.fees)
        # A limit on the price has counted those who state none already.
        lacking = lacking + (unpriced & ~offers.unstated.get("price", np.zeros_like(unpriced)))
    unknown = np.full(len(offers), np.nan)
    return Candidates(
        offers.ids,
        Bench(points_of(offers.ranks, offers.silent_ranks, lacking), _reckoned(offers.fees)),
        offers.fees,
        offers.locations,
        unknown if offers.distances_km is None else offers.distances_km,
        np.full(len(offers), by_video),
        offers.unstated,
    )


def together(near: Candidates, far: Candidates) -> Candidates:
    """Those near and those of the others who are not near; prices are reckoned over both."""
    far = far.at(~np.isin(far.ids, near.ids))
    fees = np.concatenate([near.fees, far.fees])
    points = np.concatenate([near.bench.points, far.bench.points])
    # Who is far passed the same filters and one more, which everybody there states.
    names = near.unstated.keys() & far.unstated.keys()
    return Candidates(
        np.concatenate([near.ids, far.ids]),
        Bench(points, _reckoned(fees)),
        fees,
        np.concatenate([near.locations, far.locations]),
        np.concatenate([near.distances_km, far.distances_km]),
        np.concatenate([near.by_video, far.by_video]),
        {name: np.concatenate([near.unstated[name], far.unstated[name]]) for name in names},
    )


def settle(candidates: Candidates, *, priced: bool) -> Candidates:
    """The same in an order that does not depend on the engine's.

    Args:
        candidates: In any order.
        priced: Whether those who state no price are left out.
    """
    order = np.argsort(candidates.ids)
    return candidates.at(order[~np.isnan(candidates.fees[order])] if priced else order)


def pinned(practitioner: Practitioner, standing: Standing, currency: str | None) -> Candidates:
    """A role that somebody fills already, whatever else was asked for."""
    fee = float("nan")
    if standing.location >= 0:
        place = practitioner.locations[standing.location]
        if place.fee_first is not None and currency in {None, place.currency}:
            fee = float(place.fee_first)
    return Candidates(
        np.array([str(practitioner.public_id).encode()]),
        Bench(np.zeros(1, dtype=np.int64), _reckoned(np.array([fee]))),
        np.array([fee]),
        np.array([standing.location]),
        np.array([np.nan if standing.km is None else standing.km]),
        np.array([standing.by_video]),
    )


def _reckoned(fees: NDArray[np.float64]) -> NDArray[np.int64]:
    """Prices in hundredths, those not stated at the median of the others (0 if none is)."""
    known = fees[~np.isnan(fees)]
    middle = float(np.median(known)) if len(known) else 0.0
    cents: NDArray[np.int64] = np.rint(np.where(np.isnan(fees), middle, fees) * CENTS).astype(
        np.int64
    )
    return cents
