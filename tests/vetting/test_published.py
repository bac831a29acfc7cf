"""What is published of a score holds together, and does not tell what one member answered."""

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.practitioners.models import Practitioner
from directory.practitioners.vocabulary import Kind
from directory.vetting.published import Published, in_tenths, published, published_score
from directory.vetting.score import Evidence, member_weight, rate
from tests.vetting.voices import MONTH, WEIGHTS

NUMBERS = st.floats(0, 100)
CORE = 5
WAYS = [way for way in product((2, 1, 0, -1), repeat=CORE) if max(way) >= 0]
"""All ways to answer the core items in half-points, -1 for "don't know"."""
MONTHS = range(MONTH - 24, MONTH + 1, 4)


def _one_member(*, proved):
    """Numbers of a therapist with one member, for each way to answer in each month."""
    answers = np.array(WAYS * len(MONTHS)).T
    weights = np.repeat([member_weight(month) for month in MONTHS], len(WAYS))
    evidence = Evidence.none(len(WEIGHTS[Kind.THERAPIST].shares), len(weights))
    evidence.claims[0] = True
    yes, asked = (
        (evidence.yes_proved, evidence.asked_proved)
        if proved
        else (evidence.yes_unproved, evidence.asked_unproved)
    )
    yes[:CORE] = weights * np.maximum(answers, 0)
    asked[:CORE] = weights * 2 * (answers >= 0)
    caps = np.full(len(weights), 100.0)
    rated = rate(WEIGHTS[Kind.THERAPIST], evidence, month=MONTH, caps=caps, with_points=False)
    return zip(rated.score, rated.low, rated.high, strict=True)


def test_one_members_answers_month_and_proof_hide_among_many_others():
    every = [*_one_member(proved=True), *_one_member(proved=False)]

    told = Counter(tuple(published(number, 1) for number in numbers) for numbers in every)

    lonely = sum(alike for alike in told.values() if alike < 10)
    assert len(every) == 2 * len(WAYS) * len(MONTHS)
    assert lonely / len(every) < 0.02
    assert max(Counter(every).values()) < 10


@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from([40, 50, 60, 100]), st.integers(0, 5))
def test_rounding_keeps_the_score_within_its_interval_and_under_its_cap(
    one, two, three, cap, members
):
    low, score, high = sorted(min(number, cap) for number in (one, two, three))

    told = [published(number, members) for number in (low, score, high)]

    assert told == sorted(told)
    assert max(told) <= cap
    assert min(published(three, members), cap) == published(min(three, cap), members)


@pytest.mark.parametrize(
    ("members", "told"),
    [
        (None, Published(57, 38, 74)),
        (0, Published(57, 38, 74)),
        (2, Published(57, 38, 74)),
        (3, Published(57.3, 38.1, 74.4)),
    ],
)
def test_tenths_are_told_from_three_members_on(members, told):
    person = Practitioner(score=57.34, score_low=38.06, score_high=74.4, score_members=members)

    assert published_score(person) == told


def test_who_is_not_assessed_has_nothing_to_publish():
    assert published_score(Practitioner(score_members=0)) == Published(None, None, None)


@pytest.mark.parametrize(
    ("points", "total", "shown"),
    [
        ([], 0.0, ()),
        ([1.04, 1.04, 1.04], 3.1, (1.1, 1.0, 1.0)),
        ([0.25, 0.25], 0.5, (0.3, 0.2)),
        ([0.05], 0.0, (0.0,)),
        ([1.02, 1.02, 1.04], 3.0, (1.0, 1.0, 1.0)),
        ([1.02, 1.04, 1.09], 2.8, (0.9, 0.9, 1.0)),
        ([1.02, 1.04, 1.09], 3.5, (1.1, 1.2, 1.2)),
    ],
)
def test_points_are_rounded_so_that_they_sum(points, total, shown):
    assert in_tenths(points, total) == shown


@given(st.lists(st.floats(0, 20), min_size=1, max_size=13))
def test_points_move_by_less_than_a_tenth_to_their_own_sum(points):
    total = published(sum(points), 3)

    told = in_tenths(points, total)

    assert sum(told) == pytest.approx(total)
    assert all(abs(one - other) < 0.1 + 1e-9 for one, other in zip(points, told, strict=True))
