"""Owners are asked every half a year whether everything is still true, and left in peace between."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory.listings.asking import ASK_AGAIN_AFTER, MOST_MAILS
from directory.listings.confirming import asked_about, confirm
from directory.listings.models import ListingToken
from directory.listings.tokens import LinkEnded
from directory.log.models import Event
from directory.practitioners.freshness import FRESH_FOR
from directory.practitioners.models import Status
from tests.accounts.factories import KEYS
from tests.factories import make_noise, make_practitioner
from tests.listings.still_true import NOW, TODAY, YEAR, ask, mails, make_stale, own, token_of

DAY = timedelta(days=1)
only_sqlite = pytest.mark.databases("sqlite")


def test_the_owner_of_a_stale_listing_gets_a_mail_with_a_link(session):
    practitioner, owner = make_stale(session, name="Ada Alder")
    make_noise(session)

    asked = ask(session)

    (mail,) = mails(session)
    assert (asked, mail.recipient) == (1, owner.email)
    assert mail.subject == "Is everything still true: Ada Alder?"
    assert "https://chain.example/still-true/" in mail.text
    assert f"https://chain.example/desk/{practitioner.public_id}" in mail.text
    assert "on 20 May 2025" in mail.text
    shown = asked_about(session, token=token_of(mail), keys=KEYS, now=NOW)
    assert shown.id == practitioner.id


def test_all_owners_who_can_sign_in_are_asked(session):
    practitioner, owner = make_stale(session)
    second = own(session, practitioner)
    own(session, practitioner, active=False)
    own(session, practitioner, is_demo=True)
    own(session, practitioner, email="no address")

    ask(session)

    assert {mail.recipient for mail in mails(session)} == {owner.email, second.email}


@only_sqlite
@pytest.mark.parametrize(
    "what_matters",
    [
        {"status": Status.UNCLAIMED},
        {"status": Status.PENDING},
        {"status": Status.HIDDEN, "hidden_reason": "Closed."},
        {"confirmed_on": TODAY - FRESH_FOR + DAY},
        {"asked_on": TODAY - ASK_AGAIN_AFTER + DAY, "times_asked": 1},
        {"asked_on": TODAY - YEAR / 2, "times_asked": MOST_MAILS},
    ],
    ids=["unclaimed", "pending", "hidden", "fresh", "asked lately", "asked enough"],
)
def test_others_are_left_in_peace(session, what_matters):
    make_stale(session, **what_matters)

    assert (ask(session), mails(session)) == (0, [])


@only_sqlite
@pytest.mark.parametrize("account", [None, {"active": False}, {"is_demo": True}])
def test_who_has_nobody_to_be_asked_holds_nobody_up(session, account):
    for _ in range(3):
        practitioner = make_practitioner(session, confirmed_on=TODAY - 2 * YEAR)
        if account:
            own(session, practitioner, **account)
    _practitioner, owner = make_stale(session)

    ask(session, limit=1)

    assert [mail.recipient for mail in mails(session)] == [owner.email]


def test_what_nobody_confirmed_is_asked_about_half_a_year_after_it_was_taken_over(session):
    for days in (FRESH_FOR.days - 1, FRESH_FOR.days):
        practitioner = make_practitioner(session)
        owner = own(session, practitioner, since=NOW - timedelta(days=days))

    ask(session)

    (mail,) = mails(session)
    assert mail.recipient == owner.email
    assert "that nobody has confirmed yet" in mail.text


@only_sqlite
def test_who_does_not_answer_is_asked_three_times_and_told_when_it_is_the_last(session):
    make_stale(session)
    times = [NOW + ASK_AGAIN_AFTER * number for number in range(5)]

    asked = [ask(session, now) for now in times]

    assert asked == [1, 1, 1, 0, 0]
    said = ["We shall not ask again" in mail.text for mail in mails(session)]
    assert said == [False, False, True]
    assert [mail.subject[:5] for mail in mails(session)] == ["Is ev", "Once ", "Once "]


@only_sqlite
def test_a_newer_link_takes_the_place_of_the_one_before(session):
    make_stale(session)
    later = NOW + ASK_AGAIN_AFTER
    ask(session)
    ask(session, later)
    first, second = map(token_of, mails(session))

    assert session.scalar(select(func.count(ListingToken.id))) == 1
    assert asked_about(session, token=second, keys=KEYS, now=later)
    with pytest.raises(LinkEnded):
        asked_about(session, token=first, keys=KEYS, now=later)


@only_sqlite
def test_half_a_year_after_confirming_it_begins_anew(session):
    practitioner, owner = make_stale(session)
    ask(session)
    confirm(session, practitioner=practitioner, actor=f"owner:{owner.public_id}", now=NOW + DAY)

    asked = [ask(session, NOW + DAY + FRESH_FOR + wait) for wait in (-DAY, 0 * DAY)]

    assert asked == [0, 1]
    assert practitioner.times_asked == 1


@only_sqlite
def test_whoever_confirms_it_meanwhile_begins_the_count_anew(session):
    practitioner, _owner = make_stale(session, times_asked=MOST_MAILS, asked_on=TODAY - YEAR)

    assert (ask(session), practitioner.times_asked) == (1, 1)


@only_sqlite
def test_the_stalest_come_first_and_no_more_than_asked_for(session):
    for days in (300, 900, 600):
        make_stale(session, name=f"Stale {days}", confirmed_on=TODAY - timedelta(days=days))

    ask(session, limit=2)

    assert [mail.subject[-9:] for mail in mails(session)] == ["tale 900?", "tale 600?"]


@only_sqlite
def test_the_log_tells_that_they_were_asked_and_no_address(session):
    practitioner, owner = make_stale(session)

    ask(session)

    event = session.scalars(select(Event).where(Event.action == "asked whether still true")).one()
    assert (event.actor, event.after) == ("command:worker", {"times": 1})
    assert event.subject_id == str(practitioner.public_id)
    assert owner.email not in str([event.before, event.after])
