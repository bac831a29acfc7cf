"""What one limit less would bring, where few fit all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from directory.search.query import Circle
from directory.search.widening import wider_than

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.search.engine import SearchEngine
    from directory.search.finding import Answered
    from directory.search.query import Query

FEW = 3
"""So few that it is worth telling who would be there besides."""

MOST_WAYS = 3
"""Ways that are told; more would not be read."""

RADIUS = "radius_km"


class Looser(NamedTuple):
    """One limit given up, all others kept.

    Attributes:
        name: A filter, or `RADIUS`.
        total: How many there are then.
        radius_km: How far is looked then, where that is the limit.
    """

    name: str
    total: int
    radius_km: float | None = None


def looser(engine: SearchEngine, answered: Answered) -> tuple[Looser, ...]:
    """The limits of which each alone, given up, brings more; none where more than `FEW` fit.

    Raises:
        SearchUnavailable: There is no index to ask.
    """
    found, asked = answered.found, answered.asked_first
    out_of_reach = found.query.where != asked.where or found.by_video
    if found.page.total > FEW and not out_of_reach:
        return ()
    fitting = 0 if out_of_reach else found.page.total
    ways = []
    for name, query in _ways(asked):
        total = engine.search(replace(query, offset=0, limit=1, new_here=False)).total
        if total > fitting:
            radius = query.where.radius_km if isinstance(query.where, Circle) else None
            ways.append(Looser(name, total, radius if name == RADIUS else None))
    return tuple(ways[:MOST_WAYS])


def _ways(query: Query) -> Iterator[tuple[str, Query]]:
    filters = query.filters
    if filters.max_price is not None:
        yield "price", replace(query, filters=replace(filters, max_price=None))
    for name in filters.chosen:
        rest = {other: keys for other, keys in filters.chosen.items() if other != name}
        yield name, replace(query, filters=replace(filters, chosen=rest))
    if filters.min_score is not None:
        yield "score", replace(query, filters=replace(filters, min_score=None))
    if isinstance(query.where, Circle):
        for radius in wider_than(query.where.radius_km)[:1]:
            yield RADIUS, replace(query, where=Circle(query.where.center, radius))
