"""Suspending somebody with all they said, and what a moderator learns of them."""

import pytest
from sqlalchemy import select

from directory.accounts.suspending import NotToSuspend, SuspensionElsewhere
from directory.cases.deciding import ReasonMissing
from directory.db import utc_now
from directory.log.models import Event
from directory.moderation.suspending import (
    HandInIt,
    OwnAccount,
    doings_of,
    has_hand_in,
    lift_suspension,
    suspend_account,
)
from directory.outbox.models import Mail
from directory.practitioners.models import Ownership
from directory.vetting.models import Standing
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.listings.claim_factories import LETTERS, plant_claim
from tests.moderation import cases as at
from tests.vetting.factories import make_assessment

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def moderator(session):
    return make_account(session, roles=["moderator"])


def put_out(session, account, by, **what_matters):
    asked = {"reason": "Spam.", "contact": "help@whole.example"} | what_matters
    return suspend_account(session, account, by=by, letters=LETTERS, now=utc_now(), **asked)


def mails_to(session, account):
    session.flush()
    return session.scalars(select(Mail).where(Mail.recipient == account.email)).all()


def test_what_they_said_weighs_nothing_until_it_is_lifted(session, moderator):
    member = make_account(session)
    row = make_assessment(session, practitioner=make_practitioner(session), member=member)

    set_aside = put_out(session, member, moderator)

    assert (set_aside, row.standing, member.active) == (1, Standing.HELD, False)
    again = lift_suspension(session, member, by=moderator, letters=LETTERS, now=utc_now())
    assert (again, row.standing, member.active) == (1, Standing.COUNTED, True)


def test_they_are_told_why_and_whom_to_write_to(session, moderator):
    member = make_account(session)

    put_out(session, member, moderator, reason="Ten copies of one text.")

    (mail,) = mails_to(session, member)
    assert "Ten copies of one text." in mail.text
    assert "help@whole.example" in mail.text


def test_without_a_contact_they_answer_the_mail(session, moderator):
    member = make_account(session)

    put_out(session, member, moderator, contact="")

    assert "answer this mail" in mails_to(session, member)[0].text


def test_nobody_suspends_themselves_or_staff_or_without_a_reason(session, moderator):
    member, admin = make_account(session), make_account(session, roles=["admin"])

    with pytest.raises(OwnAccount):
        put_out(session, moderator, moderator)
    with pytest.raises(OwnAccount):
        lift_suspension(session, moderator, by=moderator, letters=LETTERS, now=utc_now())
    with pytest.raises(NotToSuspend):
        put_out(session, admin, moderator)
    with pytest.raises(ReasonMissing):
        put_out(session, member, moderator, reason=" ")
    with pytest.raises(SuspensionElsewhere):
        lift_suspension(session, member, by=moderator, letters=LETTERS, now=utc_now())

    assert not mails_to(session, member)


def test_a_moderator_learns_numbers(session, moderator):
    listing, owner = at.owned_listing(session)
    at.an_edit(session, listing, owner)
    make_assessment(session, practitioner=make_practitioner(session), member=owner)
    plant_claim(session, make_practitioner(session), owner)

    doings = doings_of(session, owner)

    assert (doings.listings, doings.revisions, doings.claims, doings.cases) == (1, 1, 1, 2)
    assert doings.assessments == {Standing.COUNTED: 1}


def _assessed_by_mine(session, moderator):
    """An account that assessed the moderator's own listing."""
    listing, _owner = at.owned_listing(session, moderator)
    member = make_account(session)
    make_assessment(session, practitioner=listing, member=member)
    return member


def _assessed_where_listed(session, moderator):
    """An account that assessed a listing with the moderator's address."""
    member = make_account(session)
    listing = make_practitioner(session, email=f" {moderator.email.upper()}")
    make_assessment(session, practitioner=listing, member=member)
    return member


def _speaks_for_mine(session, moderator):
    """An account that speaks for a listing together with the moderator."""
    listing, account = at.owned_listing(session)
    session.add(Ownership(practitioner_id=listing.id, account_id=moderator.id))
    return account


def _owns_what_i_assessed(session, moderator):
    """An account that speaks for a listing which the moderator assessed."""
    listing, owner = at.owned_listing(session)
    make_assessment(session, practitioner=listing, member=moderator)
    return owner


@pytest.mark.parametrize(
    "plant", [_assessed_by_mine, _assessed_where_listed, _speaks_for_mine, _owns_what_i_assessed]
)
def test_who_has_a_hand_in_it_neither_suspends_nor_lifts(session, moderator, plant):
    account = plant(session, moderator)

    with pytest.raises(HandInIt):
        put_out(session, account, moderator)
    put_out(session, account, make_account(session, roles=["moderator"]))
    with pytest.raises(HandInIt):
        lift_suspension(session, account, by=moderator, letters=LETTERS, now=utc_now())

    assert not account.active


def test_two_who_assessed_the_same_listing_have_no_hand_in_each_other(session, moderator):
    listing, member = make_practitioner(session), make_account(session)
    for one in (moderator, member):
        make_assessment(session, practitioner=listing, member=one)

    assert not has_hand_in(session, member, moderator)


def test_whoever_runs_the_site_may_always(session):
    member = make_account(session)

    put_out(session, member, None)
    lift_suspension(session, member, by=None, letters=LETTERS, now=utc_now())

    events = session.scalars(select(Event.actor).where(Event.subject_type == "account")).all()
    assert (member.active, set(events)) == (True, {"command:admin"})
