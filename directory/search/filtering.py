"""Filters on candidates: who passes, who states nothing, and the counts of every facet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from directory.search.query import FACETS, Facet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from directory.search.matching import Candidates
    from directory.search.query import Filters
    from directory.search.snapshot import Mask, Snapshot

    Rows = NDArray[np.int64]
    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Test:
    """One filter on the candidates: who states the wanted, and who states nothing."""

    passing: Mask
    unstated: Mask
    keep_unstated: bool

    @property
    def kept(self) -> Mask:
        """Who stays in."""
        return self.passing | self.unstated if self.keep_unstated else self.passing


def tests(snapshot: Snapshot, filters: Filters, candidates: Candidates) -> dict[str, Test]:
    """Every active filter, tried on the candidates."""
    rows = candidates.rows
    found: dict[str, Test] = {}

    def put(name: str, passing: Mask, stated: Mask) -> None:
        found[name] = Test(passing, ~stated, name not in filters.stated_only)

    for facet, keys in filters.chosen.items():
        passing = np.zeros(len(rows), dtype=np.bool_)
        for key in sorted(keys):
            passing |= snapshot.having(facet, key)[rows]
        put(facet, passing, snapshot.stating(facet)[rows])
    if filters.max_price is not None:
        fees = prices(snapshot, candidates, filters.currency)
        put("price", fees <= filters.max_price, ~np.isnan(fees))
    if filters.min_score is not None:
        score = settled(snapshot, rows)
        put("score", score >= filters.min_score, ~np.isnan(score))
    return found


def settled(snapshot: Snapshot, rows: Rows) -> Floats:
    """Scores that are shown as a number; NaN for the new and those not assessed; shape (r,)."""
    columns = snapshot.columns
    return np.where(columns.score_is_new[rows], np.nan, columns.score[rows])


def prices(snapshot: Snapshot, candidates: Candidates, currency: str | None) -> Floats:
    """Fee of a first visit at each candidate's place; NaN unless stated in the currency."""
    columns = snapshot.columns
    fees = np.full(len(candidates.rows), np.nan)
    has_place = candidates.places >= 0
    places = candidates.places[has_place]
    fee = columns.fee[places]
    if currency is not None:
        fee = np.where(columns.currency[places] == currency, fee, np.nan)
    fees[has_place] = fee
    return fees


def kept(tests: Mapping[str, Test], count: int, but: str = "") -> Mask:
    """Who passes all filters, or all but one; shape (count,)."""
    mask = np.ones(count, dtype=np.bool_)
    for name, test in tests.items():
        if name != but:
            mask &= test.kept
    return mask


def facets(snapshot: Snapshot, rows: Rows, tests: Mapping[str, Test]) -> dict[str, Facet]:
    """Count every facet over the rows that pass all filters but the facet's own."""
    common = _count(snapshot, rows[kept(tests, len(rows))])
    answer = {}
    for number, facet in enumerate(FACETS):
        counted = common
        if facet in tests:
            counted = _count(snapshot, rows[kept(tests, len(rows), but=facet)])
        some = {key: counted.keys[at] for key, at in snapshot.keys_of[facet] if counted.keys[at]}
        answer[facet] = Facet(some, counted.rows - counted.stating[number])
    return answer


class _Counts(NamedTuple):
    """How many rows there are, state each of all keys, and state anything for each facet."""

    rows: int
    keys: list[int]
    stating: list[int]


def _count(snapshot: Snapshot, rows: Rows) -> _Counts:
    columns = snapshot.columns
    starts, ends = snapshot.key_starts[rows], snapshot.key_starts[rows + 1]
    sizes = ends - starts
    # Positions of all keys of all rows: each row's start, counted on.
    at = np.arange(int(sizes.sum())) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
    keys = np.bincount(columns.key[at], minlength=len(columns.key_name))
    stating = np.count_nonzero(snapshot.states[rows], axis=0)
    return _Counts(len(rows), keys.tolist(), stating.tolist())
