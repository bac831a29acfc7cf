"""Valid assessments for tests: through the service, or as bare rows where that is enough."""

from datetime import UTC, date, datetime

from directory.practitioners.vocabulary import Kind
from directory.vetting import tallies
from directory.vetting.content import Content
from directory.vetting.models import Assessment, Standing
from directory.vetting.recount import recount
from directory.vetting.service import Traces, assess
from tests.accounts.factories import make_account
from tests.databases import ensure_writing

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
"""When assessments of tests arrive unless they say otherwise."""

MONTH = date(2026, 4, 1)
NOWHERE = Traces(device="", network="")

ANSWERS = {
    Kind.THERAPIST: {"T1": "yes", "T2": "partly", "T3": "yes", "T6": "no", "T7": "unknown"},
    Kind.MOVEMENT_COACH: {"M1": "yes", "M2": "partly", "M4": "no"},
    Kind.RUNNING_COACH: {"N1": "yes", "N2": "partly", "N4": "no"},
}


def content_for(kind=Kind.THERAPIST, **what_matters):
    """What a member might say of a practitioner of a kind."""
    parts = {
        "sore": "knee",
        "visits": "4+",
        "visit_month": MONTH,
        "answers": dict(ANSWERS[kind]),
        "links": ("feet", "hips"),
        "flags": {"R2": False},
    } | what_matters
    return Content(**parts)


def make_assessment(session, *, practitioner, member=None, now=NOW, traces=NOWHERE, **what_matters):
    """Let a member assess a practitioner through the service.

    Args:
        session: The open session.
        practitioner: Who was visited.
        member: Who was there; an account of its own if none is given.
        now: When the assessment arrives.
        traces: Where the request came from.
        **what_matters: Parts of the content.
    """
    ensure_writing(session)
    return assess(
        session,
        practitioner=practitioner,
        member=member or make_account(session),
        content=content_for(practitioner.kind, **what_matters),
        traces=traces,
        now=now,
    )


def plant_assessments(session, practitioner, how_many, **what_matters):
    """Plant counted assessments as rows, past the guard; tallies and score follow once."""
    ensure_writing(session)
    columns = {
        "kind": practitioner.kind,
        "version": "chain-1",
        "sore": "knee",
        "visits": "4+",
        "visit_month": MONTH,
        "answers": dict(ANSWERS[practitioner.kind]),
        "links": ["feet", "hips"],
        "flags": [],
        "flags_asked": ["R2"],
        "standing": Standing.COUNTED,
        "arrived_at": NOW,
        "vote_group": 0,
    } | what_matters
    rows = [
        Assessment(practitioner_id=practitioner.id, member_id=make_account(session).id, **columns)
        for _ in range(how_many)
    ]
    session.add_all(rows)
    session.flush()
    for row in rows:
        row.vote_group = what_matters.get("vote_group") or row.id
    session.flush()
    tallies.recount_all(session, practitioner.id)
    recount(session, practitioner, NOW)
    session.flush()
    return rows
