"""The veto as an act on any listing; its owners are told, and who has an interest is refused."""

import pytest

from directory.moderation.service import Interest, NotYours
from directory.moderation.vetoing import interest_in, lift_from, veto_listing
from directory.outbox.models import Mail
from directory.practitioners.models import Status
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.listings.claim_factories import LETTERS
from tests.moderation.cases import owned_listing
from tests.vetting.plant import NOW, plant_assessment

pytestmark = pytest.mark.databases("sqlite")

SAID = {"reason": "The board says so.", "letters": LETTERS, "now": NOW}


def test_a_veto_hides_and_lifting_shows_again_and_owners_are_told(session):
    listing, owner = owned_listing(session)
    moderator = make_account(session, roles=["moderator"])

    veto_listing(session, listing, moderator, **SAID)
    hidden = listing.status
    is_back = lift_from(session, listing, moderator, **SAID)

    assert (hidden, is_back, listing.status) == (Status.HIDDEN, True, Status.PUBLISHED)
    session.flush()
    assert [mail.recipient for mail in session.query(Mail)] == [owner.email] * 2


def test_who_owns_or_assessed_a_listing_neither_vetoes_nor_lifts(session):
    listing, owner = owned_listing(session)
    member = make_account(session, roles=["moderator"])
    plant_assessment(session, listing).member_id = member.id
    listed = make_practitioner(session, email=member.email)
    session.flush()

    assert interest_in(session, owner, listing) == Interest.OWNS
    assert interest_in(session, member, listed) == Interest.OWNS
    assert interest_in(session, member, listing) == Interest.ASSESSED
    for act in (veto_listing, lift_from):
        with pytest.raises(NotYours):
            act(session, listing, member, **SAID)
