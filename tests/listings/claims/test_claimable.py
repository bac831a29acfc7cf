"""Which listings can be claimed, and coming back to one that was left."""

import pytest

from directory.cases import CaseKind
from directory.listings.claims.claimable import NotLeft, come_back, find_claimable, may_come_back
from directory.listings.claims.claiming import approve_claim
from directory.listings.merging.leading import MERGED
from directory.listings.ownership import leave
from directory.listings.owning import owner_of
from directory.practitioners.hiding import hide
from directory.practitioners.models import FormerSlug, Ownership, Status
from tests.accounts.factories import make_account
from tests.listings.claim_factories import LETTERS, VERDICT, plant_claim, plant_unclaimed
from tests.listings.disputed import cases_of
from tests.vetting.plant import NOW


@pytest.fixture
def ada(session):
    return make_account(session)


@pytest.fixture
def left(session, ada):
    listing = plant_unclaimed(session, slug="ada-alder", status=Status.PUBLISHED)
    session.add(Ownership(practitioner_id=listing.id, account_id=ada.id, since=NOW))
    session.flush()
    leave(session, listing, owner=ada, letters=LETTERS, now=NOW)
    session.flush()
    return listing


def back(session, listing, account, tmp_path):
    come_back(session, listing, account, letters=LETTERS, var=tmp_path, now=NOW)


def test_what_shows_or_was_left_can_be_claimed(session, left):
    shown = plant_unclaimed(session, slug="bea-birch")
    session.add(FormerSlug(slug="bea", practitioner_id=shown.id))
    session.flush()

    assert find_claimable(session, "bea-birch") == (shown, False)
    assert find_claimable(session, "bea") == (shown, True)
    assert find_claimable(session, "ada-alder") == (left, False)
    assert find_claimable(session, "nobody") == (None, False)


@pytest.mark.parametrize("too", [False, True])
def test_what_is_hidden_for_good_cannot(session, left, too):
    listing = left if too else plant_unclaimed(session, slug="bea-birch")
    hide(session, listing, MERGED if too else "Asked for.", actor="a")

    assert find_claimable(session, listing.slug) == (None, False)


def test_who_left_comes_back_without_a_dispute(session, left, ada, tmp_path):
    assert left.status == Status.HIDDEN
    assert may_come_back(session, left, ada)

    back(session, left, ada, tmp_path)

    assert (owner_of(session, left.id), left.status) == (ada.id, Status.PUBLISHED)
    assert cases_of(session, left, CaseKind.DISPUTE) == []


def test_nobody_else_comes_back(session, left, ada, tmp_path):
    other = make_account(session)

    with pytest.raises(NotLeft):
        back(session, left, other, tmp_path)


def test_what_somebody_else_was_given_meanwhile_stays_theirs(session, left, ada, tmp_path):
    _row, case = plant_claim(session, left)
    approve_claim(session, case, VERDICT, letters=LETTERS, var=tmp_path)

    with pytest.raises(NotLeft):
        back(session, left, ada, tmp_path)


def test_who_claimed_it_meanwhile_is_heard(session, left, ada, tmp_path):
    plant_claim(session, left)

    back(session, left, ada, tmp_path)

    assert owner_of(session, left.id) == ada.id
    assert cases_of(session, left, CaseKind.DISPUTE)[0].details["owner"] is True
