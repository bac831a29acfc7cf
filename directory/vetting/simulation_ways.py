"""Ways to rank the practitioners of a made-up world, and how near they come to the truth.

Pure. This site's score, with the guard's rules and without, beside two usual averages. An average
takes of each assessment the weighted share of what was answered.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from directory.vetting import guard
from directory.vetting.score import Evidence, Scores, group_shares, member_weight, rate
from directory.vetting.simulation import DAYS, LISTED, NOT_ANSWERED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from directory.vetting.score import Weights
    from directory.vetting.simulation import Visits, World

    Column = NDArray[np.float64]

AVERAGE_MEMBERS = 3.0
"""Members whose weight the mean of all has in the weighted rating (m of IMDb's formula);
the best number for it on clean lists."""

_DAYS_PER_MONTH = 365 / 12
_BEGIN = datetime(2020, 1, 1, tzinfo=UTC)


def naive_mean(world: World, weights: Weights) -> Column:
    """Mean of the assessments of each practitioner; the mean of all where there are none."""
    total, count, mean = _sums(world, weights)
    return np.where(count > 0, total / np.maximum(count, 1), mean)


def weighted_rating(world: World, weights: Weights) -> Column:
    """IMDb's weighted rating: v / (v + m) R + m / (v + m) C, with m = `AVERAGE_MEMBERS`."""
    total, count, mean = _sums(world, weights)
    return (total + AVERAGE_MEMBERS * mean) / (count + AVERAGE_MEMBERS)


def scores(world: World, weights: Weights, *, guarded: bool) -> Scores:
    """This site's score, of all assessments or of those that the guard lets count."""
    visits = world.visits
    months = [int(month) for month in visits.day / _DAYS_PER_MONTH]
    full = np.array([member_weight(month) for month in months], np.int64)
    weight = _guarded(visits, full) if guarded else full
    evidence = Evidence.none(*world.claims.shape)
    for item in range(len(weights.shares)):
        said = visits.answers[:, item]
        for proved, sums in (
            (True, (evidence.yes_proved, evidence.asked_proved)),
            (False, (evidence.yes_unproved, evidence.asked_unproved)),
        ):
            mask = (said != NOT_ANSWERED) & (visits.proved == proved)
            np.add.at(sums[0][item], visits.whom[mask], weight[mask] * said[mask])
            np.add.at(sums[1][item], visits.whom[mask], weight[mask] * 2)
    evidence.claims[:] = world.claims
    evidence.documents[:] = world.documents
    caps = np.full(len(world.truth), 100.0)
    month = int(DAYS / _DAYS_PER_MONTH)
    return rate(weights, evidence, month=month, caps=caps, with_points=False)


def kendall_tau(ranked: Column, truth: Column) -> float:
    """Mean over the lists of Kendall's tau-b: 1 is the true order, 0 none at all."""
    theirs, true = (_signs(one.reshape(-1, LISTED)) for one in (ranked, truth))
    agree = (theirs * true).sum(axis=(1, 2))
    untied = np.sqrt((theirs != 0).sum(axis=(1, 2)) * (true != 0).sum(axis=(1, 2)))
    return float((agree / np.maximum(untied, 1)).mean())


def coverage(rated: Scores, truth: Column) -> float:
    """Share of the assessed whose truth lies within their interval."""
    held = (rated.low <= truth) & (truth <= rated.high)
    return float(held[rated.assessed].mean())


def _signs(lists: Column) -> NDArray[np.int8]:
    return np.sign(lists[:, :, None] - lists[:, None, :]).astype(np.int8)


def _sums(world: World, weights: Weights) -> tuple[Column, Column, float]:
    """Sum and number of the assessments of each practitioner, and the mean of all."""
    visits = world.visits
    answered = (visits.answers != NOT_ANSWERED) * np.array(weights.shares)
    said = (answered * visits.answers).sum(axis=1) / 2
    whole = answered.sum(axis=1)
    share = said[whole > 0] / whole[whole > 0]
    whom, size = visits.whom[whole > 0], len(world.truth)
    total, count = np.zeros(size), np.zeros(size)
    np.add.at(total, whom, share)
    np.add.at(count, whom, 1.0)
    return total, count, float(share.mean())


def _guarded(visits: Visits, full: NDArray[np.int64]) -> NDArray[np.int64]:
    """Weights when the guard has placed every arrival; what it holds, no moderator releases."""
    weight = np.zeros_like(full)
    order = np.argsort(visits.whom, kind="stable")
    ends = np.flatnonzero(np.diff(visits.whom[order])) + 1
    for rows in np.split(order, ends):
        _place_all(visits, rows.tolist(), full, weight)
    return weight


def _place_all(
    visits: Visits, rows: list[int], full: NDArray[np.int64], weight: NDArray[np.int64]
) -> None:
    """Let the arrivals at one practitioner come one after the other, and share the votes."""
    history: dict[int, guard.Entry] = {}
    for row in rows:
        device = visits.device[row]
        linked = frozenset(other for other in history if visits.device[other] == device)
        at = _BEGIN + timedelta(days=float(visits.day[row]))
        arrival = guard.Arrival(row, at, linked, bool(visits.proved[row]))
        history |= {entry.id: entry for entry in guard.place(history, arrival).changed}
    now = _BEGIN + timedelta(days=DAYS)
    history |= {entry.id: entry for entry in guard.due(history.values(), now)}
    groups: dict[int, list[int]] = {}
    for entry in history.values():
        if entry.standing is guard.Standing.COUNTED:
            groups.setdefault(entry.group, []).append(entry.id)
    for members in groups.values():
        for rank, row in enumerate(sorted(members)):
            weight[row] = group_shares(int(full[row]), len(members))[rank]
