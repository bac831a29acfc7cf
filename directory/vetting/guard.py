"""The guard: where an arriving assessment is placed, judged by where it came from.

Pure. It never looks at answers. An arrival is decided once, from what stood when it arrived; what
is withdrawn later moves nobody else. So stepping through the log again gives the same places.

What counts at one time without a moderator's doing holds to this: any two independent votes
without proof began at least `SPACING` apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

SPACING = timedelta(days=7)
"""Without proof, one independent vote per practitioner begins to count in so long."""

WINDOW = timedelta(days=14)
"""How far back arrivals are looked at together."""

MEMORY = timedelta(days=365)
"""How far back the usual pace is measured."""

LEAST_OBSERVED = timedelta(days=56)
"""The usual pace is spread over at least so long: two arrivals in a row are no pace yet."""

BURST_SIZE, BURST_PACE = 3, 4
"""So many arrivals without proof in a window, at so many times the usual pace, are a burst."""


class Standing(StrEnum):
    """Whether an assessment weighs in the score; only the first does."""

    COUNTED = "counted"
    WAITING = "waiting"
    HELD = "held"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


PLACED = (Standing.COUNTED, Standing.WAITING)


@dataclass(frozen=True, slots=True)
class Entry:
    """One assessment as the guard sees it.

    Attributes:
        id: Number of the assessment; smaller ones were made earlier.
        arrived_at: When it arrived (again, if it was withdrawn in between).
        standing: Whether it counts.
        counts_from: Its place in the order of those without proof; none while held or gone.
        group: Smallest number among the assessments linked with it; its own if there are none.
        proved: Whether a moderator has seen proof of the visit.
        released: Whether a moderator let it count after it was held.
        barred: Whether it was held or rejected when its member took it back.
    """

    id: int
    arrived_at: datetime
    standing: Standing
    counts_from: datetime | None
    group: int
    proved: bool = False
    released: bool = False
    barred: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """An assessment that has just come in.

    Attributes:
        id: Its number.
        at: When it came.
        linked: Numbers of assessments of the same practitioner by accounts that used its device.
        proved: Whether the visit is proved already.
    """

    id: int
    at: datetime
    linked: frozenset[int] = frozenset()
    proved: bool = False


@dataclass(frozen=True, slots=True)
class Burst:
    """What a moderator needs to know of arrivals that are held.

    Attributes:
        ids: Numbers of the held assessments, in order of arrival.
        arrivals: When each of them arrived.
        usual: Usual number of arrivals in a window, before this one.
        all_linked: Whether all of them come from linked accounts.
    """

    ids: tuple[int, ...]
    arrivals: tuple[datetime, ...]
    usual: float
    all_linked: bool


@dataclass(frozen=True, slots=True)
class Placement:
    """What an arrival leads to: every entry that is new or changed, its own first."""

    changed: tuple[Entry, ...]
    burst: Burst | None = None

    @property
    def own(self) -> Entry:
        """The entry of the arrival itself."""
        return self.changed[0]


def place(history: Mapping[int, Entry], arrival: Arrival) -> Placement:
    """Decide on an arrival from what stands at that moment. Pure.

    Args:
        history: What stands for the practitioner, by number; at least the last `MEMORY`, every
            place given for the time to come, and every group the arrival is linked with.
        arrival: What came in; one that was withdrawn before may come again.
    """
    known = {number: entry for number, entry in history.items() if number != arrival.id}
    before = history.get(arrival.id)
    groups = {known[number].group for number in arrival.linked if number in known}
    groups |= {before.group} if before else set()
    group = min([arrival.id, *(e.id for e in known.values() if e.group in groups)])
    known |= {e.id: replace(e, group=group) for e in known.values() if e.group in groups}
    own, burst = _decide(known, arrival, group, was_barred=bool(before and before.barred))
    held = set(burst.ids) - {own.id} if burst else set()
    known |= {number: _held(known[number]) for number in held}
    changed = [known[n] for n in sorted(known) if known[n] != history[n]]
    return Placement((own, *changed), burst)


def _decide(
    known: Mapping[int, Entry], arrival: Arrival, group: int, *, was_barred: bool
) -> tuple[Entry, Burst | None]:
    entry = Entry(arrival.id, arrival.at, Standing.COUNTED, None, group, arrival.proved)
    if arrival.proved:
        return entry, None
    crowd = [*_unproved_since(known.values(), arrival.at - WINDOW, group), entry]
    linked = all(one.group == group for one in crowd)
    usual = _usual_pace(known.values(), arrival.at - WINDOW)
    if len(crowd) >= BURST_SIZE and (linked or len(crowd) >= BURST_PACE * usual):
        return _held(entry), _burst(crowd, usual, all_linked=linked)
    mates = [e for e in known.values() if e.group == group and not e.proved]
    refused = any(e.barred or e.standing in {Standing.HELD, Standing.REJECTED} for e in mates)
    if was_barred or refused:
        # Those linked with it that count, or that a moderator let count, stay where they are.
        held = [e for e in mates if e.standing == Standing.HELD]
        return _held(entry), _burst([*held, entry], usual, all_linked=True)
    placed = [e for e in mates if e.standing in PLACED and not e.released]
    starts = [e.counts_from for e in placed if e.counts_from]
    start = min(starts) if starts else _next_place(known.values(), arrival.at)
    standing = Standing.COUNTED if start <= arrival.at else Standing.WAITING
    return replace(entry, standing=standing, counts_from=start), None


def _unproved_since(entries: Iterable[Entry], since: datetime, group: int) -> list[Entry]:
    """Those without proof that no moderator has let through, in order of arrival.

    What was rejected speaks against those linked with it only: otherwise a few throwaway accounts
    a fortnight would keep everybody else waiting.
    """
    recent = [
        entry
        for entry in entries
        if entry.arrived_at > since
        and entry.standing != Standing.WITHDRAWN
        and (entry.standing != Standing.REJECTED or entry.group == group)
        and not (entry.proved or entry.released)
    ]
    return sorted(recent, key=lambda entry: (entry.arrived_at, entry.id))


def _usual_pace(entries: Iterable[Entry], until: datetime) -> float:
    """Arrivals in a window, over what was observed in the `MEMORY` before; held ones are not."""
    since = until + WINDOW - MEMORY
    times = [
        e.arrived_at for e in entries if since < e.arrived_at <= until and e.standing in PLACED
    ]
    if not times:
        return 0.0
    return len(times) * (WINDOW / max(until - min(times), LEAST_OBSERVED))


def _next_place(entries: Iterable[Entry], at: datetime) -> datetime:
    """When the next independent vote without proof may begin: at once, or behind the last."""
    places = [e.counts_from for e in entries if e.standing in PLACED and not e.proved]
    return max([at, *(start + SPACING for start in places if start)])


def _burst(crowd: list[Entry], usual: float, *, all_linked: bool) -> Burst:
    held = [
        entry for entry in crowd if entry.standing not in {Standing.REJECTED, Standing.WITHDRAWN}
    ]
    return Burst(
        ids=tuple(entry.id for entry in held),
        arrivals=tuple(entry.arrived_at for entry in held),
        usual=usual,
        all_linked=all_linked,
    )


def _held(entry: Entry) -> Entry:
    return replace(entry, standing=Standing.HELD, counts_from=None)


def due(entries: Iterable[Entry], now: datetime) -> list[Entry]:
    """Those whose wait is over, as they stand from now on. Pure."""
    return [
        replace(entry, standing=Standing.COUNTED)
        for entry in entries
        if entry.standing == Standing.WAITING and entry.counts_from and entry.counts_from <= now
    ]


def prove(entry: Entry) -> Entry:
    """An assessment whose visit is proved: it counts at once, whatever it waited for. Pure."""
    return replace(entry, standing=Standing.COUNTED, proved=True)


def release(entry: Entry, at: datetime) -> Entry:
    """A held assessment that a moderator lets count from now on. Pure."""
    return replace(entry, standing=Standing.COUNTED, counts_from=at, released=True)


def reject(entry: Entry) -> Entry:
    """A held assessment that a moderator refuses. Pure."""
    return replace(entry, standing=Standing.REJECTED, counts_from=None)


def withdraw(entry: Entry) -> Entry:
    """An assessment its member takes back; its place in the order is free. Pure.

    What a moderator has refused, or has yet to look at, stays so should it come again.
    """
    return replace(
        entry,
        standing=Standing.WITHDRAWN,
        counts_from=None,
        proved=False,
        released=False,
        barred=entry.barred or entry.standing in {Standing.HELD, Standing.REJECTED},
    )
