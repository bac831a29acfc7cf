"""What visitors who called agree on. Pure.

A listing's number and whether there is room are two questions. In each, outcomes are sorted by
what they say; a sort is agreed on once two different visitors say it within 60 days and not more
say anything else. Of two sorts with as many visitors the newer one is agreed on, since facts change.
Numbers of visitors and days are ours: one may have misdialled, and after two months things differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

WINDOW = timedelta(days=60)
"""How long a call counts."""

LEAST_VISITORS = 2
"""How many different visitors have to agree."""

REACHED, WRONG_NUMBER = "reached", "wrong_number"
"""What can be agreed on about the number."""

OPEN, FULL, WAIT = "open", "full", "wait"
"""What can be agreed on about room for new clients."""

_NUMBER = {"yes": REACHED, "full": REACHED, "wait": REACHED, "wrong_number": WRONG_NUMBER}
_ROOM = {"yes": OPEN, "full": FULL, "wait": WAIT}
_CAUTION = (REACHED, OPEN, WAIT, FULL, WRONG_NUMBER)
"""Of what was said by as many on the same day, the last of these is taken."""


@dataclass(frozen=True, slots=True)
class Call:
    """What one visitor told about one call.

    Attributes:
        visitor: Who called, as a digest.
        outcome: A value of `ReachOutcome`: "yes", "wrong_number", "full" or "wait".
        on: The day.
        wait_days: How long they would have to wait, with "wait" alone.
    """

    visitor: str
    outcome: str
    on: date
    wait_days: int | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """What visitors agree on.

    Attributes:
        what: One of the constants above.
        on: Day of the newest call that says so.
        visitors: How many say so.
        wait_days: The lower median of what those who say "wait" were told.
    """

    what: str
    on: date
    visitors: int
    wait_days: int | None = None


def agreed_on_number(calls: Iterable[Call], today: date) -> Agreed | None:
    """Whether the number leads to them, if visitors agree on it. Pure.

    Whoever heard that they are full, or how long the wait is, has reached them.
    """
    return _agreed(calls, today, _NUMBER)


def agreed_on_room(calls: Iterable[Call], today: date) -> Agreed | None:
    """Whether there is room for new clients, if visitors agree on it. Pure.

    Wrong numbers say nothing about it.
    """
    return _agreed(calls, today, _ROOM)


def says(outcome: str) -> frozenset[str]:
    """What an outcome speaks for: `reached` and `full`, for one. Pure."""
    return frozenset(sorts[outcome] for sorts in (_NUMBER, _ROOM) if outcome in sorts)


def _agreed(calls: Iterable[Call], today: date, sorts: Mapping[str, str]) -> Agreed | None:
    last = _last_of_each(call for call in calls if call.outcome in sorts and _counts(call, today))
    by_sort: dict[str, list[Call]] = {}
    for call in last:
        by_sort.setdefault(sorts[call.outcome], []).append(call)
    enough = [
        _told(what, told)
        for what, told in by_sort.items()
        if len(told) >= LEAST_VISITORS and 2 * len(told) >= len(last)
    ]
    return max(enough, key=lambda one: (one.on, _CAUTION.index(one.what)), default=None)


def _counts(call: Call, today: date) -> bool:
    return today - WINDOW <= call.on <= today


def _last_of_each(calls: Iterable[Call]) -> list[Call]:
    """The newest call of every visitor: who calls twice has one voice."""
    last: dict[str, Call] = {}
    for call in calls:
        known = last.get(call.visitor)
        if known is None or known.on <= call.on:
            last[call.visitor] = call
    return list(last.values())


def _told(what: str, calls: list[Call]) -> Agreed:
    waits = sorted(call.wait_days for call in calls if call.wait_days is not None)
    median = waits[(len(waits) - 1) // 2] if what == WAIT and waits else None
    return Agreed(what, max(call.on for call in calls), len(calls), median)
