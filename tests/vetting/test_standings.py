"""Who begins to count and when: waits, bursts, proofs and what a moderator decides."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.cases import Case, CaseKind
from directory.log.models import Event
from directory.vetting import service, tallies
from directory.vetting.models import (
    Standing,
    Tally,
)
from tests.factories import make_practitioner
from tests.vetting.factories import NOW, make_assessment

DAY = timedelta(days=1)
EVERYWHERE = pytest.mark.databases("sqlite", "postgres")

pytestmark = pytest.mark.databases("sqlite")


def _events(session, subject):
    session.flush()
    rows = session.scalars(
        select(Event).where(Event.subject_id == str(subject.public_id)).order_by(Event.id)
    )
    return [row.action for row in rows]


def _cases(session, kind):
    session.flush()
    return session.scalars(select(Case).where(Case.kind == kind)).all()


def _tallies_hold(session, practitioner):
    counted = tallies.count_all(session, practitioner.id)
    return tallies.stored(session, practitioner.id) == counted


@pytest.fixture
def practitioner(session):
    return make_practitioner(session, email="practice@sole.example")


@EVERYWHERE
def test_the_next_without_proof_waits_a_week_and_then_counts(session, practitioner):
    make_assessment(session, practitioner=practitioner)
    second = make_assessment(session, practitioner=practitioner, now=NOW + DAY)
    placed = (second.standing, second.counts_from)

    too_soon = service.release_due(session, NOW + timedelta(days=6))
    in_time = service.release_due(session, NOW + timedelta(days=7))

    assert placed == (Standing.WAITING, NOW + timedelta(days=7))
    assert (too_soon, in_time) == (0, 1)
    assert (second.standing, practitioner.score_members) == (Standing.COUNTED, 2)
    assert _events(session, second) == ["assessed", "counted"]
    assert _tallies_hold(session, practitioner)


@EVERYWHERE
def test_three_in_a_fortnight_are_held_for_a_moderator(session, practitioner):
    held = [
        make_assessment(session, practitioner=practitioner, now=NOW + n * DAY) for n in range(3)
    ]

    (case,) = _cases(session, CaseKind.BURST)

    assert {one.standing for one in held} == {Standing.HELD}
    assert case.subject_id == str(practitioner.public_id)
    assert case.details["assessments"] == [str(one.public_id) for one in held]
    assert (case.details["usual_in_14_days"], case.details["all_linked"]) == (0, False)
    assert practitioner.score is None
    assert (practitioner.score_members, tallies.stored(session, practitioner.id)) == (0, {})
    assert _events(session, held[0]) == ["assessed", "held"]


@pytest.fixture
def burst(session, practitioner):
    return [
        make_assessment(session, practitioner=practitioner, now=NOW + n * DAY) for n in range(3)
    ]


@EVERYWHERE
def test_released_ones_count_and_rejected_ones_do_not(session, practitioner, burst):
    later = NOW + 5 * DAY

    service.release(session, assessments=burst[:2], actor="moderator:m", now=later)
    service.reject(session, assessments=burst[2:], actor="moderator:m", now=later)

    assert [one.standing for one in burst] == ["counted", "counted", "rejected"]
    assert practitioner.score_members == 2
    assert _events(session, burst[2]) == ["assessed", "rejected"]
    assert _tallies_hold(session, practitioner)


def test_only_what_is_held_can_be_released(session, practitioner):
    counted = make_assessment(session, practitioner=practitioner)

    with pytest.raises(service.WrongStanding, match="counted"):
        service.release(session, assessments=[counted], actor="moderator:m", now=NOW)


def test_with_nothing_to_decide_nothing_happens(session, practitioner):
    version = practitioner.version

    service.release(session, assessments=[], actor="moderator:m", now=NOW)
    service.reject(session, assessments=[], actor="moderator:m", now=NOW)

    assert practitioner.version == version


def test_a_proved_one_counts_at_once(session, practitioner):
    make_assessment(session, practitioner=practitioner)
    waiting = make_assessment(session, practitioner=practitioner, now=NOW + DAY)

    service.prove(session, assessment=waiting, actor="moderator:m", now=NOW + 2 * DAY)

    assert (waiting.standing, waiting.proved) == (Standing.COUNTED, True)
    assert session.get(Tally, (practitioner.id, "T1")).asked_proved > 0
    assert _events(session, waiting) == ["assessed", "proved"]
    assert _tallies_hold(session, practitioner)


def test_what_was_withdrawn_can_not_be_proved(session, practitioner):
    gone = make_assessment(session, practitioner=practitioner)
    service.withdraw(session, assessment=gone, now=NOW + DAY)

    with pytest.raises(service.WrongStanding, match="withdrawn"):
        service.prove(session, assessment=gone, actor="moderator:m", now=NOW + DAY)
