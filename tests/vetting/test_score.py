"""Worked examples of the score, and its whole numbers."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.practitioners.vocabulary import Kind
from directory.vetting.checklist import checklist
from directory.vetting.score import (
    VERSION,
    Evidence,
    group_shares,
    member_weight,
    month_number,
    rate,
)
from tests.vetting.voices import MONTH, WEIGHTS, Person, Voice, scores_of


def _therapist(*voices, claims="", documents=None, cap=100.0):
    codes = checklist(Kind.THERAPIST).codes
    return Person(
        kind=Kind.THERAPIST,
        voices=voices,
        claims=tuple(code in claims.split() for code in codes),
        documents=tuple((documents or {}).get(code, 0.0) for code in codes),
        cap=cap,
    )


def test_the_checklist_in_force_is_that_of_this_version():
    assert {checklist(kind).version for kind in Kind} == {VERSION}


def test_months_are_counted_from_the_epoch():
    days = [date(2020, 1, 31), date(2019, 12, 1), date(2026, 11, 22)]

    assert [month_number(day) for day in days] == [0, -1, 82]


def test_a_visit_weighs_half_as_much_five_years_later():
    assert [member_weight(month) for month in (-60, 0, 60)] == [512, 1024, 2048]


@given(st.integers(0, 10**6), st.integers(1, 5000))
def test_shares_of_linked_accounts_sum_to_one_account(weight, size):
    shares = group_shares(weight, size)

    assert sum(shares) == weight
    assert len(shares) == size
    assert max(shares) - min(shares) <= 1


def test_without_evidence_there_is_an_expectation_and_no_score():
    rated = scores_of(_therapist())

    assert not rated.assessed[0]
    assert np.isnan(rated.score[0])
    assert 40 < rated.uncapped[0] < 55


def test_claims_alone_are_no_assessment():
    rated = scores_of(_therapist(claims="T1 T2 T3 T4 T5 T6"), _therapist())

    assert not rated.assessed[0]
    assert np.isnan(rated.score[0])
    assert rated.uncapped[0] > rated.uncapped[1]


@pytest.mark.parametrize("kind", list(Kind))
def test_usual_claims_and_documents_leave_the_average_at_the_mean(kind):
    weights, chance = WEIGHTS[kind], np.random.default_rng(1)
    evidence = Evidence.none(len(weights.shares), 5_000)
    evidence.claims[:] = chance.random(evidence.claims.shape) < 0.65
    evidence.documents[:] = chance.random(evidence.documents.shape) < 0.2

    rated = rate(weights, evidence, month=MONTH, caps=np.full(5_000, 100.0))

    assert rated.uncapped.mean() == pytest.approx(55, abs=0.5)


def test_a_document_is_an_assessment():
    rated = scores_of(_therapist(documents={"T13": 1.0}))

    assert rated.assessed[0]
    assert rated.is_new[0]


def test_evidence_that_an_item_does_not_accept_is_left_out():
    rated = scores_of(_therapist(claims="T13", documents={"T1": 1.0}), _therapist())

    assert rated.uncapped[0] == rated.uncapped[1]
    assert not rated.assessed[0]


def test_two_whole_assessments_end_being_new():
    yes = Voice("y" * 13, proved=True)

    rated = scores_of(_therapist(yes), _therapist(yes, yes))

    assert list(rated.is_new) == [True, False]
    assert rated.evidence_n[1] == pytest.approx(2, abs=0.001)


def test_the_interval_narrows_with_members():
    yes = Voice("yyyynnnnyyynn")

    rated = scores_of(_therapist(yes), _therapist(yes, yes, yes, yes))

    width = rated.high - rated.low
    assert width[1] < width[0]


def test_an_old_visit_counts_less_than_a_new_one():
    new, old = Voice("y" * 13), Voice("y" * 13, visit_month=MONTH - 60)

    rated = scores_of(_therapist(new), _therapist(old))

    assert rated.evidence_n[1] == pytest.approx(0.5, abs=0.05)
    assert rated.uncapped[1] < rated.uncapped[0]


def test_a_proved_visit_counts_at_least_as_much_as_another():
    rated = scores_of(_therapist(Voice("y" * 13, proved=True)), _therapist(Voice("y" * 13)))

    assert rated.uncapped[0] > rated.uncapped[1]


def test_a_cap_holds_the_score_down_and_leaves_what_it_would_have_been():
    glowing = [Voice("y" * 13, proved=True)] * 20

    rated = scores_of(_therapist(*glowing, cap=40.0))

    assert rated.uncapped[0] > 80
    assert rated.score[0] == 40
    assert (rated.low[0], rated.high[0]) == (40, 40)
