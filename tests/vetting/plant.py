"""Plants members and their assessments as rows, with the tallies and the score they lead to."""

from datetime import UTC, date, datetime
from itertools import count

from directory.accounts.models import Account
from directory.vetting import tallies
from directory.vetting.models import Assessment, Standing
from directory.vetting.recount import recount
from tests.databases import ensure_writing

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
MONTH = date(2026, 5, 1)

_numbers = count(1)


def plant_assessment(session, practitioner, *, group=None, **what_matters):
    """Plant a counted assessment by a member of its own, visited this month.

    Args:
        session: The open session.
        practitioner: Whom it is about.
        group: An assessment it is linked with by device.
        **what_matters: Columns of the assessment.
    """
    ensure_writing(session)
    member = Account(email=f"member{next(_numbers)}@example.org", confirmed_at=NOW)
    session.add(member)
    session.flush()
    columns = {
        "kind": practitioner.kind,
        "version": "chain-1",
        "sore": "knee",
        "visits": "4+",
        "visit_month": MONTH,
        "answers": {"T2": "yes"},
        "links": None,
        "flags": [],
        "flags_asked": ["R1", "R2"],
        "standing": Standing.COUNTED,
        "arrived_at": NOW,
        "vote_group": group.vote_group if group else 0,
    } | what_matters
    row = Assessment(practitioner_id=practitioner.id, member_id=member.id, **columns)
    session.add(row)
    session.flush()
    if group is None:
        row.vote_group = row.id
    settle(session, practitioner)
    return row


def settle(session, practitioner, now=NOW):
    """Bring tallies and score in line with the rows."""
    session.flush()
    tallies.recount_all(session, practitioner.id)
    recount(session, practitioner, now)
    session.flush()


def tallies_hold(session, practitioner):
    """Whether the tallies are what the assessments say."""
    session.flush()
    return tallies.stored(session, practitioner.id) == tallies.count_all(session, practitioner.id)
