"""Reports of wrong facts: taken once, decided by a moderator, forgotten afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory.cases.deciding import AlreadyDecided, ReasonMissing
from directory.cases.models import Case, CaseKind
from directory.listings.fact_reports import (
    CALLERS,
    FIELDS,
    REASON_CLOSED,
    ReportInvalid,
    WrongFact,
    accept_report,
    dismiss_report,
    doubt_number,
    report,
    report_of,
    show_reopened,
)
from directory.listings.models import FactReport, Stage
from directory.log.models import Event
from directory.outbox.models import Mail, OutboxEntry
from directory.practitioners.models import Fact, Status
from directory.vetting.decisions import NothingLeft
from tests.factories import make_noise, make_practitioner
from tests.listings.visitors import LETTERS, case_of, mails, own, verdict
from tests.vetting.factories import NOW

EMAIL = "runner@mail.example"
SAID = "Mara told me: it is 555 0199 now."


@pytest.fixture
def listing(session):
    made = make_practitioner(
        session,
        name="Ada Alder",
        status=Status.UNCLAIMED,
        website="https://ada.example",
        locations=[{"phone": "555 0100"}, {"phone": "555 0100"}, {"phone": "555 0102"}],
    )
    make_noise(session, 1)
    return made


def sent(session, listing, field="phone", said=SAID, email=EMAIL, now=NOW):
    return report(session, listing, WrongFact(field, said, email), now=now)


def how_many(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_a_report_waits_and_changes_nothing(session, listing):
    version = listing.version

    row = sent(session, listing)

    case = case_of(session, CaseKind.FACT_REPORT)
    assert (row.field, row.said, row.email, row.status) == ("phone", SAID, EMAIL, Stage.WAITING)
    assert (case.subject_type, case.subject_id) == ("fact_report", str(row.public_id))
    assert case.practitioner_id == listing.id
    assert report_of(session, case) is row
    assert (listing.version, listing.doubted_on) == (version, None)


def test_what_a_visitor_wrote_is_neither_in_the_log_nor_in_the_case(session, listing):
    sent(session, listing)
    accept_report(session, case_of(session, CaseKind.FACT_REPORT), verdict(), letters=LETTERS)
    session.flush()

    told = [f"{one.actor}{one.before}{one.after}" for one in session.scalars(select(Event))]
    told += [str(one.details) for one in session.scalars(select(Case))]
    assert not any(word in text for text in told for word in ("Mara", EMAIL, "0199"))


def test_equal_words_within_a_day_are_taken_once(session, listing):
    first = sent(session, listing)

    assert sent(session, listing, said=f" {SAID}\r\n", email=None) is first
    assert sent(session, listing, now=NOW + timedelta(hours=23)) is first
    assert sent(session, listing, field="website") is not first
    assert sent(session, listing, email="other@mail.example") is not first
    assert sent(session, listing, now=NOW + timedelta(days=1)) is not first
    assert how_many(session, FactReport) == how_many(session, Case) == 4


@pytest.mark.parametrize(
    ("field", "said"),
    [("score", "x"), ("phone", ""), ("phone", " \x00\u202e "), ("phone", "x" * 501)],
)
def test_what_is_no_report_is_refused(session, listing, field, said):
    with pytest.raises(ReportInvalid):
        sent(session, listing, field=field, said=said)

    assert how_many(session, FactReport) == 0


def test_an_accepted_report_thanks_and_sets_the_listing_back(session, listing):
    row = sent(session, listing)
    version = listing.version

    accept_report(session, case_of(session, CaseKind.FACT_REPORT), verdict(), letters=LETTERS)

    session.flush()
    assert mails(session) == [(EMAIL, "Thank you: you were right about a listing")]
    assert (row.status, row.decided_at, row.email) == (Stage.ACCEPTED, NOW, None)
    assert listing.doubted_on == NOW.date()
    assert listing.version == version + 1
    entries = select(OutboxEntry.version).where(OutboxEntry.key == str(listing.public_id))
    assert version + 1 in session.scalars(entries).all()
    assert listing.locations[0].phone == "555 0100"


def test_every_change_has_one_log_row(session, listing):
    sent(session, listing, email=None)
    accept_report(session, case_of(session, CaseKind.FACT_REPORT), verdict(), letters=LETTERS)
    session.flush()

    rows = session.execute(select(Event.actor, Event.action).order_by(Event.id)).all()
    assert [tuple(row) for row in rows] == [
        ("visitor", "opened"),
        ("moderator:1", "decided"),
        ("moderator:1", "doubted"),
    ]
    assert mails(session) == []


def test_a_moderator_can_clear_a_number_wherever_it_stands(session, listing):
    listing.facts.append(Fact(field="phone", source="nppes"))
    sent(session, listing)

    accept_report(
        session, case_of(session, CaseKind.FACT_REPORT), verdict(), letters=LETTERS, clear=True
    )

    session.flush()
    session.refresh(listing)
    assert [place.phone for place in listing.locations] == [None, None, "555 0102"]
    assert listing.facts == []
    assert case_of(session, CaseKind.FACT_REPORT).decision == "clear"


@pytest.mark.parametrize(("field", "left"), [("website", None), ("name", "https://ada.example")])
def test_only_what_was_reported_is_cleared(session, listing, field, left):
    sent(session, listing, field=field)

    accept_report(
        session, case_of(session, CaseKind.FACT_REPORT), verdict(), letters=LETTERS, clear=True
    )

    session.flush()
    assert listing.website == left
    assert listing.name == "Ada Alder"


def test_a_number_of_nowhere_can_be_cleared_too(session):
    listing = make_practitioner(session, locations=())
    sent(session, listing)

    accept_report(
        session, case_of(session, CaseKind.FACT_REPORT), verdict(), letters=LETTERS, clear=True
    )

    assert listing.doubted_on == NOW.date()


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("field", FIELDS)
def test_an_owner_is_told_what_to_check_but_not_who_said_what(session, listing, field):
    own(session, listing)
    sent(session, listing, field=field)

    accept_report(session, case_of(session, CaseKind.FACT_REPORT), verdict(), letters=LETTERS)

    session.flush()
    mail = session.scalars(select(Mail).where(Mail.recipient == "ada@practice.example")).one()
    assert "Please check: " in mail.text
    assert f"https://chain.example/desk/{listing.public_id}" in mail.text
    # The id of the listing is drawn, and may hold any digits.
    said = mail.text.replace(str(listing.public_id), "")
    assert not any(word in said for word in ("Mara", "0199", EMAIL))
    assert listing.status == Status.UNCLAIMED


def test_made_up_owners_get_no_mail(session, listing):
    listing.source = "demo"
    own(session, listing)
    sent(session, listing)

    accept_report(session, case_of(session, CaseKind.FACT_REPORT), verdict(), letters=LETTERS)

    assert [to for to, _subject in mails(session)] == [EMAIL]


def test_a_closed_practice_leaves_the_site_and_can_come_back(session, listing):
    sent(session, listing, field="closed")

    accept_report(session, case_of(session, CaseKind.FACT_REPORT), verdict(), letters=LETTERS)

    session.flush()
    assert (listing.status, listing.hidden_reason) == (Status.HIDDEN, REASON_CLOSED)
    assert show_reopened(session, listing, actor="moderator:1")
    assert listing.status == Status.UNCLAIMED


def test_an_owned_practice_is_hidden_as_closed_only_if_the_moderator_insists(session, listing):
    listing.status = Status.PUBLISHED
    own(session, listing)
    sent(session, listing, field="closed")

    accept_report(
        session, case_of(session, CaseKind.FACT_REPORT), verdict(), letters=LETTERS, clear=True
    )

    assert listing.status == Status.HIDDEN


def test_a_dismissed_report_leaves_everything_and_forgets_the_address(session, listing):
    row = sent(session, listing)
    version = listing.version

    dismiss_report(session, case_of(session, CaseKind.FACT_REPORT), verdict())

    session.flush()
    assert (row.status, row.email) == (Stage.REFUSED, None)
    assert (listing.version, listing.doubted_on) == (version, None)
    assert mails(session) == []


def test_nothing_is_decided_twice_or_without_a_reason(session, listing):
    sent(session, listing)
    case = case_of(session, CaseKind.FACT_REPORT)

    with pytest.raises(ReasonMissing):
        accept_report(session, case, verdict(reason=" "), letters=LETTERS)
    dismiss_report(session, case, verdict())
    with pytest.raises(AlreadyDecided):
        accept_report(session, case, verdict(), letters=LETTERS)

    assert listing.doubted_on is None


def test_a_report_that_is_gone_cannot_be_decided(session, listing):
    row = sent(session, listing)
    case = case_of(session, CaseKind.FACT_REPORT)
    session.delete(row)
    session.flush()

    with pytest.raises(NothingLeft):
        dismiss_report(session, case, verdict())


def test_callers_who_agree_make_one_report_at_a_time(session, listing):
    first = doubt_number(session, listing, now=NOW)

    assert (first.field, first.said, first.email) == ("phone", CALLERS, None)
    assert doubt_number(session, listing, now=NOW) is first
    dismiss_report(session, case_of(session, CaseKind.FACT_REPORT), verdict())
    session.flush()
    assert doubt_number(session, listing, now=NOW) is not first
