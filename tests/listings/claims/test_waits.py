"""When a refused claimant may try again."""

from datetime import timedelta

import pytest

from directory.listings.claims.waits import REST, WayClosed, check_way, resting
from directory.listings.models import OwnershipClaim, Stage
from tests.accounts.factories import make_account
from tests.databases import ensure_writing
from tests.listings.claim_factories import plant_unclaimed
from tests.vetting.plant import NOW


@pytest.fixture
def refused(session):
    ensure_writing(session)
    listing, account = plant_unclaimed(session), make_account(session)
    for way, days in (("licence", 40), ("licence", 10), ("documents", 31)):
        session.add(
            OwnershipClaim(
                practitioner_id=listing.id,
                account_id=account.id,
                way=way,
                status=Stage.REFUSED,
                decided_at=NOW - timedelta(days=days),
            )
        )
    session.flush()
    return listing, account


def test_the_same_way_rests_from_the_last_refusal_on(session, refused):
    listing, account = refused

    assert resting(session, listing.id, account.id, NOW) == {
        "licence": NOW - timedelta(days=10) + REST
    }


def test_other_ways_and_other_accounts_are_open(session, refused):
    listing, account = refused
    with pytest.raises(WayClosed):
        check_way(session, listing.id, account, "licence", NOW)

    check_way(session, listing.id, account, "documents", NOW)
    check_way(session, listing.id, make_account(session), "licence", NOW)
    check_way(session, listing.id, account, "licence", NOW + REST)
