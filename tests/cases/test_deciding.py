"""Cases wait in order, and each is decided once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from directory.cases import CaseKind, CaseStatus, open_case
from directory.cases.deciding import (
    AlreadyDecided,
    ReasonMissing,
    StillOpen,
    checked_reason,
    decide_case,
    open_case_of,
    queue,
    reopen_case,
)
from directory.db import begin_write
from directory.log.models import Event
from tests.databases import ensure_writing

pytestmark = pytest.mark.databases("sqlite")
BOTH = pytest.mark.databases("sqlite", "postgres")

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def make_case(session, kind=CaseKind.BURST, subject="some-id", *, days_ago=0):
    ensure_writing(session)
    case = open_case(session, kind, subject=("thing", subject), actor="guard")
    case.opened_at = NOW - timedelta(days=days_ago)
    session.flush()
    return case


def decide(session, case, decision="release", reason="All is well.", actor="moderator:a"):
    decide_case(session, case, decision, reason=reason, actor=actor, now=NOW)


@BOTH
def test_private_reports_come_first_then_the_oldest(session):
    young = make_case(session, subject="1", days_ago=1)
    old = make_case(session, subject="2", days_ago=9)
    fresh_report = make_case(session, CaseKind.PRIVATE_REPORT, "3")
    old_report = make_case(session, CaseKind.PRIVATE_REPORT, "4", days_ago=5)
    decide(session, make_case(session, subject="5", days_ago=20))

    waiting = queue(session)

    assert waiting == [old_report, fresh_report, old, young]


def test_an_open_case_is_found_by_what_it_is_about(session):
    make_case(session, subject="other")
    decide(session, make_case(session, subject="mine"))
    again = make_case(session, subject="mine")

    assert open_case_of(session, CaseKind.BURST, ("thing", "mine")) is again
    assert open_case_of(session, CaseKind.PROOF, ("thing", "mine")) is None


def test_a_decision_names_who_when_and_why_and_logs_all_but_why(session):
    case = make_case(session)

    decide(session, case, reason="  They all came from one team.  ")

    session.flush()
    event = session.scalars(select(Event).where(Event.action == "decided")).one()
    assert (case.status, case.decision, case.decided_by) == ("decided", "release", "moderator:a")
    assert (case.decided_at, case.reason) == (NOW, "They all came from one team.")
    assert event.subject_id == str(case.public_id)
    assert "team" not in f"{event.before}{event.after}"


@BOTH
def test_the_second_to_decide_is_told_who_was_first(session, open_session):
    case = make_case(session)
    number = case.id
    session.commit()
    other = open_session()
    seen_before = other.get(type(case), number)
    assert seen_before.status == CaseStatus.OPEN
    begin_write(session)
    decide(session, case, "reject", actor="moderator:quick")
    session.commit()
    begin_write(other)

    with pytest.raises(AlreadyDecided, match=r"moderator:quick decided it on 2026-05-04 12:00"):
        decide(other, seen_before)

    assert seen_before.decision == "reject"


@pytest.mark.parametrize("reason", ["", "   ", "x" * 1_001])
def test_a_decision_needs_a_reason_of_some_length(session, reason):
    case = make_case(session)

    with pytest.raises(ReasonMissing):
        decide(session, case, reason=reason)

    assert case.status == CaseStatus.OPEN


def test_space_around_a_reason_is_dropped():
    assert checked_reason(" why\n") == "why"


def test_a_case_opened_again_waits_as_if_nobody_had_decided_and_the_log_tells_once(session):
    case = make_case(session, days_ago=3)
    decide(session, case, "reject")
    case.undo = {"of": "reject"}

    reopen_case(session, case, actor="moderator:a", now=NOW)

    session.flush()
    event = session.scalars(select(Event).where(Event.action == "reopened")).one()
    assert case.status == CaseStatus.OPEN
    assert [case.decision, case.decided_by, case.decided_at, case.reason, case.undo] == [None] * 5
    assert case.opened_at == NOW - timedelta(days=3)
    assert (event.before["decision"], event.before["decided_by"]) == ("reject", "moderator:a")
    assert "All is well" not in f"{event.before}{event.after}"
    decide(session, case)
    assert case.decision == "release"


def test_a_case_that_waits_is_not_opened_again(session):
    case = make_case(session)

    with pytest.raises(StillOpen):
        reopen_case(session, case, actor="moderator:a", now=NOW)
