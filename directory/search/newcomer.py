"""Who stands in the "new here" place of a page: another one each day, by lot and never paid. Pure.

The lot of a day and a listing is the output function of SplitMix64 (G. L. Steele, D. Lea,
C. H. Flood, "Fast splittable pseudorandom number generators", 2014) over the listing's number plus
the day's multiple of its increment. So everybody sees the same draw all day, on every worker, and
nobody can choose an own place in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.uint64]
    Positions = NDArray[np.int64]

MOST_DRAWN = 65_536
"""Of more candidates than this a part draws, another part each day, so that the work is bounded."""

_INCREMENT = 0x9E3779B97F4A7C15
_STEPS = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
_WORD = 2**64


def drawn(numbers: Numbers, day: int) -> Positions:
    """Positions that have the lowest lot today: one, more if numbers are equal. Pure.

    Args:
        numbers: A number of each candidate that comes from its id, shape (c,).
        day: The day as a proleptic ordinal.
    """
    at = taking_part(numbers, day)
    lot = lots(numbers[at], day)
    return at[lot == lot.min()] if len(at) else at


def lots(numbers: Numbers, day: int) -> Numbers:
    """The lot of each listing on a day: even over all 64 bits; shape (c,). Pure."""
    mixed = numbers + np.uint64(day * _INCREMENT % _WORD)
    for shift, factor in _STEPS:
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    lot: Numbers = mixed ^ (mixed >> np.uint64(31))
    return lot


def taking_part(numbers: Numbers, day: int) -> Positions:
    """All candidates, or today's part of too many; by their numbers, whatever order they stand in."""
    parts = -(-len(numbers) // MOST_DRAWN)
    if parts <= 1:
        return np.arange(len(numbers))
    # A multiplication spreads the uneven digits of ids over the upper bits, and is quick.
    spread = (numbers * np.uint64(_INCREMENT)) >> np.uint64(40)
    return np.flatnonzero(spread % np.uint64(parts) == np.uint64(day % parts))
