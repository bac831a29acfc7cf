"""What holds of the guard whatever comes, is withdrawn, proved or decided, in any order."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import given

from directory.vetting import guard
from directory.vetting.guard import PLACED, SPACING, Arrival, Standing
from tests.vetting.guard_worlds import World, histories


def _starts(entries):
    """When each independent vote begins that neither proof nor a moderator lets count."""
    starts = {}
    for entry in entries.values():
        if entry.standing in PLACED and not (entry.proved or entry.released):
            starts.setdefault(entry.group, []).append(entry.counts_from)
    return sorted(min(times) for times in starts.values())


@given(histories)
def test_votes_without_proof_begin_at_least_a_week_apart(steps):
    world = World()
    for step in steps:
        world.step(*step)

        starts = _starts(world.entries)

        assert all(later - earlier >= SPACING for earlier, later in pairwise(starts))


@given(histories)
def test_those_linked_by_any_chain_of_devices_share_a_vote(steps):
    world = World()

    for step in steps:
        world.step(*step)

    for number, entry in world.entries.items():
        assert entry.group == world.smallest_linked(number)


@given(histories)
def test_proof_never_waits(steps):
    world = World()
    for step in steps:
        world.step(*step)

        proved = [entry.standing for entry in world.entries.values() if entry.proved]

        assert set(proved) <= {Standing.COUNTED}


@given(histories)
def test_no_arrival_moves_another_but_to_share_its_vote_or_be_held(steps):
    world = World()
    for step in steps:
        before = dict(world.entries)

        placement = world.step(*step)

        for entry in placement.changed[1:] if placement else ():
            grouped = replace(before[entry.id], group=entry.group)
            held = replace(grouped, standing=Standing.HELD, counts_from=None)
            is_released = before[entry.id].released
            assert entry in ({grouped} if is_released else {grouped, held})


@given(histories)
def test_what_was_held_or_refused_comes_back_to_a_moderator(steps):
    world, refused = World(), set()
    for what, hours, which in steps:
        was = dict(world.entries)

        world.step(what, hours, which)

        for number, entry in world.entries.items():
            before = was.get(number, entry).standing
            if before in {Standing.HELD, Standing.REJECTED}:
                refused.add(number)
            if entry.proved or entry.released:
                refused.discard(number)
            assert number not in refused or entry.standing not in PLACED


@given(histories)
def test_who_is_linked_with_what_was_refused_never_counts_on_arrival(steps):
    world = World()
    for step in steps:
        before = dict(world.entries)

        placement = world.step(*step)

        if placement and not placement.own.proved:
            mates = [e for e in world.entries.values() if e.group == placement.own.group]
            was = [before[e.id] for e in mates if e.id in before and not e.proved]
            refused = {Standing.HELD, Standing.REJECTED}
            if any(e.barred or e.standing in refused for e in was):
                assert placement.own.standing == Standing.HELD


@given(histories)
def test_what_counts_has_had_its_time(steps):
    world = World()
    for step in steps:
        world.step(*step)

        for entry in world.entries.values():
            if entry.standing == Standing.COUNTED and not entry.proved:
                assert entry.counts_from <= world.now
            if entry.standing == Standing.WAITING:
                assert entry.counts_from - entry.arrived_at > timedelta(0)


@given(histories)
def test_what_lies_far_back_need_not_be_known(steps):
    world = World()
    for what, hours, which in steps:
        world.step(what, hours * 20, which)
    at = world.now + timedelta(hours=1)
    linked = frozenset(list(world.entries)[:1])
    groups = {world.entries[number].group for number in linked}
    recent = {
        number: entry
        for number, entry in world.entries.items()
        if entry.arrived_at > at - guard.MEMORY
        or (entry.counts_from and entry.counts_from > at - SPACING)
        or entry.group in groups
    }
    arrival = Arrival(99, at, linked)

    told = guard.place(recent, arrival)

    assert told == guard.place(world.entries, arrival)


@given(histories)
def test_deciding_again_gives_the_same(steps):
    one, other = World(), World()

    for step in steps:
        one.step(*step)
        other.step(*step)

    assert one.entries == other.entries
