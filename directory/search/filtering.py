"""Filters on candidates: who passes, who states nothing, and the counts of every facet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from directory.search.query import FACETS, Facet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from directory.search.part import Mask, Part
    from directory.search.query import Filters
    from directory.search.reach import Candidates

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


def tests(part: Part, filters: Filters, candidates: Candidates) -> dict[str, Test]:
    """Every active filter, tried on the candidates."""
    rows = candidates.rows
    found: dict[str, Test] = {}

    def put(name: str, passing: Mask, stated: Mask) -> None:
        found[name] = Test(passing, ~stated, name not in filters.stated_only)

    for facet, keys in filters.chosen.items():
        put(facet, part.having(facet, keys)[rows], part.stating(facet)[rows])
    if filters.max_price is not None:
        fees = prices(part, candidates, filters.currency)
        put("price", fees <= filters.max_price, ~np.isnan(fees))
    if filters.min_score is not None:
        score = settled(part, rows)
        put("score", score >= filters.min_score, ~np.isnan(score))
    return found


def settled(part: Part, rows: Rows) -> Floats:
    """Scores that are shown as a number; NaN for the new and those not assessed; shape (r,)."""
    columns = part.columns
    return np.where(columns.score_is_new[rows], np.nan, columns.score[rows])


def prices(part: Part, candidates: Candidates, currency: str | None) -> Floats:
    """Fee of a first visit at each candidate's place; NaN unless stated in the currency."""
    columns = part.columns
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


def facets(part: Part, rows: Rows, tests: Mapping[str, Test]) -> dict[str, Facet]:
    """Count every facet over the rows that pass all filters but the facet's own."""
    common = _count(part, rows[kept(tests, len(rows))])
    answer = {}
    for number, facet in enumerate(FACETS):
        counted = common
        if facet in tests:
            counted = _count(part, rows[kept(tests, len(rows), but=facet)])
        keys = part.keys_of[facet]
        some = {key: counted.keys[at] for key, at in keys.items() if counted.keys[at]}
        answer[facet] = Facet(some, counted.rows - counted.stating[number])
    return answer


def together(counted: Sequence[dict[str, Facet]]) -> dict[str, Facet]:
    """The counts of several parts as one. Pure."""
    if len(counted) == 1:
        return counted[0]
    answer = {}
    for facet in FACETS:
        counts: Counter[str] = Counter()
        for one in counted:
            counts.update(one[facet].counts)
        answer[facet] = Facet(dict(counts), sum(one[facet].unstated for one in counted))
    return answer


class _Counts(NamedTuple):
    """How many rows there are, state each of all keys, and state anything for each facet."""

    rows: int
    keys: list[int]
    stating: list[int]


def _count(part: Part, rows: Rows) -> _Counts:
    keys, stating = part.counts(rows)
    return _Counts(len(rows), keys.tolist(), stating.tolist())
