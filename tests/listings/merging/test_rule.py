"""Which of two listings is kept, and who does not decide it."""

import pytest

from directory.listings.merging.rule import (
    MergeImpossible,
    WhyApart,
    check_no_hand,
    lock_both,
    proposed,
)
from directory.practitioners.models import Ownership
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.vetting.factories import plant_assessments

pytestmark = pytest.mark.databases("sqlite")


def two(session):
    return [make_practitioner(session, name="Ada Alder") for _ in range(2)]


def test_the_older_is_proposed_where_nothing_else_tells(session):
    one, other = two(session)

    assert proposed(session, other, one) == (one, other)


def test_the_one_with_more_assessments_is_proposed(session):
    one, other = two(session)
    plant_assessments(session, other, 1)

    assert proposed(session, one, other)[0] is other


def test_the_one_that_somebody_speaks_for_is_proposed_before_all(session):
    one, other = two(session)
    plant_assessments(session, other, 3)
    session.add(Ownership(practitioner_id=one.id, account_id=make_account(session).id))
    session.flush()

    assert proposed(session, one, other)[0] is one


def test_a_listing_that_is_gone_is_not_locked(session):
    one, _other = two(session)

    with pytest.raises(MergeImpossible) as refused:
        lock_both(session, one.id, 10_000)

    assert refused.value.why == WhyApart.GONE


def _owns(session, account, listing):
    session.add(Ownership(practitioner_id=listing.id, account_id=account.id))


def _has_address(_session, account, listing):
    listing.email = f" {account.email.upper()}"


def _assessed(session, account, listing):
    plant_assessments(session, listing, 1)[0].member_id = account.id


@pytest.mark.parametrize("hand", [_owns, _has_address, _assessed])
def test_who_has_a_hand_in_either_does_not_decide(session, hand):
    one, other = two(session)
    account = make_account(session)
    check_no_hand(session, f"moderator:{account.public_id}", one, other)
    hand(session, account, other)
    session.flush()

    with pytest.raises(MergeImpossible) as refused:
        check_no_hand(session, f"moderator:{account.public_id}", one, other)

    assert refused.value.why == WhyApart.YOURS


def test_a_command_has_no_hand_in_anything(session):
    check_no_hand(session, "command:cases", *two(session))
