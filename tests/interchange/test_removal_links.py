"""Removal by a link to the address a listing has: it works once, and for good."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory.interchange.removal_links import (
    contact_of,
    linked_removal,
    mail_removal_link,
    remove_by_link,
)
from directory.interchange.suppression import suppressed
from directory.listings.models import ListingToken
from directory.listings.tokens import LinkEnded
from directory.outbox.models import Mail, OutboxEntry
from directory.practitioners.models import Practitioner, Status
from tests.factories import make_noise, make_practitioner
from tests.listings.visitors import KEYS, LETTERS, mails
from tests.vetting.factories import NOW

NPI = "1234567893"
SITE_KEY = "one site's secret"
THEIRS = "ada@practice.example"


@pytest.fixture
def listing(session):
    make_noise(session, 1)
    return make_practitioner(
        session,
        name="Ada Alder",
        slug="ada-alder",
        npi=NPI,
        email="Ada@Practice.example",
        status=Status.UNCLAIMED,
        source="nppes",
    )


def mail_link(session, listing, now=NOW):
    mail_removal_link(session, listing, letters=LETTERS, keys=KEYS, now=now)
    session.flush()


def token(session):
    text = session.scalars(select(Mail.text).order_by(Mail.id.desc())).first()
    return text.partition("/practitioners/ada-alder/remove-me/")[2].split()[0]


def press(session, link, now=NOW):
    remove_by_link(session, link, letters=LETTERS, keys=KEYS, secret=SITE_KEY, now=now)
    session.flush()


def names(session):
    return session.scalars(select(Practitioner.name).order_by(Practitioner.id)).all()


def test_a_link_goes_to_the_address_the_listing_has(session, listing):
    mail_link(session, listing)

    assert mails(session) == [(THEIRS, "Remove your listing: Ada Alder")]
    assert linked_removal(session, token(session), keys=KEYS, now=NOW) is listing
    assert len(names(session)) == 2


def test_pressing_the_button_removes_at_once_and_for_good(session, listing):
    public_id = str(listing.public_id)
    mail_link(session, listing)

    press(session, token(session))

    assert names(session) == ["Noise Neighbour0"]
    assert suppressed(session, {NPI}, SITE_KEY) == {NPI}
    assert mails(session)[-1] == (THEIRS, "Your listing is removed")
    topics = select(OutboxEntry.topic).where(OutboxEntry.key == public_id)
    assert "index" in session.scalars(topics).all()
    assert session.scalar(select(func.count(ListingToken.id))) == 0


def test_pressing_it_twice_does_no_harm(session, listing):
    mail_link(session, listing)
    link = token(session)
    press(session, link)

    with pytest.raises(LinkEnded):
        press(session, link)

    assert names(session) == ["Noise Neighbour0"]


def test_a_link_ends_with_a_newer_one_and_after_two_days(session, listing):
    mail_link(session, listing)
    older = token(session)
    mail_link(session, listing)

    with pytest.raises(LinkEnded):
        linked_removal(session, older, keys=KEYS, now=NOW)
    with pytest.raises(LinkEnded):
        press(session, token(session), now=NOW + timedelta(days=2))
    assert len(names(session)) == 2


@pytest.mark.parametrize("known", [{"email": None}, {"email": "no address"}, {"source": "demo"}])
def test_where_no_mail_can_go_none_is_sent(session, listing, known):
    for name, value in known.items():
        setattr(listing, name, value)
    session.flush()

    mail_link(session, listing)

    assert contact_of(listing) is None
    assert mails(session) == []
