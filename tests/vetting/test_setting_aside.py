"""What a suspended member said weighs nothing, and stands again exactly as it stood."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.accounts.models import Account
from directory.accounts.suspending import suspend
from directory.cases import CaseKind, open_case
from directory.log.models import Event
from directory.vetting import standings, tallies
from directory.vetting.decisions import Verdict, accept_proof, release_burst
from directory.vetting.models import Assessment, Proof, Standing
from directory.vetting.replay import replay
from directory.vetting.setting_aside import set_aside, take_up
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.moderation.test_undoing import decide, undo
from tests.moderation.worlds import a_burst
from tests.vetting.factories import NOW, make_assessment

DAY = timedelta(days=1)
VERDICT = Verdict("moderator:n", "They know each other from a club.", NOW + DAY)


@pytest.fixture
def member(session):
    return make_account(session)


@pytest.fixture
def practitioner(session):
    return make_practitioner(session)


def _state(session, practitioner):
    session.flush()
    rows = session.scalars(select(Assessment).order_by(Assessment.id))
    return (
        [standings.entry_of(row) for row in rows],
        tallies.stored(session, practitioner.id),
        practitioner.score,
        practitioner.score_members,
    )


def test_what_counted_weighs_nothing_and_then_as_before(session, practitioner, member):
    make_assessment(session, practitioner=practitioner, member=member)
    make_assessment(session, practitioner=practitioner, now=NOW + DAY)
    before = _state(session, practitioner)

    found = set_aside(session, member.id, actor="moderator:m", now=NOW + 2 * DAY)

    aside = _state(session, practitioner)
    assert (found, aside[0][0].standing, aside[3]) == (1, Standing.HELD, 0)
    assert tallies.stored(session, practitioner.id) == tallies.count_all(session, practitioner.id)
    assert take_up(session, member.id, actor="moderator:m", now=NOW + 2 * DAY) == 1
    assert _state(session, practitioner) == before


def test_one_that_waited_waits_again(session, practitioner, member):
    make_assessment(session, practitioner=practitioner)
    waiting = make_assessment(session, practitioner=practitioner, member=member, now=NOW + DAY)
    before = standings.entry_of(waiting)

    set_aside(session, member.id, actor="moderator:m", now=NOW + DAY)
    take_up(session, member.id, actor="moderator:m", now=NOW + 2 * DAY)

    assert before.standing == Standing.WAITING
    assert standings.entry_of(waiting) == before


@pytest.mark.databases("sqlite")
def test_what_was_decided_since_stays_as_decided(session, practitioner, member):
    row = make_assessment(session, practitioner=practitioner, member=member)
    set_aside(session, member.id, actor="moderator:m", now=NOW)
    standings.reject(session, assessments=[row], actor="moderator:n", now=NOW)

    found = take_up(session, member.id, actor="moderator:m", now=NOW)

    assert (found, row.standing) == (0, Standing.REJECTED)


@pytest.mark.databases("sqlite")
def test_each_is_logged_once_without_answers_and_the_log_tells_where_it_stands(
    session, practitioner, member
):
    row = make_assessment(session, practitioner=practitioner, member=member)
    set_aside(session, member.id, actor="moderator:m", now=NOW)
    held = replay(session, practitioner.id)[row.id]
    take_up(session, member.id, actor="moderator:m", now=NOW)
    session.flush()

    events = session.scalars(
        select(Event).where(Event.subject_id == str(row.public_id)).order_by(Event.id)
    ).all()

    assert [event.action for event in events] == ["assessed", "set aside", "taken up again"]
    assert set(events[1].after) == {"standing", "counts_from", "counted_from"}
    assert held.standing == Standing.HELD
    assert replay(session, practitioner.id)[row.id] == standings.entry_of(row)


@pytest.mark.databases("sqlite")
def test_who_said_nothing_has_nothing_to_set_aside(session, member):
    assert set_aside(session, member.id, actor="moderator:m", now=NOW) == 0
    assert take_up(session, member.id, actor="moderator:m", now=NOW) == 0


def _suspended(session, rows):
    for row in rows:
        account = session.get_one(Account, row.member_id)
        suspend(session, account, actor="moderator:m", reason="Spam.", now=NOW)
        set_aside(session, account.id, actor="moderator:m", now=NOW)


@pytest.mark.databases("sqlite")
def test_a_burst_that_is_released_counts_without_who_is_suspended(session):
    case = a_burst(session)
    rows = session.scalars(select(Assessment).where(Assessment.standing == Standing.HELD)).all()
    late, *others = rows
    _suspended(session, [late])

    counted = release_burst(session, case, VERDICT)

    assert (counted, late.standing) == (len(others), Standing.HELD)
    assert {row.standing for row in others} == {Standing.COUNTED}
    assert tallies.stored(session, late.practitioner_id) == tallies.count_all(
        session, late.practitioner_id
    )
    assert take_up(session, late.member_id, actor="moderator:m", now=NOW) == 1
    assert (late.standing, late.released) == (Standing.COUNTED, True)


@pytest.mark.databases("sqlite")
def test_a_release_that_is_taken_back_leaves_nothing_to_take_up(session, tmp_path):
    case, moderator = a_burst(session), make_account(session)
    late = session.scalars(select(Assessment).where(Assessment.standing == Standing.HELD)).first()
    _suspended(session, [late])
    decide(session, case, "release", tmp_path, moderator)

    undo(session, case, tmp_path, moderator)

    assert take_up(session, late.member_id, actor="moderator:m", now=NOW) == 0
    assert (late.standing, late.released) == (Standing.HELD, False)


@pytest.mark.databases("sqlite")
def test_a_proof_of_who_is_suspended_counts_when_that_is_lifted(
    session, practitioner, member, tmp_path
):
    row = make_assessment(session, practitioner=practitioner, member=member)
    row.proof = Proof(content_type="image/png", size_bytes=10)
    case = open_case(
        session,
        CaseKind.PROOF,
        subject=standings.subject_of(row),
        practitioner_id=practitioner.id,
        actor="test",
    )
    _suspended(session, [row])

    accept_proof(session, case, VERDICT, folder=tmp_path)

    assert (row.standing, row.proved) == (Standing.HELD, True)
    assert replay(session, row.practitioner_id)[row.id] == standings.entry_of(row)
    assert take_up(session, row.member_id, actor="moderator:m", now=NOW) == 1
    assert (row.standing, row.proved) == (Standing.COUNTED, True)
