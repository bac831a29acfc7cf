"""Suspending somebody with all they said, and what a moderator learns of them."""

import pytest
from sqlalchemy import select

from directory.accounts.suspending import NotToSuspend, SuspensionElsewhere
from directory.cases.deciding import ReasonMissing
from directory.db import utc_now
from directory.moderation.suspending import (
    OwnAccount,
    doings_of,
    lift_suspension,
    suspend_account,
)
from directory.outbox.models import Mail
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
