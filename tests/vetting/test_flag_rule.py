"""When reports of a red flag are enough, whoever sends them in whatever order."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.vetting.flag_rule import (
    DAYS_TO_REPLY,
    Voice,
    count_voices,
    earliest_decision,
    was_asked,
)

TODAY = date(2026, 5, 17)
MONTH = date(2026, 5, 1)
ANSWERS = st.sampled_from([True, False, None])
MONTHS = (
    st.integers(0, 119)
    .map(lambda ago: date(2026 - ago // 12, 12 - ago % 12, 1))
    .filter(lambda month: month <= MONTH)
)
INDEPENDENT = st.lists(st.tuples(MONTHS, ANSWERS), max_size=12).map(
    lambda said: [Voice(i, i, month, reported) for i, (month, reported) in enumerate(said)]
)
LINKED = st.lists(st.tuples(st.integers(0, 3), MONTHS, ANSWERS), max_size=12).map(
    lambda said: [Voice(i, group, month, said) for i, (group, month, said) in enumerate(said)]
)


def fresh(*reported):
    return [Voice(number, number, MONTH, said) for number, said in enumerate(reported)]


@pytest.mark.parametrize(
    ("voices", "suffices"),
    [
        (fresh(), False),
        (fresh(True), False),
        (fresh(True, True), True),
        (fresh(True, True, False, False, False, False), True),
        (fresh(True, True, False, False, False, False, False), False),
        (fresh(True, True, None, None, None, None, None), True),
        (fresh(*[True] * 3, *[False] * 6), True),
        (fresh(*[False] * 9), False),
    ],
)
def test_it_takes_two_fresh_reports_and_a_third_of_those_who_answered(voices, suffices):
    assert count_voices(voices, TODAY).suffices is suffices


def test_old_reports_weigh_less_as_in_the_score():
    voices = [Voice(1, 1, date(2021, 5, 1), reported=True), Voice(2, 2, MONTH, reported=True)]

    count = count_voices(voices, TODAY)

    assert count.weight == pytest.approx(1.5, abs=1e-3)
    assert not count.suffices


def test_ten_linked_accounts_report_as_one():
    linked = [Voice(number, 1, MONTH, reported=True) for number in range(1, 11)]

    count = count_voices(linked, TODAY)

    assert (count.reported, count.answered, count.suffices) == (1, 1, False)
    assert count.weight == pytest.approx(1, abs=1e-3)


def test_a_linked_group_speaks_through_its_first_who_answered():
    said = [None, False, True]
    linked = [Voice(number, 1, MONTH, reported) for number, reported in enumerate(said)]

    count = count_voices(linked, TODAY)

    assert (count.weight, count.reported, count.answered) == (0, 0, 1)


def test_a_linked_group_that_reports_has_the_whole_weight_of_one():
    said = [None, True, False]
    linked = [Voice(number, 1, MONTH, reported) for number, reported in enumerate(said)]

    count = count_voices([*linked, *fresh(None, None), Voice(9, 9, MONTH, reported=True)], TODAY)

    assert count.weight == pytest.approx(2, abs=1e-3)
    assert (count.reported, count.answered, count.suffices) == (2, 2, True)


@given(LINKED)
def test_neither_order_nor_silence_matters(voices):
    silent = [Voice(1000 + number, 1000 + number, MONTH, None) for number in range(3)]

    count = count_voices(voices, TODAY)

    assert count == count_voices([*silent, *reversed(voices)], TODAY)


@given(LINKED)
def test_counts_and_weight_agree_with_adding_up_by_hand(voices):
    firsts = [
        [voice for voice in voices if voice.group == group and voice.reported is not None][:1]
        for group in {voice.group for voice in voices}
    ]
    reports = [said[0] for said in firsts if said and said[0].reported]
    by_hand = sum(
        2 ** (-((MONTH.year - v.visit_month.year) * 12 + MONTH.month - v.visit_month.month) / 60)
        for v in reports
    )

    count = count_voices(voices, TODAY)

    assert count.answered == sum(1 for said in firsts if said)
    assert count.reported == len(reports)
    assert count.weight == pytest.approx(by_hand, abs=0.02)


@given(LINKED)
def test_what_is_reported_answered_and_weighed_agrees(voices):
    count = count_voices(voices, TODAY)

    assert count.reported <= count.answered <= len({voice.group for voice in voices})
    assert (count.weight > 0) is (count.reported > 0)
    assert count.weight <= count.reported + 1e-3


@given(LINKED, MONTHS, ANSWERS)
def test_a_linked_group_never_weighs_more_than_one_member(voices, month, answer):
    group = [Voice(voice.id, 1, voice.visit_month, voice.reported) for voice in voices]
    later = [*group, Voice(1000, 1, month, answer)]

    before, after = count_voices(group, TODAY), count_voices(later, TODAY)

    assert after.weight <= 1 + 1e-3
    assert after == before or not before.answered, "A later one adds nothing to who spoke."


@given(INDEPENDENT)
def test_one_more_report_never_makes_reports_fewer_than_enough(voices):
    more = [*voices, Voice(1000, 1000, MONTH, reported=True)]

    before, after = count_voices(voices, TODAY), count_voices(more, TODAY)

    assert after.suffices or not before.suffices
    assert after.reported == before.reported + 1


@given(INDEPENDENT)
def test_one_more_no_never_makes_reports_enough(voices):
    more = [*voices, Voice(1000, 1000, MONTH, reported=False)]

    before, after = count_voices(voices, TODAY), count_voices(more, TODAY)

    assert before.suffices or not after.suffices


@given(INDEPENDENT)
def test_enough_means_a_third_at_least(voices):
    count = count_voices(voices, TODAY)

    if count.suffices:
        assert Fraction(count.reported, count.answered) >= Fraction(1, 3)
        assert count.weight >= 1.8


@given(st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), min_size=1, max_size=6))
def test_the_practitioner_has_three_weeks_from_the_first_of_two_days(days):
    assert was_asked(days) is (len(set(days)) > 1)
    assert earliest_decision(days) - min(days) == timedelta(days=DAYS_TO_REPLY)
