"""The best team within a budget: one person for each role, exactly. Pure.

Somebody is worth `points`, a team the sum of its points; a better team has more points, then costs
less, then stands earlier. Points and fees are whole numbers, so that sums are exact.

Only the *front* of a role matters: whoever costs no more than another and is worth no less takes
their place in any team. For two people of two fronts the third is found by bisection: the dearest
of the third front that the budget leaves room for is the best. So the answer is the best of all
teams, not of some (the argument is that of Pareto fronts in the multiple-choice knapsack problem:
H. Kellerer, U. Pferschy, D. Pisinger, "Knapsack Problems", 2004, section 11.2).

An alternative shares at most one person with the best team and with an earlier alternative. Of
three roles, two at least are then filled by others: the best over the ways to choose those two.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Team = tuple[int, ...]

ALTERNATIVES = 2
"""Teams that stand beside the best one."""

LACK = 5.0
"""What each fact that is not stated takes off: more than three people can be worth (1.5 each)."""

_RANK_STEPS = 10**9
_SILENT_STEPS = 1_000
_ROOM = 8_192
"""More than three people's silent steps (1,500 each), so that they never weigh as much as a rank."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Who may fill one role; two arrays of shape (n,).

    Attributes:
        points: What each is worth (`points_of`).
        fees: Price of a first visit in hundredths.
    """

    points: Whole
    fees: Whole

    def __len__(self) -> int:
        return len(self.points)


@dataclass(frozen=True, slots=True)
class _Front:
    """Nobody in it is dearer than the next, nor worth as much; `at` are positions on the bench."""

    at: Whole
    points: Whole
    fees: Whole


def points_of(ranks: NDArray[np.float64], silent: NDArray[np.float64], lacking: Whole) -> Whole:
    """What people are worth in whole numbers; all arrays of shape (n,). Pure.

    The sum for a team weighs first how many facts its people do not state, then their ranks, then
    their ranks without the text: as the order of a search does for one person.

    Args:
        ranks: Ranks, 0 to 1.5.
        silent: Ranks without the text, 0 to 1.5.
        lacking: How many facts each does not state.
    """
    by_rank = np.rint((ranks - LACK * lacking) * _RANK_STEPS).astype(np.int64)
    points: Whole = by_rank * _ROOM + np.rint(silent * _SILENT_STEPS).astype(np.int64)
    return points


def best_teams(benches: Sequence[Bench], budget: int | None) -> tuple[Team, ...]:
    """The best team and its alternatives, as positions on the benches; nothing where none fits.

    Args:
        benches: One for each role.
        budget: Most that the fees may sum to, in hundredths; `None` for no limit.
    """
    few = tuple(_deep_front(bench) for bench in benches)
    limit = np.iinfo(np.int64).max // 4 if budget is None else budget
    teams: list[Team] = []
    for _ in range(1 + ALTERNATIVES):
        found = _best_apart(few, limit, teams)
        if found is None:
            break
        teams.append(found)
    return tuple(teams)


def least_total(benches: Sequence[Bench]) -> int | None:
    """The least budget for which there is a team, in hundredths; `None` where a role is empty."""
    if any(len(bench) == 0 for bench in benches):
        return None
    return sum(int(bench.fees.min()) for bench in benches)


def count_within(benches: Sequence[Bench], budget: int | None) -> int:
    """How many teams there are within a budget in hundredths, `None` for no limit."""
    prices = [np.unique(bench.fees, return_counts=True) for bench in benches]
    # Many ask the same price: going through prices is far less than going through people.
    (one, ones), (two, twos), (three, threes) = sorted(prices, key=lambda role: len(role[0]))
    limit = np.iinfo(np.int64).max // 4 if budget is None else budget
    room = np.searchsorted(three, limit - (one[:, None] + two[None, :]), side="right")
    upto = np.concatenate([[0], np.cumsum(threes)])
    return int((ones[:, None] * twos[None, :] * upto[room]).sum())


def total_of(benches: Sequence[Bench], team: Team) -> int:
    """What a team's first visits cost together, in hundredths."""
    return sum(int(bench.fees[at]) for bench, at in zip(benches, team, strict=True))


def _deep_front(bench: Bench) -> _Front:
    """The people who can stand in a front once up to `ALTERNATIVES` others are taken out.

    Such a person comes after that many at most, so peeling off one front more finds all of them.
    """
    order = np.lexsort((np.arange(len(bench)), -bench.points, bench.fees))
    kept = np.zeros(len(bench), dtype=np.bool_)
    for _ in range(1 + ALTERNATIVES):
        rest = order[~kept[order]]
        kept[rest[_rising(bench.points[rest])]] = True
    at = order[kept[order]]
    return _Front(at, bench.points[at], bench.fees[at])


def _rising(points: Whole) -> NDArray[np.bool_]:
    """Who is worth more than everybody before them."""
    if len(points) == 0:
        return np.zeros(0, dtype=np.bool_)
    before = np.concatenate([[np.iinfo(np.int64).min], np.maximum.accumulate(points)[:-1]])
    rising: NDArray[np.bool_] = points > before
    return rising


def _best_apart(few: Sequence[_Front], limit: int, teams: Sequence[Team]) -> Team | None:
    """The best team that shares at most one person with each of some others."""
    pairs = list(combinations(range(len(few)), len(few) - 1))
    best: tuple[tuple[int, ...], Team] | None = None
    for chosen in product(pairs, repeat=len(teams)):
        without: list[set[int]] = [set() for _ in few]
        for team, roles in zip(teams, chosen, strict=True):
            for role in roles:
                without[role].add(team[role])
        found = _best([_front(one, out) for one, out in zip(few, without, strict=True)], limit)
        if found and (best is None or found < best):
            best = found
    return best[1] if best else None


def _front(few: _Front, without: set[int]) -> _Front:
    stay = ~np.isin(few.at, list(without)) if without else np.ones(len(few.at), dtype=np.bool_)
    at, points, fees = few.at[stay], few.points[stay], few.fees[stay]
    rising = _rising(points)
    return _Front(at[rising], points[rising], fees[rising])


def _best(fronts: Sequence[_Front], limit: int) -> tuple[tuple[int, ...], Team] | None:
    """The best team of three fronts, with what it is compared by: less is better."""
    # The largest front is searched by bisection, the product of the others is gone through.
    last = max(range(len(fronts)), key=lambda role: len(fronts[role].at))
    one, two = (fronts[role] for role in range(len(fronts)) if role != last)
    third = fronts[last]
    spent = one.fees[:, None] + two.fees[None, :]
    room = np.searchsorted(third.fees, limit - spent, side="right") - 1
    rows, columns = np.nonzero(room >= 0)
    if len(rows) == 0:
        return None
    thirds = room[rows, columns]
    points = one.points[rows] + two.points[columns] + third.points[thirds]
    fees = spent[rows, columns] + third.fees[thirds]
    teams = np.empty((len(rows), len(fronts)), dtype=np.int64)
    first, second = (role for role in range(len(fronts)) if role != last)
    teams[:, first], teams[:, second] = one.at[rows], two.at[columns]
    teams[:, last] = third.at[thirds]
    top = np.flatnonzero(points == points.max())
    top = top[fees[top] == fees[top].min()]
    chosen = top[np.lexsort(teams[top].T[::-1])[0]]
    team = tuple(int(at) for at in teams[chosen])
    return (-int(points[chosen]), int(fees[chosen]), *team), team
