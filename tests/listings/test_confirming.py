"""An owner says that everything is still true: at most once a day, by a link at most once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory import outbox
from directory.listings.confirming import asked_about, confirm, confirm_by_link
from directory.listings.tokens import LinkEnded
from directory.log.models import Event
from directory.outbox.models import OutboxEntry
from directory.practitioners.freshness import fresh_on
from directory.practitioners.models import Fact, Ownership, Status
from tests.accounts.factories import KEYS
from tests.factories import make_location, make_practitioner
from tests.listings.still_true import NOW, TODAY, YEAR, ask, mails, make_stale, own, token_of

OLD = TODAY - YEAR
DAY = timedelta(days=1)
ACTOR = "owner:somebody"


def _events(session, action="confirmed"):
    return session.scalars(select(Event).where(Event.action == action)).all()


def _asked(session, **what_matters):
    practitioner, owner = make_stale(session, **what_matters)
    ask(session)
    return practitioner, owner, token_of(mails(session)[-1])


def test_everything_an_owner_states_is_dated(session):
    practitioner = make_practitioner(
        session, accepting=True, accepting_as_of=OLD, confirmed_on=OLD, times_asked=2
    )
    make_location(session, practitioner)
    practitioner.facts = [
        Fact(field="hours", source="owner", verified_on=OLD),
        Fact(field="name", source="submission"),
        Fact(field="taxonomy", source="nppes", verified_on=OLD),
    ]

    confirm(session, practitioner=practitioner, actor=ACTOR, now=NOW)

    assert (practitioner.confirmed_on, practitioner.accepting_as_of) == (TODAY, TODAY)
    assert [place.confirmed_on for place in practitioner.locations] == [TODAY, TODAY]
    dated = {fact.field: fact.verified_on for fact in practitioner.facts}
    assert dated == {"hours": TODAY, "name": TODAY, "taxonomy": OLD}
    assert practitioner.times_asked == 0


def test_what_is_not_stated_gets_no_date(session):
    practitioner = make_practitioner(session)

    confirm(session, practitioner=practitioner, actor=ACTOR, now=NOW)

    assert practitioner.accepting_as_of is None


def test_search_and_log_hear_of_it_once_a_day(session):
    practitioner = make_practitioner(session, confirmed_on=OLD)
    session.execute(OutboxEntry.__table__.delete())

    changed = [
        confirm(session, practitioner=practitioner, actor=ACTOR, now=at)
        for at in (NOW, NOW + timedelta(hours=2), NOW + DAY)
    ]
    session.flush()

    assert changed == [True, False, True]
    assert [event.actor for event in _events(session)] == [ACTOR, ACTOR]
    assert _events(session)[0].after == {"confirmed_on": "2026-05-20"}
    assert len(outbox.pending(session, outbox.INDEX, 9)) == 2


def test_a_doubt_is_settled_by_it(session):
    practitioner = make_practitioner(session, confirmed_on=OLD, doubted_on=TODAY - DAY)
    before = fresh_on(practitioner)

    confirm(session, practitioner=practitioner, actor=ACTOR, now=NOW)

    assert (before, fresh_on(practitioner)) == (None, TODAY)


def test_a_link_shows_its_listing_without_being_used_up(session):
    practitioner, _owner, token = _asked(session)

    seen = [asked_about(session, token=token, keys=KEYS, now=NOW).id for _ in range(2)]

    assert seen == [practitioner.id] * 2
    assert practitioner.confirmed_on == OLD


def test_a_link_confirms_once_in_the_owners_name(session):
    practitioner, owner, token = _asked(session)

    confirm_by_link(session, token=token, keys=KEYS, now=NOW)
    session.flush()

    assert practitioner.confirmed_on == TODAY
    assert [event.actor for event in _events(session)] == [f"owner:{owner.public_id}"]
    with pytest.raises(LinkEnded):
        confirm_by_link(session, token=token, keys=KEYS, now=NOW + DAY)


@pytest.mark.databases("sqlite")
def test_of_two_owners_each_has_a_link_that_works(session):
    practitioner, _owner = make_stale(session)
    own(session, practitioner)
    ask(session)
    tokens = [token_of(mail) for mail in mails(session)]

    for token in tokens:
        confirm_by_link(session, token=token, keys=KEYS, now=NOW)

    assert len(set(tokens)) == 2
    assert session.scalar(select(func.count(Event.id)).where(Event.action == "confirmed")) == 1


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("how", ["never one", "run out", "not shown", "another's", "locked out"])
def test_a_link_ends(session, how):
    practitioner, owner, token = _asked(session)
    now = NOW + timedelta(days=45) if how == "run out" else NOW
    if how == "never one":
        token = token[:-1]
    if how == "not shown":
        practitioner.status, practitioner.hidden_reason = Status.HIDDEN, "Closed."
    if how == "another's":
        session.delete(session.get_one(Ownership, (practitioner.id, owner.id)))
        own(session, practitioner)
    owner.active = how != "locked out"
    session.flush()

    for use in (asked_about, confirm_by_link):
        with pytest.raises(LinkEnded):
            use(session, token=token, keys=KEYS, now=now)

    assert practitioner.confirmed_on == OLD
