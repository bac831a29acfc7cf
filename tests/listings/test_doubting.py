"""Listings in doubt: set back, emptied where a moderator says so, their owners asked to look."""

import pytest
from sqlalchemy import select

from directory.listings.doubting import doubt, tell_owner
from directory.log.models import Event
from directory.outbox.models import Mail
from directory.practitioners.models import Fact
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.listings.visitors import LETTERS, verdict
from tests.vetting.factories import NOW


@pytest.fixture
def listing(session):
    made = make_practitioner(
        session,
        website="https://ada.example",
        locations=[{"phone": "555 0100"}, {"phone": "555 0100"}, {"phone": "555 0102"}],
    )
    made.facts.append(Fact(field="phone", source="nppes"))
    made.facts.append(Fact(field="name", source="nppes"))
    session.flush()
    return made


def stated(listing):
    phones = [place.phone for place in listing.locations]
    return phones, listing.website, sorted(fact.field for fact in listing.facts)


UNTOUCHED = (["555 0100", "555 0100", "555 0102"], "https://ada.example", ["name", "phone"])


@pytest.mark.parametrize(
    ("field", "clear", "left"),
    [
        ("phone", False, UNTOUCHED),
        ("hours", True, UNTOUCHED),
        ("phone", True, ([None, None, "555 0102"], "https://ada.example", ["name"])),
        ("website", True, (UNTOUCHED[0], None, ["name", "phone"])),
    ],
)
def test_only_a_number_or_website_that_is_wrong_is_taken_out(session, listing, field, clear, left):
    version = listing.version

    doubt(session, listing, field, verdict(), clear=clear)

    session.flush()
    session.refresh(listing)
    assert stated(listing) == left
    assert (listing.doubted_on, listing.version) == (NOW.date(), version + 1)
    event = session.scalars(select(Event).where(Event.action == "doubted")).one()
    assert event.after["cleared"] == (field if left != UNTOUCHED else None)


def test_a_second_doubt_says_when_the_first_was(session, listing):
    doubt(session, listing, "hours", verdict(), clear=False)

    doubt(session, listing, "hours", verdict(), clear=False)

    session.flush()
    events = session.scalars(select(Event).where(Event.action == "doubted").order_by(Event.id))
    assert [event.before["doubted_on"] for event in events] == [None, NOW.date().isoformat()]


def test_an_owner_learns_what_to_check(session, listing):
    tell_owner(session, listing, make_account(session, email="ada@p.example"), "phone", LETTERS)

    mail = session.scalars(select(Mail)).one()
    assert mail.recipient == "ada@p.example"
    assert "Please check: the phone number." in mail.text
