"""Ranks of candidates, and which of them stand on a page, in an order that never wavers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from directory.search import filtering, ranking
from directory.search.newcomer import drawn
from directory.search.query import MAX_OFFSET, Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from directory.search.part import Part
    from directory.search.query import Query
    from directory.search.reach import Candidates
    from directory.search.weighing import Weighed

    Floats = NDArray[np.float64]
    Positions = NDArray[np.int64]
    Values = NDArray[Any]
    Key: TypeAlias = Callable[[Positions], Values]
    Column: TypeAlias = Callable[[Weighed, Positions], Values]


def ranks(part: Part, query: Query, reach: Candidates, text: Floats) -> Floats:
    """The final score of each candidate, from its text score."""
    columns, rows = part.columns, reach.rows
    return ranking.blend(
        text,
        ranking.nearness(reach.distances_km, len(rows)),
        ranking.vetted(columns.score_low[rows]),
        ranking.freshness(query.today.toordinal() - columns.confirmed[rows]),
    )


def silent_ranks(part: Part, query: Query, reach: Candidates) -> Floats:
    """Ranks without the text: those that state nothing have no text score."""
    return ranks(part, query, reach, np.ones(len(reach)))


def page_of(query: Query, told: Sequence[Weighed]) -> Positions:
    """Positions among all who pass, part behind part, of the page asked for, in order.

    Those that state what was asked stand before those that state nothing; nearness, vetting and
    freshness order the latter.
    """
    if query.offset >= MAX_OFFSET or query.limit <= 0:
        return np.empty(0, dtype=np.int64)

    def silent(one: Weighed, at: Positions) -> Values:
        return -silent_ranks(one.part, query, one.found.only(at))

    columns: list[Column] = [
        *_sorted_by(query),
        lambda one, at: one.lacking[at],
        lambda one, at: -one.ranks[at],
        silent,
        lambda one, at: one.part.lookups.order[one.found.rows[at]],
        lambda one, at: one.part.columns.ids[one.found.rows[at]],
    ]
    total = sum(len(one.found) for one in told)
    found = first([_key(told, column) for column in columns], total, query.offset + query.limit)
    return found[query.offset :]


def _sorted_by(query: Query) -> list[Column]:
    """What the chosen order asks before anything else; nothing for the best match."""

    def price(one: Weighed, at: Positions) -> Values:
        return _last_if_nan(filtering.prices(one.part, one.found.only(at), query.filters.currency))

    def vetted(one: Weighed, at: Positions) -> Values:
        rows = one.found.rows[at]
        known = ~np.isnan(filtering.settled(one.part, rows))
        return _last_if_nan(np.where(known, -one.part.columns.score_low[rows], np.nan))

    def nearest(one: Weighed, at: Positions) -> Values:
        away = one.found.distances_km
        return np.zeros(len(at)) if away is None else away[at]

    by = {Sort.PRICE: price, Sort.VETTED: vetted, Sort.NEAREST: nearest}
    return [by[query.sort]] if query.sort in by else []


def newcomer(query: Query, told: Sequence[Weighed], page: Positions) -> Positions:
    """Position of who stands in today's "new here" place; empty where there is none.

    It goes to somebody new or not assessed yet, who states all that was asked and does not stand
    on the page already.

    Args:
        query: Says whether the place is wanted and which day it is.
        told: All who pass.
        page: Positions of those on the page.
    """
    if not query.new_here:
        return np.empty(0, dtype=np.int64)
    fresh = np.concatenate(
        [np.isnan(filtering.settled(one.part, one.found.rows)) & (one.lacking == 0) for one in told]
        or [np.zeros(0, dtype=np.bool_)]
    )
    fresh[page] = False
    at = np.flatnonzero(fresh)
    order = _key(told, lambda one, at: one.part.lookups.order[one.found.rows[at]])
    ids = _key(told, lambda one, at: one.part.columns.ids[one.found.rows[at]])
    tied = at[drawn(order(at), query.today.toordinal())] if len(at) else at
    return tied[np.argsort(ids(tied))][:1] if len(tied) else tied


def first(keys: Sequence[Key], total: int, count: int) -> Positions:
    """The first positions by several keys, the first key counting most. Pure.

    Only what may come first is sorted: each key is asked only about those that the keys before it
    leave tied at the border.

    Args:
        keys: Each gives the values of some positions, without NaN; no two positions are alike in
            all of them.
        total: How many positions there are.
        count: How many are wanted, 1 or more.
    """
    sure: list[Positions] = []
    tied = np.arange(total)
    room = count
    for key in keys[:-1]:
        if len(tied) <= room:
            break
        values = key(tied)
        border = np.partition(values, room - 1)[room - 1]
        sure.append(tied[values < border])
        tied = tied[values == border]
        room -= len(sure[-1])
    chosen = np.concatenate([*sure, tied])
    order = np.lexsort([key(chosen) for key in reversed(keys)]) if len(chosen) else chosen
    return chosen[order][:count]


def _key(told: Sequence[Weighed], column: Column) -> Key:
    """A column of all parts by position, part behind part."""
    if len(told) == 1:
        return lambda at: column(told[0], at)
    starts = np.cumsum([0, *(len(one.found) for one in told)])

    def values(at: Positions) -> Values:
        owner = np.searchsorted(starts, at, side="right") - 1
        pieces = [column(one, at[owner == n] - starts[n]) for n, one in enumerate(told)]
        order = np.argsort(owner, kind="stable")
        joined = np.concatenate(pieces)
        back = np.empty_like(joined)
        back[order] = joined
        return back

    return values


def part_at(told: Sequence[Weighed], position: int) -> tuple[Weighed, int]:
    """The part of a position, and the position within it."""
    for one in told:
        if position < len(one.found):
            return one, position
        position -= len(one.found)
    raise IndexError(position)


def _last_if_nan(values: Floats) -> Floats:
    return np.where(np.isnan(values), np.inf, values)
