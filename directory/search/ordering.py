"""Ranks of candidates, and which of them stand on a page, in an order that never wavers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from directory.search import filtering, ranking
from directory.search.newcomer import drawn
from directory.search.query import MAX_OFFSET, Sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from directory.search.matching import Candidates
    from directory.search.query import Query
    from directory.search.snapshot import Snapshot

    Floats = NDArray[np.float64]
    Positions = NDArray[np.int64]


def ranks(snapshot: Snapshot, query: Query, reach: Candidates, text: Floats) -> Floats:
    """The final score of each candidate, from its text score."""
    columns, rows = snapshot.columns, reach.rows
    return ranking.blend(
        text,
        ranking.nearness(reach.distances_km, len(rows)),
        ranking.vetted(columns.score_low[rows]),
        ranking.freshness(query.today.toordinal() - columns.confirmed[rows]),
    )


def page_of(
    snapshot: Snapshot, query: Query, reach: Candidates, ranked: Floats, lacking: Floats
) -> Positions:
    """Positions among the candidates of the page asked for, in order.

    Args:
        snapshot: Where the candidates' facts are.
        query: Says how to sort and which page.
        reach: The candidates that stay, shape (c,).
        ranked: Their final scores.
        lacking: How many filters each passed only by stating nothing.
    """
    if query.offset >= MAX_OFFSET or query.limit <= 0:
        return np.empty(0, dtype=np.int64)
    # Those that state what was asked stand before those that state nothing. The latter have no
    # text score: nearness, vetting and freshness order them.
    silent = ranks(snapshot, query, reach, np.ones(len(ranked)))
    keys = (*_sorted_by(snapshot, query, reach), lacking, -ranked, -silent)
    last = query.offset + query.limit
    found = first((*keys, snapshot.order[reach.rows]), reach.rows, snapshot.columns.ids, last)
    return found[query.offset :]


def _sorted_by(
    snapshot: Snapshot, query: Query, reach: Candidates
) -> tuple[NDArray[np.float64], ...]:
    """What the chosen order asks before anything else; nothing for the best match."""
    if query.sort is Sort.NEAREST and reach.distances_km is not None:
        return (reach.distances_km,)
    if query.sort is Sort.PRICE:
        return (_last_if_nan(filtering.prices(snapshot, reach, query.filters.currency)),)
    if query.sort is Sort.VETTED:
        lows = snapshot.columns.score_low[reach.rows]
        known = ~np.isnan(filtering.settled(snapshot, reach.rows))
        return (_last_if_nan(np.where(known, -lows, np.nan)),)
    return ()


def newcomer(
    snapshot: Snapshot, query: Query, reach: Candidates, lacking: Floats, page: Positions
) -> Positions:
    """Position of the candidate in today's "new here" place; empty where there is none.

    It goes to somebody new or not assessed yet, who states all that was asked and does not stand
    on the page already.

    Args:
        snapshot: Where the candidates' facts are.
        query: Says whether the place is wanted and which day it is.
        reach: The candidates that stay, shape (c,).
        lacking: How many filters each passed only by stating nothing.
        page: Positions of those on the page.
    """
    if not query.new_here:
        return np.empty(0, dtype=np.int64)
    fresh = np.isnan(filtering.settled(snapshot, reach.rows)) & (lacking == 0)
    fresh[page] = False
    at = np.flatnonzero(fresh)
    tied = at[drawn(snapshot.order[reach.rows[at]], query.today.toordinal())]
    return tied[np.argsort(snapshot.columns.ids[reach.rows[tied]])][:1]


def first(
    keys: Sequence[NDArray[Any]], rows: Positions, ids: NDArray[np.bytes_], count: int
) -> Positions:
    """The first positions by several keys, the first key counting most, then by id. Pure.

    Only what may come first is sorted: each key is asked only about those that the keys before it
    leave tied at the border.

    Args:
        keys: At least one, without NaN, each of shape (c,).
        rows: Row of each position in `ids`, shape (c,).
        ids: What breaks the last ties.
        count: How many are wanted, 1 or more.
    """
    sure: list[Positions] = []
    tied = np.arange(len(rows))
    room = count
    for key in keys:
        if len(tied) <= room:
            break
        values = key[tied]
        border = np.partition(values, room - 1)[room - 1]
        sure.append(tied[values < border])
        tied = tied[values == border]
        room -= len(sure[-1])
    chosen = np.concatenate([*sure, tied])
    order = np.lexsort((ids[rows[chosen]], *(key[chosen] for key in reversed(keys))))
    return chosen[order][:count]


def _last_if_nan(values: Floats) -> Floats:
    return np.where(np.isnan(values), np.inf, values)
