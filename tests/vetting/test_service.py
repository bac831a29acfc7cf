"""Members assess, edit and withdraw: what is stored, what counts, and who is refused."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from directory.accounts.models import Account
from directory.accounts.traces import Traces
from directory.cases import Case, CaseKind
from directory.db import begin_write
from directory.log.models import Event
from directory.practitioners.vocabulary import Kind
from directory.vetting import service, tallies
from directory.vetting.models import (
    Assessment,
    AssessmentRevision,
    Flag,
    FlagStatus,
    Proof,
    Standing,
    Tally,
)
from directory.vetting.replay import replay
from directory.vetting.standings import entry_of
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.vetting.factories import NOW, NOWHERE, content_for, make_assessment, plant_assessments

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
def test_the_first_assessment_counts_at_once_and_gives_a_score(session, practitioner):
    make_practitioner(session)

    assessment = make_assessment(session, practitioner=practitioner)

    assert (assessment.standing, assessment.vote_group) == (Standing.COUNTED, assessment.id)
    assert (assessment.visit_month, assessment.version) == (date(2026, 4, 1), "chain-1")
    assert practitioner.score_members == 1
    assert practitioner.score_low < practitioner.score < practitioner.score_high
    assert (practitioner.score_is_new, practitioner.score_version) == (True, "chain-1")
    assert _tallies_hold(session, practitioner)
    assert _events(session, assessment) == ["assessed"]


def test_the_log_holds_no_answers(session, practitioner):
    assessment = make_assessment(session, practitioner=practitioner, comment="My knee is well.")

    session.flush()

    rows = session.scalars(select(Event).where(Event.subject_id == str(assessment.public_id)))
    told = [set(row.after) for row in rows]
    known = {"standing", "counts_from", "practitioner", "arrived_at", "linked"}
    assert told == [known]


def test_an_edit_replaces_the_answers_and_keeps_the_month_and_the_history(session, practitioner):
    assessment = make_assessment(session, practitioner=practitioner)
    score = practitioner.score
    better = content_for(answers={"T1": "yes", "T3": "yes"}, visit_month=date(2026, 5, 1))

    service.edit(session, assessment=assessment, content=better, now=NOW + DAY)

    assert assessment.answers == {"T1": "yes", "T3": "yes"}
    assert assessment.visit_month == date(2026, 4, 1)
    assert assessment.edited_at == NOW + DAY
    (before,) = session.scalars(select(AssessmentRevision))
    assert before.content["answers"]["T6"] == "no"
    assert practitioner.score > score
    assert _events(session, assessment) == ["assessed", "edited"]
    assert _tallies_hold(session, practitioner)


@EVERYWHERE
def test_withdrawing_erases_what_was_said_and_leaves_the_score_as_it_was(session, practitioner):
    before = tallies.stored(session, practitioner.id)
    assessment = make_assessment(session, practitioner=practitioner, comment="Well looked after.")
    assessment.proof = Proof(content_type="image/png", size_bytes=10)
    better = content_for(answers={"T1": "no"}, comment="Well.")
    service.edit(session, assessment=assessment, content=better, now=NOW + DAY)

    service.withdraw(session, assessment=assessment, now=NOW + 2 * DAY)

    session.flush()
    assert (assessment.standing, assessment.withdrawn_at) == ("withdrawn", NOW + 2 * DAY)
    assert (assessment.answers, assessment.links, assessment.flags) == ({}, None, [])
    assert (assessment.flags_asked, assessment.sore, assessment.visits) == ([], None, "")
    assert (assessment.comment, assessment.comment_status, assessment.proof) == (None, None, None)
    assert session.scalars(select(AssessmentRevision)).all() == []
    assert session.scalars(select(Proof)).all() == []
    assert session.scalars(select(Tally)).all() == []
    assert tallies.stored(session, practitioner.id) == before
    assert (practitioner.score, practitioner.score_members) == (None, 0)
    assert _events(session, assessment) == ["assessed", "edited", "withdrawn"]


def test_what_was_withdrawn_can_neither_be_edited_nor_withdrawn_again(session, practitioner):
    gone = make_assessment(session, practitioner=practitioner)
    service.withdraw(session, assessment=gone, now=NOW + DAY)

    with pytest.raises(service.AlreadyWithdrawn):
        service.withdraw(session, assessment=gone, now=NOW + DAY)
    with pytest.raises(service.AlreadyWithdrawn):
        service.edit(session, assessment=gone, content=content_for(), now=NOW + DAY)


def test_who_withdrew_may_assess_anew_in_the_same_row(session, practitioner):
    member = make_account(session)
    first = make_assessment(session, practitioner=practitioner, member=member)
    service.withdraw(session, assessment=first, now=NOW + DAY)

    again = make_assessment(
        session, practitioner=practitioner, member=member, now=NOW + 9 * DAY, visits="1"
    )

    assert again is first
    assert (again.arrived_at, again.standing) == (NOW + 9 * DAY, Standing.COUNTED)
    assert (again.withdrawn_at, again.visits) == (None, "1")
    assert _tallies_hold(session, practitioner)


def test_a_member_holds_one_assessment_of_a_practitioner(session, practitioner):
    member = make_account(session)
    first = make_assessment(session, practitioner=practitioner, member=member)

    with pytest.raises(service.AlreadyAssessed):
        make_assessment(session, practitioner=practitioner, member=member, now=NOW + DAY)

    found = service.find_own(session, practitioner_id=practitioner.id, member_id=member.id)
    assert found is first


@EVERYWHERE
def test_the_database_has_the_last_word_on_a_second_assessment(session, practitioner):
    member = make_account(session)
    first = make_assessment(session, practitioner=practitioner, member=member)
    second = Assessment(practitioner_id=practitioner.id, member_id=member.id)
    service._fill(second, practitioner, content_for(), NOW)  # noqa: SLF001

    with pytest.raises(service.AlreadyAssessed):
        service._store(session, second)  # noqa: SLF001

    assert session.scalars(select(Assessment)).all() == [first]


def test_withdrawn_ones_are_not_found(session, practitioner):
    member = make_account(session)
    gone = make_assessment(session, practitioner=practitioner, member=member)
    service.withdraw(session, assessment=gone, now=NOW + DAY)

    found = service.find_own(session, practitioner_id=practitioner.id, member_id=member.id)

    assert found is None


@EVERYWHERE
def test_a_refused_burst_does_not_come_back_by_withdrawing(session, practitioner):
    burst = [
        make_assessment(session, practitioner=practitioner, now=NOW + n * DAY) for n in range(3)
    ]
    service.reject(session, assessments=burst, actor="moderator:m", now=NOW + 3 * DAY)
    for one in burst:
        service.withdraw(session, assessment=one, now=NOW + 4 * DAY)

    for week, one in enumerate(burst, 1):
        member = session.get(Account, one.member_id)
        now = NOW + (4 + 8 * week) * DAY
        make_assessment(session, practitioner=practitioner, member=member, now=now)

    assert {one.standing for one in burst} == {Standing.HELD}
    (case,) = _cases(session, CaseKind.BURST)
    assert case.details["assessments"] == [str(one.public_id) for one in burst]
    assert replay(session, practitioner.id) == {one.id: entry_of(one) for one in burst}
    assert (practitioner.score, _tallies_hold(session, practitioner)) == (None, True)


@EVERYWHERE
def test_devices_link_by_way_of_a_member_who_assessed_somebody_else(session, practitioner):
    phone, tablet = (Traces(device=device, network="") for device in ("phone", "tablet"))
    other, between = make_practitioner(session), make_account(session)
    first = make_assessment(session, practitioner=practitioner, traces=phone)
    elsewhere = make_assessment(session, practitioner=other, member=between, traces=phone)
    said = content_for(visits="1")
    service.edit(session, assessment=elsewhere, content=said, now=NOW + DAY, traces=tablet)

    last = make_assessment(session, practitioner=practitioner, traces=tablet, now=NOW + 2 * DAY)

    assert (last.vote_group, last.standing) == (first.id, Standing.COUNTED)
    assert practitioner.score_members == 1


def test_answers_of_another_checklist_are_refused_and_nothing_is_stored(session, practitioner):
    with pytest.raises(service.ContentInvalid) as refused:
        make_assessment(session, practitioner=practitioner, answers={"N1": "yes"})

    assert refused.value.errors == {"answers": "unknown"}
    assert session.scalars(select(Assessment)).all() == []


def test_each_kind_has_its_own_checklist(session):
    coach = make_practitioner(session, kind=Kind.RUNNING_COACH)

    assessment = make_assessment(session, practitioner=coach)

    assert assessment.kind == Kind.RUNNING_COACH
    assert session.get(Tally, (coach.id, "N1")).said_yes == 1


def test_enough_reports_open_a_case_about_a_red_flag(session, practitioner):
    plant_assessments(session, practitioner, 1, flags=["R2"])

    make_assessment(
        session, practitioner=practitioner, now=NOW + 20 * DAY, flags={"R2": True, "R3": False}
    )

    (case,) = _cases(session, CaseKind.RED_FLAG)
    assert case.details["reported"] == 2


def test_a_decided_flag_caps_the_stored_score(session, practitioner):
    session.add(Flag(practitioner_id=practitioner.id, code="R1", status=FlagStatus.CAPPED))

    make_assessment(session, practitioner=practitioner)

    assert (practitioner.score, practitioner.score_cap) == (40, 40)
    assert practitioner.score_high == 40


@EVERYWHERE
def test_a_score_is_kept_after_a_commit(session, open_session, practitioner):
    make_assessment(session, practitioner=practitioner)
    session.commit()
    begin_write(session)
    make_assessment(session, practitioner=practitioner, now=NOW + 8 * DAY, traces=NOWHERE)
    session.commit()

    kept = open_session().get(type(practitioner), practitioner.id)

    assert (kept.score, kept.score_members) == (practitioner.score, 2)
