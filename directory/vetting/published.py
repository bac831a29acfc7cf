"""What is published of a score: rounded, so that nobody can work back to single answers. Pure.

Written out in full, the score of one member tells each of their answers and the month of their
visit: of all ways to answer only one gives just this number. So whatever leaves the site, on
pages, in drawings and in the API, is rounded here; only the search puts in order by full scores.
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.practitioners.models import Practitioner

SHOWN_FROM = 3
"""Independent members from whom on answers to single items, and tenths, are told."""


class Published(NamedTuple):
    """A score and the ends of its interval as published, each 0 to 100 or none."""

    score: float | None
    low: float | None
    high: float | None


def published(number: float, members: int) -> float:
    """Round a number of a score: to tenths from three members on, before that to whole ones. Pure.

    Rounding keeps the order of numbers, so the interval still holds the score and a cap, which is
    a whole number, still binds.
    """
    return round(10 * number) / 10 if members >= SHOWN_FROM else float(round(number))


def published_score(practitioner: Practitioner) -> Published:
    """The stored score of a practitioner as published. Pure."""
    members = practitioner.score_members or 0
    stored = (practitioner.score, practitioner.score_low, practitioner.score_high)
    return Published(*(None if one is None else published(one, members) for one in stored))


def in_tenths(points: Sequence[float], total: float) -> tuple[float, ...]:
    """Round points to tenths so that they sum to a total, itself in tenths. Pure.

    All are cut, and those that lose most are rounded up (the largest remainder method). A total
    farther from the true sum than that can bridge is shared among all first.
    """
    if not points:
        return ()
    cut = [floor(10 * value) for value in points]
    all_alike, left = divmod(round(10 * total) - sum(cut), len(cut))
    by_loss = sorted(range(len(cut)), key=lambda at: (cut[at] - 10 * points[at], at))
    for at in by_loss[:left]:
        cut[at] += 1
    return tuple((tenths + all_alike) / 10 for tenths in cut)
