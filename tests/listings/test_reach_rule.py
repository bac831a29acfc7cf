"""What visitors who called agree on, without any database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.reach_rule import (
    FULL,
    OPEN,
    REACHED,
    WAIT,
    WINDOW,
    WRONG_NUMBER,
    Call,
    agreed_on_number,
    agreed_on_room,
    says,
)

TODAY = date(2026, 5, 20)
OUTCOMES = ("yes", "wrong_number", "full", "wait")


def call(visitor, outcome, days_ago=0, wait_days=None):
    return Call(visitor, outcome, TODAY - timedelta(days=days_ago), wait_days)


calls = st.lists(
    st.builds(
        call,
        st.sampled_from("abcdefg"),
        st.sampled_from(OUTCOMES),
        st.integers(0, 90),
        st.integers(1, 400),
    ),
    max_size=12,
)


def last_of_each(told):
    last = {}
    for one in sorted(told, key=lambda one: one.on):
        if TODAY - one.on <= WINDOW:
            last[one.visitor] = one
    return list(last.values())


def test_one_visitor_alone_says_nothing():
    told = [call("a", "wrong_number", days) for days in range(5)]

    assert agreed_on_number(told, TODAY) is None


def test_two_who_agree_are_enough_and_the_newer_day_counts():
    agreed = agreed_on_number([call("a", "yes", 9), call("b", "yes", 3)], TODAY)

    assert (agreed.what, agreed.on, agreed.visitors) == (REACHED, TODAY - timedelta(days=3), 2)


def test_whoever_heard_that_they_are_full_has_reached_them():
    told = [call("a", "full"), call("b", "wait", wait_days=30)]

    assert agreed_on_number(told, TODAY).what == REACHED
    assert agreed_on_room(told, TODAY) is None


def test_more_who_say_otherwise_contradict():
    told = [call(name, "wrong_number") for name in "ab"] + [call(name, "yes") for name in "cde"]

    assert agreed_on_number(told, TODAY).what == REACHED
    assert agreed_on_number(told[:4], TODAY).what == WRONG_NUMBER


def test_of_two_that_weigh_the_same_the_newer_is_taken():
    earlier = [call(name, "full", 30) for name in "ab"]
    later = [call(name, "wait", 2, wait_days=20) for name in "cd"]

    assert agreed_on_room(earlier + later, TODAY).what == WAIT


def test_the_wait_is_the_lower_middle_of_what_they_were_told():
    waits = [
        call(name, "wait", wait_days=days) for name, days in zip("abc", (90, 14, 30), strict=True)
    ]

    assert agreed_on_room(waits, TODAY).wait_days == 30
    assert agreed_on_room(waits[:2], TODAY).wait_days == 14


def test_wrong_numbers_say_nothing_about_room():
    told = [call("a", "yes"), call("b", "yes"), *(call(n, "wrong_number") for n in "cdefg")]

    assert agreed_on_room(told, TODAY).what == OPEN


def test_what_is_older_than_sixty_days_or_lies_ahead_does_not_count():
    on_the_edge = call("a", "full", 60)

    assert agreed_on_room([on_the_edge, call("b", "full")], TODAY).what == FULL
    assert agreed_on_room([call("a", "full", 61), call("b", "full")], TODAY) is None
    assert agreed_on_room([call("a", "full", -1), call("b", "full")], TODAY) is None


@pytest.mark.parametrize(
    ("outcome", "meant"),
    [
        ("yes", {REACHED, OPEN}),
        ("wrong_number", {WRONG_NUMBER}),
        ("full", {REACHED, FULL}),
        ("wait", {REACHED, WAIT}),
    ],
)
def test_an_outcome_speaks_for_what_it_implies(outcome, meant):
    assert says(outcome) == meant


@given(calls)
def test_what_is_agreed_on_was_said_by_two_and_not_contradicted_by_more(told):
    for agree in (agreed_on_number, agreed_on_room):
        agreed = agree(told, TODAY)
        if agreed is None:
            continue
        kept = [one for one in last_of_each(told) if says(one.outcome)]
        if agree is agreed_on_room:
            kept = [one for one in kept if one.outcome != "wrong_number"]
        assert agreed.visitors >= 2
        assert agreed.visitors >= len({one.visitor for one in kept}) - agreed.visitors
        assert TODAY - WINDOW <= agreed.on <= TODAY
        assert agreed.on in {one.on for one in told}
        assert (agreed.wait_days is None) == (agreed.what != WAIT)


@given(calls, st.randoms(use_true_random=False))
def test_the_order_of_calls_on_different_days_does_not_matter(told, chance):
    a_day_each = {(one.visitor, one.on): one for one in told}.values()
    shuffled = list(a_day_each)
    chance.shuffle(shuffled)

    for agree in (agreed_on_number, agreed_on_room):
        assert agree(shuffled, TODAY) == agree(a_day_each, TODAY)


@given(calls, st.sampled_from(OUTCOMES))
def test_one_visitor_changes_nothing_by_calling_again_with_the_same_word(told, outcome):
    once = [*told, call("z", outcome, 1, 10)]

    twice = [*once, call("z", outcome, 1, 10)]

    assert agreed_on_number(twice, TODAY) == agreed_on_number(once, TODAY)
    assert agreed_on_room(twice, TODAY) == agreed_on_room(once, TODAY)
