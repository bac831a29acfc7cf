"""Pages of the log: what each row is about, what readers with a hand in it get, what it costs."""

from datetime import date

import pytest
from sqlalchemy import event as sql_event

from directory import log
from directory.moderation.log_pages import PAGE, LogFilter, history_of, log_page
from directory.moderation.service import Stakes, stakes_of
from directory.practitioners.models import Ownership, Practitioner
from tests.accounts.factories import make_account
from tests.databases import ensure_writing
from tests.factories import make_practitioner
from tests.moderation import cases as at

NOBODY = Stakes(set(), set(), set())


def write(session, subject, **values):
    ensure_writing(session)
    log.record(session, actor="guard", action="held", subject=subject, **values)
    session.flush()


def test_pages_follow_each_other_without_gap_or_repeat(session):
    for number in range(2 * PAGE + 3):
        write(session, ("npi", str(number)))

    told, before = [], None
    while True:
        page = log_page(session, LogFilter(before=before), NOBODY)
        told += [entry.event.subject_id for entry in page.entries]
        before = page.before
        if before is None:
            break

    assert told == [str(number) for number in reversed(range(2 * PAGE + 3))]


def test_a_full_last_page_has_none_after_it(session):
    for number in range(PAGE):
        write(session, ("npi", str(number)))

    assert log_page(session, LogFilter(), NOBODY).before is None


def test_a_row_about_anything_of_a_listing_leads_to_it(session):
    case = at.a_claim(session)
    write(session, ("ownership_claim", case.subject_id))
    about = {("case", str(case.public_id)), ("ownership_claim", case.subject_id)}

    page = log_page(session, LogFilter(), NOBODY)

    slugs = {(e.event.subject_type, e.event.subject_id): e.slug for e in page.entries}
    assert {slugs[one] for one in about} == {session.get(Practitioner, case.practitioner_id).slug}


def test_who_has_a_hand_in_it_is_kept_from_the_values(session):
    account = make_account(session, roles=["moderator"])
    mine, other = make_practitioner(session), make_practitioner(session)
    session.add(Ownership(practitioner_id=mine.id, account_id=account.id))
    for listing in (mine, other):
        write(session, ("practitioner", str(listing.public_id)), after={"status": "hidden"})

    page = log_page(session, LogFilter(), stakes_of(session, account))

    closed = {entry.event.subject_id: entry.is_closed for entry in page.entries}
    assert closed[str(mine.public_id)]
    assert not closed[str(other.public_id)]


@pytest.mark.databases("sqlite")
def test_history_tells_of_one_thing(session):
    listing = make_practitioner(session)
    subject = ("practitioner", str(listing.public_id))
    write(session, subject)
    write(session, ("npi", "1"))
    write(session, subject)

    entries = history_of(session, subject, NOBODY)

    assert [entry.event.subject_id for entry in entries] == [subject[1]] * 2


@pytest.mark.databases("sqlite")
def test_a_day_holds_what_happened_on_it_in_utc(session):
    write(session, ("npi", "1"))
    day = log_page(session, LogFilter(), NOBODY).entries[0].event.at.date()

    assert log_page(session, LogFilter(first=day, last=day), NOBODY).entries
    assert not log_page(session, LogFilter(last=date(2020, 1, 1)), NOBODY).entries


@pytest.mark.databases("sqlite")
def test_a_page_costs_two_statements_whatever_it_tells_of(session):
    for plant in (at.a_claim, at.a_submission, at.a_reply):
        plant(session)
    session.flush()
    asked = []
    sql_event.listen(
        session.get_bind(), "before_cursor_execute", lambda *args: asked.append(args[2])
    )

    page = log_page(session, LogFilter(), NOBODY)

    assert len(page.entries) > 4
    assert len(asked) <= 4, asked
