"""When a dispute is decided."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from directory.listings.claims.dispute_rule import (
    GIVE,
    KEEP,
    LONGEST,
    NOTICE,
    Voice,
    decides,
    joined_until,
    waits_anew,
)

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
LATER, EARLIER = NOW + NOTICE, NOW - NOTICE

says = st.sampled_from([(GIVE, "a"), (GIVE, "b"), (KEEP, "")])
voices = st.builds(
    lambda number, said, admin: Voice(number, *said, admin), st.integers(1), says, st.booleans()
)
hours = st.integers(-200, 200).map(lambda number: NOW + timedelta(hours=number))


def voice(number, decision=GIVE, choice="a", *, admin=False):
    return Voice(number, decision, choice, admin)


def test_two_who_agree_decide_at_once():
    assert decides(voice(1), [voice(2)], waits_until=LATER, now=NOW)
    assert not decides(voice(1), [voice(2, choice="b")], waits_until=LATER, now=NOW)
    assert not decides(voice(1), [], waits_until=LATER, now=NOW)


def test_one_alone_decides_after_the_notice():
    assert decides(voice(1), [], waits_until=NOW, now=NOW)


def test_of_two_who_differ_an_admin_decides_in_the_end_and_whoever_keeps():
    others = [voice(2, choice="b")]

    assert not decides(voice(1), others, waits_until=EARLIER, now=NOW)
    assert decides(voice(1, admin=True), others, waits_until=EARLIER, now=NOW)
    assert decides(voice(1, KEEP, ""), others, waits_until=EARLIER, now=NOW)


def test_a_command_is_no_second_voice():
    assert not decides(voice(None), [voice(2)], waits_until=LATER, now=NOW)
    assert decides(voice(None), [voice(2)], waits_until=NOW, now=NOW)


@given(voices, st.lists(voices, max_size=4), hours)
def test_whoever_is_left_can_always_end_it(newest, others, until):
    keeps = Voice(newest.account_id, KEEP, "", newest.is_admin)

    assert decides(keeps, others, waits_until=until, now=max(until, NOW))


@given(voices, st.lists(voices, max_size=4), hours, hours)
def test_a_voice_puts_off_once_and_never_brings_forward(newest, others, until, now):
    put_off = waits_anew(newest, others, differed=False, waits_until=until, now=now)

    assert until <= put_off <= max(until, now + NOTICE)
    assert waits_anew(newest, others, differed=True, waits_until=until, now=now) == until


def test_those_who_differ_have_as_long_again():
    anew = waits_anew(voice(1), [voice(2, KEEP, "")], differed=False, waits_until=NOW, now=NOW)

    assert anew == NOW + NOTICE


@given(hours, hours, hours)
def test_who_joins_has_their_days_but_nobody_puts_it_off_for_ever(opened_at, until, now):
    joined = joined_until(opened_at, until, now)

    assert until <= joined <= max(until, opened_at + LONGEST)
