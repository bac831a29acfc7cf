"""Evidence planted as rows, past the services: tests say what stands in the tables."""

from datetime import UTC, date, datetime
from itertools import count

from directory.accounts.models import Account
from directory.practitioners.vocabulary import Kind
from directory.vetting.models import Assessment, Claim, Document, Flag, Standing
from directory.vetting.tallies import recount_all
from tests.databases import ensure_writing

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

_numbers = count(1)


def plant_assessment(session, practitioner, answers, *, tallied=True, **what_matters):
    """Plant a counted assessment of a new member, "T1:yes T2:no", and let the sums follow."""
    ensure_writing(session)
    number = next(_numbers)
    member = Account(email=f"planted{number}@runner.example")
    session.add(member)
    session.flush()
    columns = {
        "kind": Kind.THERAPIST,
        "version": "chain-1",
        "sore": "knees",
        "visits": "4+",
        "visit_month": date(2026, 10, 1),
        "flags": [],
        "flags_asked": [],
        "links": None,
        "standing": Standing.COUNTED,
        "arrived_at": NOW,
        "vote_group": 0,
    }
    assessment = Assessment(
        practitioner_id=practitioner.id,
        member_id=member.id,
        answers=dict(one.split(":") for one in answers.split()),
        **(columns | what_matters),
    )
    session.add(assessment)
    session.flush()
    if "vote_group" not in what_matters:
        assessment.vote_group = assessment.id
    if tallied:
        recount_all(session, practitioner.id)
    return assessment


def plant_claim(session, practitioner, code):
    """Let a practitioner claim an item."""
    ensure_writing(session)
    sentence = "As every first visit begins."
    row = Claim(practitioner_id=practitioner.id, code=code, sentence=sentence, stated_on=NOW.date())
    session.add(row)
    session.flush()


def plant_document(session, practitioner, code, *, partly=False):
    """Let a moderator have seen a document for an item."""
    ensure_writing(session)
    row = Document(
        practitioner_id=practitioner.id,
        code=code,
        title="Course record",
        partly=partly,
        seen_on=NOW.date(),
    )
    session.add(row)
    session.flush()


def plant_flag(session, practitioner, code, status):
    """Plant a red flag that stands at some point of being decided."""
    ensure_writing(session)
    session.add(Flag(practitioner_id=practitioner.id, code=code, status=status))
    session.flush()
