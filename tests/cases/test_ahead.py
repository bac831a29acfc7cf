"""Where something stands in the queue."""

from datetime import UTC, datetime, timedelta

from directory.cases.ahead import Turn, turns
from directory.cases.models import Case, CaseKind, CaseStatus
from tests.databases import ensure_writing

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
KINDS = (CaseKind.SUBMISSION, CaseKind.REVISION)


def plant(session, subject, days_ago, *, kind=CaseKind.SUBMISSION, status=CaseStatus.OPEN):
    ensure_writing(session)
    session.add(
        Case(
            kind=kind,
            subject_type="revision",
            subject_id=subject,
            details={},
            status=status,
            opened_at=NOW - days_ago * DAY,
        )
    )
    session.flush()


def test_what_came_earlier_and_still_waits_stands_before_it(session):
    plant(session, "own", 3)
    plant(session, "earlier", 5)
    plant(session, "earlier of the other kind", 4, kind=CaseKind.REVISION)
    plant(session, "later", 1)
    plant(session, "decided", 9, status=CaseStatus.DECIDED)
    plant(session, "of no such kind", 9, kind=CaseKind.PROOF)

    assert turns(session, KINDS, ["own", "decided"]) == {"own": Turn(NOW - 3 * DAY, 2)}


def test_of_nothing_nothing_is_told(session):
    plant(session, "other", 1)

    assert turns(session, KINDS, []) == {}
