"""A link mailed to the address of a listing makes whoever asked for it, and got it, its owner."""

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.claims.links import (
    AddressUnknown,
    LinkOfAnother,
    ListingOwned,
    claim_by_link,
    linked_listing,
    mail_link,
    masked,
)
from directory.listings.models import OwnershipClaim, Stage
from directory.listings.owning import OwnAlready, owner_of
from directory.listings.tokens import LinkEnded
from directory.practitioners.models import Ownership, Status
from tests.accounts.factories import make_account
from tests.listings.claim_factories import KEYS, LETTERS, last_mail, plant_unclaimed
from tests.vetting.plant import NOW


def ask(session, listing, account, now=NOW):
    """Ask for a link, and give the token of the mail."""
    mail_link(session, practitioner=listing, account=account, letters=LETTERS, keys=KEYS, now=now)
    return re.search(r"chain\.example/claim/(\S+)", last_mail(session).text)[1]


def open_link(session, token, account, tmp_path, now=NOW):
    """Open a link as somebody."""
    return claim_by_link(
        session,
        token=token,
        account=account,
        keys=KEYS,
        letters=LETTERS,
        var=tmp_path,
        now=now,
    )


@pytest.fixture
def listing(session):
    return plant_unclaimed(session)


@pytest.fixture
def ada(session):
    return make_account(session)


def test_the_link_goes_to_the_listings_own_address(session, listing, ada):
    ask(session, listing, ada)

    assert last_mail(session).recipient == "ada@alder.example"
    assert owner_of(session, listing.id) is None


def test_opening_it_makes_the_asker_owner_and_publishes(session, listing, ada, tmp_path):
    token = ask(session, listing, ada)
    assert linked_listing(session, token=token, account=ada, keys=KEYS, now=NOW) is listing
    version = listing.version

    open_link(session, token, ada, tmp_path)

    assert owner_of(session, listing.id) == ada.id
    assert (listing.status, listing.version) == (Status.PUBLISHED, version + 1)
    row = session.query(OwnershipClaim).one()
    assert (row.way, row.status) == ("email", Stage.ACCEPTED)


def test_it_works_once_and_for_two_days(session, listing, ada, tmp_path):
    token = ask(session, listing, ada)
    with pytest.raises(LinkEnded):
        open_link(session, token, ada, tmp_path, NOW + timedelta(days=2))
    open_link(session, token, ada, tmp_path)

    with pytest.raises(LinkEnded):
        open_link(session, token, ada, tmp_path)


def test_a_newer_link_ends_the_ones_own_before_and_nobody_elses(session, listing, ada, tmp_path):
    token, other = ask(session, listing, ada), make_account(session)
    theirs = ask(session, listing, other)
    assert linked_listing(session, token=token, account=ada, keys=KEYS, now=NOW) is listing

    ask(session, listing, ada)

    with pytest.raises(LinkEnded):
        open_link(session, token, ada, tmp_path)
    assert linked_listing(session, token=theirs, account=other, keys=KEYS, now=NOW) is listing


def test_it_is_of_no_use_to_another_account(session, listing, ada, tmp_path):
    token, other = ask(session, listing, ada), make_account(session)

    with pytest.raises(LinkOfAnother):
        open_link(session, token, other, tmp_path)
    with pytest.raises(LinkOfAnother):
        linked_listing(session, token=token, account=other, keys=KEYS, now=NOW)

    assert owner_of(session, listing.id) is None


def test_a_listing_that_got_an_owner_meanwhile_stays_theirs(session, listing, ada, tmp_path):
    token, owner = ask(session, listing, ada), make_account(session)
    session.add(Ownership(practitioner_id=listing.id, account_id=owner.id))
    session.flush()

    with pytest.raises(ListingOwned):
        open_link(session, token, ada, tmp_path)
    with pytest.raises(ListingOwned):
        ask(session, listing, ada)
    with pytest.raises(OwnAlready):
        ask(session, listing, owner)


def test_without_an_address_there_is_no_link(session, ada):
    with pytest.raises(AddressUnknown):
        ask(session, plant_unclaimed(session, email=None), ada)


@given(st.from_regex(r"[a-z]{2,12}@[a-z]{2,12}\.[a-z]{2,6}", fullmatch=True))
def test_a_masked_address_tells_two_letters_and_the_ending(email):
    local, _, domain = email.partition("@")

    shown = masked(email)

    assert shown == f"{local[0]}•••@{domain[0]}•••.{domain.split('.')[1]}"
