"""A private report goes on top of the queue, and nowhere else."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.cases import CaseKind
from directory.cases.deciding import AlreadyDecided, queue
from directory.log.models import Event
from directory.practitioners.models import Status
from directory.vetting.reports import (
    KEPT,
    REASON,
    Report,
    ReportInvalid,
    close_report,
    forget_reports,
    hide_reported,
    report_privately,
    show_again,
)
from tests.factories import make_practitioner
from tests.vetting.plant import NOW, plant_assessment

pytestmark = pytest.mark.databases("sqlite")
BOTH = pytest.mark.databases("sqlite", "postgres")

TEXT = "They went on when I said stop, in March."
DECISION = {"actor": "moderator:a", "reason": "Asked them both.", "now": NOW}


@pytest.fixture
def listing(session):
    made = make_practitioner(session)
    plant_assessment(session, made)
    return made


def report(session, listing, text=TEXT, contact=""):
    case = report_privately(session, listing, Report(text, contact))
    session.flush()
    return case


@BOTH
def test_each_report_is_a_case_that_keeps_the_words(session, listing):
    first = report(session, listing, contact=" 555 0100 ")
    report(session, listing, text=f" \x1b[31m{TEXT}\u202e ")

    details = [case.details for case in queue(session)]
    assert details == [
        {"text": TEXT, "contact": "555 0100"},
        {"text": f"[31m{TEXT}", "contact": ""},
    ]
    assert (first.kind, first.practitioner_id) == (CaseKind.PRIVATE_REPORT, listing.id)


def test_neither_score_nor_listing_nor_log_tell_of_it(session, listing):
    before = (listing.score, listing.version, listing.status)

    report(session, listing, contact="ada@example.org")

    event = session.scalars(select(Event).order_by(Event.id.desc())).first()
    told = f"{event.subject_id}{event.before}{event.after}{event.actor}"
    assert (listing.score, listing.version, listing.status) == before
    assert not [word for word in ("stop", "ada@", str(listing.public_id)) if word in told]


@pytest.mark.parametrize(
    ("text", "contact"),
    [("Too short", ""), ("x" * 5_001, ""), ("\x00" * 30, ""), (TEXT, "x" * 201)],
)
def test_a_report_has_some_words_and_an_end(session, listing, text, contact):
    with pytest.raises(ReportInvalid):
        report(session, listing, text, contact)

    assert queue(session) == []


@BOTH
def test_a_report_can_take_the_listing_off_the_site_and_put_it_back(session, listing):
    case = report(session, listing)

    hide_reported(session, case, **DECISION)

    session.flush()
    assert (listing.status, listing.hidden_reason) == (Status.HIDDEN, REASON)
    assert (case.decision, queue(session)) == ("hide", [])
    assert show_again(session, listing, actor="moderator:a")
    assert (listing.status, listing.hidden_reason) == (Status.PUBLISHED, None)


def test_a_report_that_is_closed_leaves_the_listing(session, listing):
    case = report(session, listing)

    close_report(session, case, **DECISION)

    with pytest.raises(AlreadyDecided):
        hide_reported(session, case, **DECISION)
    assert listing.status == Status.PUBLISHED


@BOTH
def test_the_words_of_a_report_are_forgotten_a_year_after_the_decision(session, listing):
    old, newer, waiting = (report(session, listing, contact="555 0100") for _ in range(3))
    close_report(session, old, **DECISION)
    close_report(session, newer, **{**DECISION, "now": NOW + timedelta(seconds=1)})

    forgotten = [forget_reports(session, NOW + KEPT) for _ in range(2)]

    session.expire_all()
    assert forgotten == [1, 0]
    assert (old.details, old.decision, old.reason) == ({}, "close", DECISION["reason"])
    assert newer.details == waiting.details == {"text": TEXT, "contact": "555 0100"}
