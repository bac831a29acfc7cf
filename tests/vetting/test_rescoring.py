"""Stored scores are brought up to date, the same to the bit as when one practitioner changes."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from directory.db import begin_write
from directory.log.models import Event
from directory.outbox.models import OutboxEntry
from directory.practitioners.vocabulary import Kind
from directory.vetting import rescoring
from directory.vetting.models import FlagStatus
from directory.vetting.recount import recount
from directory.vetting.rescoring import rescore
from tests.factories import make_practitioner
from tests.vetting.planted import NOW, plant_assessment, plant_claim, plant_document, plant_flag

pytestmark = pytest.mark.databases("sqlite")  # unless a test says otherwise

LATER = NOW + timedelta(days=365)
FIELDS = rescoring.Stored._fields


def _stored(practitioner):
    return {field: getattr(practitioner, field) for field in FIELDS}


@pytest.fixture
def listed(session):
    """Somebody with members, with claims alone, capped, without licence, and with nothing."""
    people = [make_practitioner(session) for _ in range(5)]
    members, claims, capped, unlicensed, _nothing = people
    for answers in ("T1:yes T2:partly T3:no", "T1:yes", "T2:yes T13:yes"):
        plant_assessment(session, members, answers)
    plant_claim(session, claims, "T1")
    plant_document(session, capped, "T3")
    plant_flag(session, capped, "R1", FlagStatus.CAPPED)
    plant_document(session, unlicensed, "T3")
    plant_flag(session, unlicensed, "R4", FlagStatus.CAPPED)
    coach = make_practitioner(session, kind=Kind.RUNNING_COACH)
    plant_assessment(session, coach, "N1:yes N2:no", kind=Kind.RUNNING_COACH)
    session.execute(delete(OutboxEntry))
    session.commit()
    return [*people, coach]


@pytest.fixture
def rescored(session):
    """Rescores everybody, as of some time."""

    def run(now=NOW, **options):
        steps = []
        done = rescore(session, now, steps.append, **options)
        session.expire_all()
        assert sum(steps) == done.seen
        return done

    return run


def test_scores_are_stored_with_version_cap_and_members(listed, rescored):
    members, claims, capped, unlicensed, nothing, coach = listed

    done = rescored()

    assert (done.seen, done.changed) == (6, 3)
    assert members.score_low < members.score < members.score_high
    assert (members.score_members, members.score_version) == (3, "chain-1")
    assert capped.score_cap == 40
    assert capped.score <= 40
    assert capped.score_is_new
    assert [one.score for one in (claims, unlicensed, nothing)] == [None, None, None]
    assert coach.score is not None


@pytest.mark.databases("sqlite", "postgres")
def test_rescoring_gives_the_bits_that_recounting_one_gives(session, listed, rescored):
    rescored(LATER)
    together = [_stored(one) for one in listed]

    begin_write(session)
    for one in listed:
        recount(session, one, LATER)

    alone = [_stored(one) for one in listed]
    for row in alone:
        row["score_version"] = row["score_version"] if row["score"] is not None else None
    assert together == alone
    session.rollback()


def test_what_a_recount_stored_is_left_alone(session, listed, rescored):
    rescored()
    begin_write(session)
    for one in listed:
        recount(session, one, NOW)
    session.commit()

    assert rescored().changed == 0


@pytest.mark.databases("sqlite", "postgres")
def test_rescoring_twice_changes_nothing_and_promises_nothing(session, listed, rescored):
    rescored()
    promised = session.query(OutboxEntry).count()

    done = rescored()

    assert done.changed == 0
    assert session.query(OutboxEntry).count() == promised == 3


def test_every_change_is_logged_once_and_holds_no_answers(session, listed, rescored):
    rescored()

    events = session.scalars(select(Event).where(Event.action == "rescored")).all()
    assert {event.subject_id for event in events} == {str(listed[at].public_id) for at in (0, 2, 5)}
    assert len(events) == 3
    assert all(event.before == {"score": None} for event in events)
    assert all(set(event.after) == {"score", "version"} for event in events)


def test_the_log_says_who_rescored(session, listed, rescored):
    rescored(actor="worker")

    events = session.scalars(select(Event).where(Event.action == "rescored")).all()
    assert {event.actor for event in events} == {"worker"}


def test_older_visits_weigh_less_when_a_year_has_passed(listed, rescored):
    rescored()
    before = listed[0].score_high - listed[0].score_low

    done = rescored(LATER)

    assert done.changed == 2
    assert listed[0].score_high - listed[0].score_low > before


def test_a_score_whose_evidence_is_gone_goes_too(session, listed, rescored):
    nothing = listed[4]
    begin_write(session)
    nothing.score, nothing.score_version = 80.0, "chain-0"
    session.commit()

    rescored()

    assert (nothing.score, nothing.score_version) == (None, None)


def test_more_than_a_batch_is_rescored(listed, rescored):
    done = rescored(batch=2)

    assert (done.seen, done.changed) == (6, 3)
