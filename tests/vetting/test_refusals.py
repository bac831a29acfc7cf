"""Who can't assess whom: owners, staff with an interest, closed accounts."""

from datetime import timedelta

import pytest

from directory.cases import Case, CaseKind, CaseStatus
from directory.practitioners.models import Ownership, Status
from directory.vetting import service
from directory.vetting.models import (
    Standing,
)
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.vetting.factories import NOW, make_assessment

DAY = timedelta(days=1)
EVERYWHERE = pytest.mark.databases("sqlite", "postgres")

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def practitioner(session):
    return make_practitioner(session, email="practice@sole.example")


def test_an_owner_does_not_assess_the_own_listing(session, practitioner):
    owner = make_account(session)
    session.add(Ownership(practitioner_id=practitioner.id, account_id=owner.id))

    with pytest.raises(service.OwnListing):
        make_assessment(session, practitioner=practitioner, member=owner)


def test_the_address_of_a_listing_does_not_assess_it(session, practitioner):
    practitioner.email = "Practice@Sole.example "
    owner = make_account(session, email="practice@sole.example")

    with pytest.raises(service.OwnListing):
        make_assessment(session, practitioner=practitioner, member=owner)


@EVERYWHERE
def test_a_moderator_who_decided_about_a_listing_does_not_assess_it(session, practitioner):
    moderator = make_account(session, roles=["moderator"])
    decided = Case(
        kind=CaseKind.BURST,
        subject_type="practitioner",
        subject_id="x",
        practitioner_id=practitioner.id,
        details={},
        status=CaseStatus.DECIDED,
        decided_by=f"moderator:{moderator.public_id}",
    )
    session.add(decided)

    with pytest.raises(service.HasInterest):
        make_assessment(session, practitioner=practitioner, member=moderator)


def test_taking_a_comment_back_is_no_interest(session, practitioner):
    member = make_account(session)
    first = make_assessment(session, practitioner=practitioner, member=member, comment="Good.")
    service.withdraw(session, assessment=first, now=NOW + DAY)

    again = make_assessment(session, practitioner=practitioner, member=member, now=NOW + DAY)

    assert again.standing == Standing.COUNTED


def test_a_hidden_listing_is_not_assessed(session, practitioner):
    practitioner.status, practitioner.hidden_reason = Status.HIDDEN, "Asked to be removed."

    with pytest.raises(service.ListingNotPublic):
        make_assessment(session, practitioner=practitioner)


def test_a_closed_account_does_not_assess(session, practitioner):
    with pytest.raises(service.MemberInactive):
        make_assessment(
            session, practitioner=practitioner, member=make_account(session, active=False)
        )
