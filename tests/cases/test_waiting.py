"""How long it takes until something is decided."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.cases.models import Case, CaseKind, CaseStatus
from directory.cases.waiting import FEWEST, LAST, days_of, expected_wait
from tests.databases import ensure_writing

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TOOK = st.lists(st.timedeltas(timedelta(0), 90 * DAY), min_size=FEWEST, max_size=LAST)


def plant(session, days, *, kind=CaseKind.SUBMISSION, decision="publish", ago=DAY, how_many=1):
    """Cases that took some days, decided some time ago; still open without a decision."""
    ensure_writing(session)
    for number in range(how_many):
        end = NOW - ago - number * timedelta(minutes=1)
        session.add(
            Case(
                kind=kind,
                subject_type="revision",
                subject_id=f"{days}-{number}",
                details={},
                status=CaseStatus.DECIDED if decision else CaseStatus.OPEN,
                opened_at=(end if decision else NOW) - days * DAY,
                decided_at=end if decision else None,
                decision=decision,
            )
        )
    session.flush()


def ask(session):
    return expected_wait(session, (CaseKind.SUBMISSION,), NOW)


def test_nine_of_ten_were_decided_within_the_days_told(session):
    plant(session, 2, how_many=9)
    plant(session, 30)

    expected = ask(session)

    assert (expected.days, expected.decided, expected.waiting) == (2, 10, 0)


def test_too_few_decided_cases_tell_nothing(session):
    plant(session, 2, how_many=FEWEST - 1)
    plant(session, 1, decision=None)

    expected = ask(session)

    assert (expected.days, expected.decided, expected.waiting) == (None, FEWEST - 1, 1)


def test_other_kinds_and_what_senders_ended_themselves_tell_nothing(session):
    plant(session, 3, how_many=FEWEST)
    plant(session, 0, decision="replaced", how_many=20)
    plant(session, 0, decision="withdrawn", how_many=20)
    plant(session, 40, kind=CaseKind.COMMENT, how_many=20)

    expected = ask(session)

    assert (expected.days, expected.decided) == (3, FEWEST)


def test_only_the_last_ones_tell(session):
    plant(session, 60, ago=90 * DAY, how_many=30)
    plant(session, 4, how_many=LAST)

    expected = ask(session)

    assert (expected.days, expected.decided) == (4, LAST)


def test_those_that_wait_longer_already_lengthen_what_is_told(session):
    plant(session, 2, how_many=10)
    plant(session, 20, decision=None, how_many=5)

    expected = ask(session)

    assert (expected.days, expected.waiting) == (20, 5)


@given(TOOK)
def test_nine_of_ten_lie_within_and_one_day_is_the_least(took):
    days = days_of(took)

    within = sum(one <= days * DAY for one in took)
    assert days >= 1
    assert within * 10 >= len(took) * 9


@given(TOOK, st.lists(st.timedeltas(timedelta(0), 90 * DAY), max_size=20))
def test_who_waits_never_shortens_what_is_told(took, waiting):
    assert days_of(took, waiting) >= days_of(took)


@pytest.mark.parametrize(("hours", "days"), [(0, 1), (24, 1), (25, 2)])
def test_days_are_whole_and_rounded_up(hours, days):
    assert days_of([timedelta(hours=hours)] * FEWEST) == days
