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


def drawn(numbers: Numbers, ids: NDArray[np.bytes_], day: int) -> int | None:
    """The position that has the place today; `None` without candidates. Pure.

    Args:
        numbers: A number of each candidate that comes from its id, shape (c,).
        ids: The whole ids, which decide between equal lots, shape (c,).
        day: The day as a proleptic ordinal.
    """
    at = _taking_part(numbers, day)
    if not len(at):
        return None
    lot = lots(numbers[at], day)
    tied = at[lot == lot.min()]
    return int(tied[np.argsort(ids[tied], kind="stable")[0]])


def lots(numbers: Numbers, day: int) -> Numbers:
    """The lot of each listing on a day: even over all 64 bits; shape (c,). Pure."""
    mixed = numbers + np.uint64(day * _INCREMENT % _WORD)
    for shift, factor in _STEPS:
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    lot: Numbers = mixed ^ (mixed >> np.uint64(31))
    return lot


def _taking_part(numbers: Numbers, day: int) -> Positions:
    """All candidates, or today's part of too many; by their numbers, whatever order they stand in."""
    parts = -(-len(numbers) // MOST_DRAWN)
    if parts <= 1:
        return np.arange(len(numbers))
    # The lower bits of an id written in hexadecimal are uneven: the remainder is that of a lot.
    return np.flatnonzero(lots(numbers, 0) % np.uint64(parts) == np.uint64(day % parts))
