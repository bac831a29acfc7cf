"""Answers that lie out, and accounts that come together again, are shown to a moderator."""

import pytest
from sqlalchemy import select

from directory.cases import Case, CaseKind
from directory.vetting import service
from directory.vetting.evidence import Counts
from directory.vetting.models import Standing
from directory.vetting.patterns import outlying
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.vetting.factories import NOW, make_assessment, plant_assessments

ALL = ("T1", "T2", "T3", "T4")
pytestmark = pytest.mark.databases("sqlite")


def _patterns(session):
    session.flush()
    return session.scalars(select(Case).where(Case.kind == CaseKind.PATTERN)).all()


def test_the_distance_is_the_mean_over_items_that_others_answered():
    others = dict.fromkeys(ALL, Counts(said_yes=2, said_partly=2))

    distance = outlying({"T1": 0, "T2": 0, "T3": 1, "T4": 2, "T5": 0}, others)

    assert distance == pytest.approx((0.75 + 0.75 + 0.25 + 0.25) / 4)


def test_with_few_members_or_few_items_there_is_nothing_to_compare():
    few_members = dict.fromkeys(ALL, Counts(said_yes=2))
    few_items = dict.fromkeys(ALL[:3], Counts(said_yes=9))

    assert outlying(dict.fromkeys(ALL, 0), few_members) is None
    assert outlying(dict.fromkeys(ALL, 0), few_items) is None


def test_an_outlier_opens_a_case_and_counts_as_any_other(session):
    practitioner = make_practitioner(session)
    plant_assessments(session, practitioner, 8, answers=dict.fromkeys(ALL, "no"), proved=True)

    odd = make_assessment(session, practitioner=practitioner, answers=dict.fromkeys(ALL, "yes"))

    (case,) = _patterns(session)
    assert case.subject_id == str(odd.public_id)
    assert case.details == {"distance": 1.0, "together_with": []}
    assert odd.standing == Standing.COUNTED


def test_two_who_assess_the_same_three_are_shown(session):
    people = [make_practitioner(session) for _ in range(3)]
    one, other = make_account(session), make_account(session)
    firsts = [make_assessment(session, practitioner=each, member=one) for each in people]
    for each in people[:2]:
        make_assessment(session, practitioner=each, member=other, now=NOW)
    before = _patterns(session)

    make_assessment(session, practitioner=people[2], member=other)

    assert before == []
    (case,) = _patterns(session)
    assert case.details["together_with"] == [str(firsts[2].public_id)]


def test_who_withdrew_is_no_company(session):
    people = [make_practitioner(session) for _ in range(3)]
    one, other = make_account(session), make_account(session)
    for each in people:
        gone = make_assessment(session, practitioner=each, member=one)
        service.withdraw(session, assessment=gone, now=NOW)

    for each in people:
        make_assessment(session, practitioner=each, member=other)

    assert _patterns(session) == []
