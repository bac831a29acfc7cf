"""Cases: opened once for a subject, with their details and one log row."""

from sqlalchemy import func, select

from directory.cases import Case, CaseKind, CaseStatus, open_case
from directory.log.models import Event

SUBJECT = ("assessment", "some-id")


def test_a_case_waits_with_its_details_and_one_event(session):
    case = open_case(session, CaseKind.BURST, subject=SUBJECT, details={"count": 3}, actor="guard")

    session.flush()
    event = session.scalars(select(Event)).one()
    assert (case.status, case.details) == (CaseStatus.OPEN, {"count": 3})
    assert (event.action, event.subject_id) == ("opened", str(case.public_id))


def test_an_open_case_of_the_same_subject_is_taken_again(session):
    first = open_case(session, CaseKind.BURST, subject=SUBJECT, details={"count": 3}, actor="g")
    session.flush()

    second = open_case(session, CaseKind.BURST, subject=SUBJECT, details={"count": 4}, actor="g")

    assert second is first
    assert first.details == {"count": 4}
    assert session.scalar(select(func.count()).select_from(Event)) == 1


def test_a_decided_case_does_not_swallow_a_new_one(session):
    decided = open_case(session, CaseKind.BURST, subject=SUBJECT, actor="g")
    decided.status = CaseStatus.DECIDED
    session.flush()

    fresh = open_case(session, CaseKind.BURST, subject=SUBJECT, actor="g")

    session.flush()
    assert fresh is not decided
    assert session.scalar(select(func.count()).select_from(Case)) == 2
