"""Random histories of one practitioner's assessments, and what happened in them step by step."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from directory.vetting import guard
from directory.vetting.guard import Arrival, Standing

START = datetime(2026, 1, 5, 9, tzinfo=UTC)

DEEDS = ("withdraw", "prove", "release", "reject", "due", "again")

arrivals = st.tuples(
    st.just("arrive"), st.integers(0, 240), st.frozensets(st.integers(0, 15), max_size=2)
)
deeds = st.tuples(st.sampled_from(DEEDS), st.integers(0, 240), st.integers(0, 15))
histories = st.lists(st.one_of(arrivals, arrivals, deeds), min_size=1, max_size=25)
"""Steps: what happens, how many hours after the last, and to whom (or with whom it is linked)."""


@dataclass
class World:
    """One practitioner's assessments as they come and go."""

    now: datetime = START
    entries: dict = field(default_factory=dict)
    links: list = field(default_factory=list)

    def step(self, what, hours, which):
        """Let one thing happen; the placement if it was an arrival."""
        self.now += timedelta(hours=hours)
        if what == "arrive":
            return self._arrive(len(self.entries) + 1, {number + 1 for number in which})
        if what == "due":
            self._put(guard.due(self.entries.values(), self.now))
            return None
        entry = self.entries.get(which + 1)
        if entry is None:
            return None
        if what == "again":
            is_gone = entry.standing == Standing.WITHDRAWN
            return self._arrive(entry.id, set()) if is_gone else None
        self._decide(what, entry)
        return None

    def _arrive(self, number, linked):
        linked = frozenset(linked & self.entries.keys())
        self.links += [(number, one) for one in linked]
        placement = guard.place(self.entries, Arrival(number, self.now, linked))
        self._put(placement.changed)
        return placement

    def _decide(self, what, entry):
        is_held = entry.standing in {Standing.HELD, Standing.REJECTED}
        if what == "withdraw" and entry.standing != Standing.WITHDRAWN:
            self._put([guard.withdraw(entry)])
        elif what == "prove" and entry.standing != Standing.WITHDRAWN:
            self._put([guard.prove(entry)])
        elif what == "release" and is_held:
            self._put([guard.release(entry, self.now)])
        elif what == "reject" and is_held:
            self._put([guard.reject(entry)])

    def _put(self, entries):
        self.entries |= {entry.id: entry for entry in entries}

    def smallest_linked(self, number):
        """The smallest number reachable over links, found by walking them."""
        reached, before = {number}, set()
        while reached != before:
            before = set(reached)
            reached |= {b for a, b in self.links if a in before}
            reached |= {a for a, b in self.links if b in before}
        return min(reached)
