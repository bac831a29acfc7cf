"""How good an order of listings is, given what each one is worth to the asker. Pure.

A grade is 0 (not what was asked for) to 3 (exactly the one); a listing without a grade has 0.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

RESAMPLES = 10_000
_SEED = 41


def ndcg_at(ranking: Sequence[str], grades: Mapping[str, int], k: int = 10) -> float:
    """Share of the gain that the best possible order would give in its first k places, 0 to 1.

    A grade g gains 2^g - 1, divided by log2(1 + place): Burges et al., "Learning to rank using
    gradient descent" (2005), after Järvelin and Kekäläinen (2002). Pure.

    Raises:
        ValueError: No listing has a grade above 0: there is no best order to compare with.
    """
    best = _gain(sorted(grades.values(), reverse=True)[:k])
    if not best:
        message = "Nothing is graded above 0."
        raise ValueError(message)
    return _gain(grades.get(listing, 0) for listing in ranking[:k]) / best


def precision_at(
    ranking: Sequence[str], grades: Mapping[str, int], k: int = 3, least: int = 2
) -> float:
    """Share of the first k places that hold a listing of at least this grade. Pure.

    An empty place counts as a poor one, so a question with fewer such listings than k stays
    below 1 in the best order.
    """
    return sum(grades.get(listing, 0) >= least for listing in ranking[:k]) / k


def recall_at(
    ranking: Sequence[str], grades: Mapping[str, int], k: int = 20, least: int = 1
) -> float:
    """Share of the listings of at least this grade that stand in the first k places. Pure.

    Raises:
        ValueError: There is no such listing.
    """
    wanted = {listing for listing, grade in grades.items() if grade >= least}
    if not wanted:
        message = f"Nothing is graded {least} or more."
        raise ValueError(message)
    return len(wanted & set(ranking[:k])) / len(wanted)


def best_order(grades: Mapping[str, int]) -> list[str]:
    """The graded listings, the best first, equal ones by their ids. Pure."""
    return sorted(grades, key=lambda listing: (-grades[listing], listing))


def interval_of_mean(
    differences: Sequence[float], share: float = 0.95, resamples: int = RESAMPLES
) -> tuple[float, float]:
    """Where the mean difference lies, by a paired bootstrap over the questions. Pure; seeded.

    Percentile method, Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13.

    Args:
        differences: One for each question.
        share: Of the resampled means that the interval holds.
        resamples: How often the questions are drawn anew, with replacement.
    """
    values = np.asarray(differences, dtype=float)
    drawn = np.random.default_rng(_SEED).integers(0, len(values), (resamples, len(values)))
    outside = (1 - share) / 2
    low, high = np.quantile(values[drawn].mean(axis=1), (outside, 1 - outside))
    return float(low), float(high)


def _gain(grades: Iterable[int]) -> float:
    return sum(float(2**grade - 1) / log2(place + 1) for place, grade in enumerate(grades, start=1))
