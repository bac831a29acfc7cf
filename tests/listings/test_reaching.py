"""What came of calls: one voice a day, and listings that follow where visitors agree."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from directory.cases.models import CaseKind
from directory.listings.fact_reports import CALLERS, dismiss_report
from directory.listings.models import FactReport, Reach, ReachOutcome
from directory.listings.reaching import (
    KEPT,
    SOURCE,
    OutcomeInvalid,
    OwnListing,
    purge_reaches,
    reached,
)
from directory.log.models import Event
from directory.outbox.models import Mail
from directory.practitioners.models import Fact, Status
from tests.factories import make_noise, make_practitioner
from tests.listings.visitors import LETTERS, case_of, mails, own, verdict
from tests.vetting.factories import NOW

TODAY = NOW.date()
YES, WRONG, FULL, WAIT = (
    ReachOutcome.YES,
    ReachOutcome.WRONG_NUMBER,
    ReachOutcome.FULL,
    ReachOutcome.WAIT,
)


@pytest.fixture
def listing(session):
    made = make_practitioner(session, name="Ada Alder", status=Status.UNCLAIMED)
    make_noise(session, 1)
    return made


def tell(session, listing, visitor, outcome, *, wait_days=None, account=None, days_ago=0):
    reached(
        session,
        listing,
        visitor=visitor,
        outcome=outcome,
        wait_days=wait_days,
        account=account,
        letters=LETTERS,
        now=NOW - timedelta(days=days_ago),
    )
    session.flush()


def calls(session):
    return session.scalars(select(Reach).order_by(Reach.id)).all()


def test_one_visitor_changes_nothing_of_a_listing(session, listing):
    version = listing.version

    tell(session, listing, "a", YES)

    assert [(row.visitor, row.outcome, row.called_on) for row in calls(session)] == [
        ("a", YES, TODAY)
    ]
    assert (listing.version, listing.reached_on) == (version, None)


def test_two_who_reached_them_keep_the_listing_fresh(session, listing):
    version = listing.version
    tell(session, listing, "a", YES, days_ago=8)

    tell(session, listing, "b", FULL, days_ago=2)

    assert listing.reached_on == TODAY - timedelta(days=2)
    assert listing.version == version + 1
    assert listing.doubted_on is None


def test_a_later_word_of_the_day_replaces_the_earlier_one(session, listing):
    tell(session, listing, "a", WRONG)

    tell(session, listing, "a", WAIT, wait_days=30)
    tell(session, listing, "a", WAIT, wait_days=30)
    tell(session, listing, "a", YES, wait_days=30)

    assert [(row.outcome, row.wait_days) for row in calls(session)] == [(YES, None)]
    told = session.scalars(select(Event.after).where(Event.action == "called")).all()
    assert [after["outcome"] for after in told] == ["wrong_number", "wait", "yes"]


def test_the_database_keeps_one_voice_a_day(session, listing):
    for _ in range(2):
        session.add(Reach(practitioner_id=listing.id, visitor="a", outcome=YES, called_on=TODAY))

    with pytest.raises(IntegrityError):
        session.flush()


def test_the_log_names_nobody_who_called(session, listing):
    tell(session, listing, "digest-of-a", YES)

    event = session.scalars(select(Event).where(Event.action == "called")).one()
    assert event.actor == "visitor"
    assert "digest-of-a" not in f"{event.before}{event.after}{event.subject_id}"


def test_a_wrong_number_is_doubted_and_put_before_a_moderator_once(session, listing):
    for visitor in "abc":
        tell(session, listing, visitor, WRONG)

    case = case_of(session, CaseKind.FACT_REPORT)
    wrong = session.scalars(select(FactReport)).one()
    assert listing.doubted_on == TODAY
    assert (wrong.field, wrong.said, case.subject_id) == ("phone", CALLERS, str(wrong.public_id))


def test_a_dismissed_number_comes_back_with_a_new_caller_alone(session, listing):
    for visitor in "ab":
        tell(session, listing, visitor, WRONG)
    dismiss_report(session, case_of(session, CaseKind.FACT_REPORT), verdict())

    tell(session, listing, "c", YES)
    assert session.scalar(select(func.count(FactReport.id))) == 1
    tell(session, listing, "d", WRONG)

    assert session.scalar(select(func.count(FactReport.id))) == 2


def test_calls_before_the_owner_confirmed_are_settled(session, listing):
    tell(session, listing, "a", WRONG, days_ago=9)
    listing.confirmed_on = TODAY - timedelta(days=5)

    tell(session, listing, "b", WRONG)

    assert listing.doubted_on is None


def test_a_day_never_goes_back(session, listing):
    listing.reached_on = TODAY
    version = listing.version
    tell(session, listing, "a", YES, days_ago=3)

    tell(session, listing, "b", YES, days_ago=3)

    assert (listing.reached_on, listing.version) == (TODAY, version)


def test_an_unclaimed_listing_is_full_when_visitors_agree(session, listing):
    listing.facts.append(Fact(field="name", source="nppes"))
    tell(session, listing, "a", FULL)
    assert listing.accepting is None

    tell(session, listing, "b", FULL)

    fact = next(fact for fact in listing.facts if fact.field == "accepting")
    assert (listing.accepting, listing.accepting_as_of) == (False, TODAY)
    assert (fact.source, fact.verified_on) == (SOURCE, TODAY)


def test_an_unclaimed_listing_has_the_wait_visitors_were_told(session, listing):
    for visitor, days in (("a", 14), ("b", 30), ("c", 90)):
        tell(session, listing, visitor, WAIT, wait_days=days)

    assert (listing.wait_days, listing.accepting, listing.accepting_as_of) == (30, None, TODAY)


def test_newer_visitors_lift_what_earlier_ones_said(session, listing):
    for visitor in "ab":
        tell(session, listing, visitor, FULL, days_ago=40)
    for visitor in "cd":
        tell(session, listing, visitor, WAIT, wait_days=7, days_ago=20)
    assert (listing.accepting, listing.wait_days) == (None, 7)

    for visitor in "efgh":
        tell(session, listing, visitor, YES)

    assert (listing.accepting, listing.wait_days, listing.accepting_as_of) == (None, None, None)
    assert [fact for fact in listing.facts if fact.field == "accepting"] == []


def test_a_yes_does_not_touch_what_the_listing_itself_says(session, listing):
    listing.accepting, listing.wait_days = True, 10
    listing.facts.append(Fact(field="accepting", source="csv"))

    for visitor in "ab":
        tell(session, listing, visitor, YES)

    assert (listing.accepting, listing.wait_days) == (True, 10)


def test_an_owner_is_asked_at_most_once_a_month_and_nothing_changes(session, listing):
    own(session, listing)
    for number in range(4):
        tell(session, listing, f"v{number}", FULL, days_ago=31)
    tell(session, listing, "late", FULL)

    assert (
        mails(session) == [("ada@practice.example", "Do you take new clients at the moment?")] * 2
    )
    text = session.scalars(select(Mail.text)).first()
    assert f"https://chain.example/desk/{listing.public_id}/today" in text
    assert (listing.accepting, listing.facts) == (None, [])


def test_an_owner_is_told_of_the_wait(session, listing):
    own(session, listing)

    for visitor in "ab":
        tell(session, listing, visitor, WAIT, wait_days=21)

    assert "about 21 days" in session.scalars(select(Mail.text)).one()
    assert listing.wait_days is None


@pytest.mark.parametrize("known", [{"accepting": False}, {"wait_days": 30}, {"source": "demo"}])
def test_an_owner_who_says_so_or_is_made_up_is_not_asked(session, listing, known):
    own(session, listing)
    for name, value in known.items():
        setattr(listing, name, value)

    for visitor in "ab":
        tell(session, listing, visitor, FULL)

    assert mails(session) == []


def test_nobody_is_asked_when_there_is_room(session, listing):
    own(session, listing)

    for visitor in "ab":
        tell(session, listing, visitor, YES)

    assert (mails(session), listing.reached_on) == ([], TODAY)


def test_owners_do_not_count_for_their_own_listing(session, listing):
    owner = own(session, listing)

    with pytest.raises(OwnListing):
        tell(session, listing, "a", YES, account=owner)

    assert calls(session) == []


def test_members_count_like_everybody(session, listing):
    own(session, listing)
    other = own(session, make_practitioner(session), email="bo@practice.example")

    tell(session, listing, "a", YES, account=other)

    assert len(calls(session)) == 1


@pytest.mark.parametrize("days", [None, 0, -3, 731])
def test_a_wait_has_a_length(session, listing, days):
    with pytest.raises(OutcomeInvalid):
        tell(session, listing, "a", WAIT, wait_days=days)

    assert calls(session) == []


def test_calls_are_forgotten_after_ninety_days(session, listing):
    for visitor, days in (("a", KEPT.days), ("b", KEPT.days - 1), ("c", 0)):
        tell(session, listing, visitor, YES, days_ago=days)

    gone = purge_reaches(session, TODAY)

    assert gone == 1
    assert [row.visitor for row in calls(session)] == ["b", "c"]
