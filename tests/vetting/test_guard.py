"""The guard, case by case: who counts, who waits and until when, and who is held."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from directory.vetting import guard
from directory.vetting.guard import Arrival, Entry, Standing

START = datetime(2026, 1, 5, tzinfo=UTC)


def day(number):
    return START + timedelta(days=number)


def told(arrivals):
    """Let arrivals come in: (day, numbers of those they are linked with); what stands after."""
    entries, last = {}, None
    for number, (at, *linked) in enumerate(arrivals, 1):
        last = guard.place(entries, Arrival(number, day(at), frozenset(linked)))
        entries |= {entry.id: entry for entry in last.changed}
    return entries, last


def standings(entries):
    return [entry.standing for _, entry in sorted(entries.items())]


def test_the_first_counts_at_once():
    entries, _ = told([(0,)])

    assert entries == {1: Entry(1, day(0), Standing.COUNTED, day(0), 1)}


def test_the_second_within_a_week_waits_for_the_end_of_it():
    entries, _ = told([(0,), (3,)])

    assert (entries[2].standing, entries[2].counts_from) == (Standing.WAITING, day(7))


def test_the_second_after_a_week_counts_at_once():
    entries, _ = told([(0,), (7,)])

    assert entries[2].standing == Standing.COUNTED


def test_later_ones_wait_in_order_of_arrival():
    entries, _ = told([(-60,), (-53,), (-46,), (-39,), (-32,), (-25,), (0,), (1,), (2,)])

    assert [entries[n].counts_from for n in (7, 8, 9)] == [day(0), day(7), day(14)]


def test_a_proved_one_takes_no_place_in_the_order():
    entries, _ = told([(0,)])

    proved = guard.place(entries, Arrival(2, day(1), proved=True)).own
    third = guard.place(entries | {2: proved}, Arrival(3, day(8))).own

    assert (proved.standing, proved.counts_from) == (Standing.COUNTED, None)
    assert third.standing == Standing.COUNTED


def test_a_linked_one_joins_the_vote_that_counts():
    entries, _ = told([(0,), (3, 1)])

    assert (entries[2].standing, entries[2].counts_from) == (Standing.COUNTED, day(0))
    assert entries[2].group == 1


def test_a_linked_one_waits_with_the_vote_that_waits():
    entries, _ = told([(-15,), (-12,), (-0.5, 2)])

    assert entries[2].counts_from == entries[3].counts_from == day(-8)


def test_who_is_linked_with_a_proved_one_takes_a_place_of_its_own():
    entries, _ = told([(0,)])
    proved = guard.place(entries, Arrival(2, day(1), proved=True)).own

    linked = guard.place(entries | {2: proved}, Arrival(3, day(2), frozenset({2}))).own

    assert (linked.group, linked.standing, linked.counts_from) == (2, Standing.WAITING, day(7))


def test_an_account_linked_with_two_votes_makes_them_one():
    entries, last = told([(0,), (20,), (40, 1, 2)])

    assert [entry.group for entry in entries.values()] == [1, 1, 1]
    assert {entry.id for entry in last.changed} == {2, 3}


def test_two_votes_made_one_stay_one_when_who_linked_them_withdraws():
    entries, _ = told([(0,), (20,), (40, 1, 2)])

    entries[3] = guard.withdraw(entries[3])

    assert [entry.group for entry in entries.values()] == [1, 1, 1]


def test_three_within_a_fortnight_are_held_where_nobody_came_before():
    entries, last = told([(0,), (5,), (13,)])

    assert standings(entries) == [Standing.HELD] * 3
    assert {entry.counts_from for entry in entries.values()} == {None}
    assert last.burst == guard.Burst((1, 2, 3), (day(0), day(5), day(13)), 0, all_linked=False)


def test_three_over_more_than_a_fortnight_are_not():
    entries, last = told([(0,), (8,), (16,)])

    assert standings(entries) == [Standing.COUNTED] * 3
    assert last.burst is None


def test_four_times_the_usual_pace_is_a_burst():
    # Six arrivals over sixteen weeks are .75 a fortnight: three in a fortnight are four times that.
    weeks = [(-126,), (-106,), (-86,), (-66,), (-46,), (-26,)]
    entries, last = told([*weeks, (0,), (1,), (2,)])

    assert standings(entries) == [Standing.COUNTED] * 6 + [Standing.HELD] * 3
    assert last.burst.usual == pytest.approx(6 * 14 / 114)


def test_below_four_times_the_usual_pace_nothing_is_held():
    weeks = [(-56 + 7 * n,) for n in range(6)]
    entries, last = told([*weeks, (0,), (1,), (2,)])

    assert last.burst is None
    assert standings(entries)[-3:] == [Standing.COUNTED, Standing.WAITING, Standing.WAITING]


def test_two_arrivals_in_a_row_are_no_pace_yet():
    entries, last = told([(-15,), (-14.5,), (0,), (0.1,), (0.2,)])

    assert last.burst.ids == (3, 4, 5)
    assert standings(entries)[:2] == [Standing.COUNTED, Standing.WAITING]


def test_three_linked_ones_are_held_whatever_the_pace():
    weeks = [(-80 + 2 * n,) for n in range(6)]
    entries, _ = told([*weeks[:2], (-40,), (0,), (1, 4), (2, 5)])

    assert standings(entries)[-3:] == [Standing.HELD] * 3


def test_who_is_linked_with_a_held_vote_is_held_too():
    entries, _ = told([(0,), (1,), (2,)])

    placement = guard.place(entries, Arrival(4, day(40), frozenset({2})))

    assert placement.own.standing == Standing.HELD
    assert (placement.burst.ids, placement.burst.all_linked) == ((2, 4), True)


def test_those_a_moderator_released_are_no_part_of_the_next_burst():
    entries, _ = told([(0,), (1,), (2,)])
    entries = {number: guard.release(entry, day(3)) for number, entry in entries.items()}

    placement = guard.place(entries, Arrival(4, day(5)))

    assert placement.burst is None
    assert (placement.own.standing, placement.own.counts_from) == (Standing.WAITING, day(10))


def test_what_a_moderator_refused_holds_up_no_stranger():
    entries, _ = told([(0,), (1,), (2,)])
    entries = {number: guard.reject(entry) for number, entry in entries.items()}

    placement = guard.place(entries, Arrival(4, day(5)))

    assert placement.burst is None
    assert placement.changed == (placement.own,)
    assert placement.own.standing == Standing.COUNTED


def test_what_a_moderator_refused_speaks_against_those_linked_with_it():
    entries, _ = told([(0,), (1,), (2,)])
    entries = {number: guard.reject(entry) for number, entry in entries.items()}

    placement = guard.place(entries, Arrival(4, day(5), frozenset({1})))

    assert placement.own.standing == Standing.HELD
    assert placement.burst.ids == (4,)


def test_who_is_linked_with_what_was_refused_is_held_though_another_of_the_vote_counts():
    entries, _ = told([(0,), (1,), (2,)])
    entries = {number: guard.reject(entry) for number, entry in entries.items()}
    entries[4] = guard.place(entries, Arrival(4, day(30))).own

    placement = guard.place(entries, Arrival(5, day(60), frozenset({2, 4})))

    assert (placement.own.standing, placement.burst.ids) == (Standing.HELD, (5,))
    assert placement.changed[1:] == (replace(entries[4], group=2),)


def test_an_arrival_takes_nothing_back_that_a_moderator_let_count():
    entries, _ = told([(0,), (1, 1), (2, 2)])
    entries = {number: guard.reject(entry) for number, entry in entries.items()}
    entries[1] = guard.release(entries[1], day(3))

    placement = guard.place(entries, Arrival(4, day(40), frozenset({1})))

    assert placement.changed == (placement.own,)
    assert placement.own.standing == Standing.HELD


def test_who_comes_back_after_a_refusal_leaves_the_linked_ones_where_they_are():
    entries, _ = told([(0,), (1,), (2,)])
    entries = {n: guard.withdraw(guard.reject(entry)) for n, entry in entries.items()}
    entries[4] = guard.place(entries, Arrival(4, day(30))).own

    placement = guard.place(entries, Arrival(2, day(60), frozenset({4})))

    assert (placement.own.standing, placement.burst.ids) == (Standing.HELD, (2,))
    assert placement.changed[1:] == (replace(entries[4], group=2),)


@pytest.mark.parametrize("decided", [True, False], ids=["rejected", "still held"])
def test_withdrawing_and_coming_again_gets_nobody_past_a_moderator(decided):
    entries, _ = told([(0,), (1,), (2,)])
    entries = {n: guard.reject(entry) if decided else entry for n, entry in entries.items()}
    entries = {n: guard.withdraw(entry) for n, entry in entries.items()}

    for number, at in ((1, 10), (2, 20), (3, 30)):
        placement = guard.place(entries, Arrival(number, day(at)))
        entries |= {entry.id: entry for entry in placement.changed}

    assert standings(entries) == [Standing.HELD] * 3


def test_held_ones_are_no_usual_pace():
    entries, _ = told([(0,), (1,), (2,)])
    before = {number: guard.reject(entry) for number, entry in entries.items()}

    for number, at in ((4, 30), (5, 31)):
        before[number] = guard.place(before, Arrival(number, day(at))).own
    last = guard.place(before, Arrival(6, day(32)))

    assert last.burst.usual == 0


def test_what_was_withdrawn_leaves_its_place_and_moves_nobody():
    entries, _ = told([(0,), (3,)])
    entries[1] = guard.withdraw(entries[1])

    third = guard.place(entries, Arrival(3, day(4))).own

    assert entries[2].counts_from == day(7)
    assert third.counts_from == day(14)


def test_who_withdrew_comes_again_as_a_new_arrival_in_the_old_group():
    entries, _ = told([(0,), (3, 1), (20,)])
    entries[2] = guard.withdraw(entries[2])

    again = guard.place(entries, Arrival(2, day(22))).own

    assert (again.arrived_at, again.group, again.standing) == (day(22), 1, Standing.COUNTED)


def test_a_wait_ends_when_its_time_has_come():
    entries, _ = told([(0,), (3,)])

    assert guard.due(entries.values(), day(6.9)) == []
    assert [entry.id for entry in guard.due(entries.values(), day(7))] == [2]


def test_proof_lets_a_waiting_one_count():
    entries, _ = told([(0,), (3,)])

    proved = guard.prove(entries[2])

    assert (proved.standing, proved.proved) == (Standing.COUNTED, True)
