"""A claim that was approved too quickly: nobody speaks for the listing again."""

import pytest
from sqlalchemy import select

from directory.accounts.models import Account
from directory.files.keeping import documents_folder, keep_file
from directory.listings.models import ListingFile, OwnershipClaim, Stage
from directory.listings.owning import owner_of
from directory.outbox.models import Mail
from directory.practitioners.models import Practitioner, Status
from tests.accounts.factories import make_account
from tests.files.test_checking import PAPER
from tests.moderation.cases import a_claim
from tests.moderation.test_undoing import decide, events, undo


@pytest.fixture
def moderator(session):
    return make_account(session)


def test_ownership_ends_and_the_claim_waits_again(session, tmp_path, moderator):
    case = a_claim(session)
    decide(session, case, "approve", tmp_path, moderator)
    before = len(events(session))

    undo(session, case, tmp_path, moderator)

    listing = session.get_one(Practitioner, case.practitioner_id)
    claim = session.query(OwnershipClaim).one()
    assert (owner_of(session, listing.id), listing.status) == (None, Status.UNCLAIMED)
    assert (claim.status, claim.decided_at) == (Stage.WAITING, None)
    assert [one.action for one in events(session)[before:]] == ["reopened", "ownership ended"]


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("active", [True, False])
@pytest.mark.parametrize("decision", ["approve", "refuse"])
def test_who_claims_it_is_told_if_they_may_be_written_to(
    session, tmp_path, moderator, decision, active
):
    claimant = make_account(session)
    case = a_claim(session, claimant)
    decide(session, case, decision, tmp_path, moderator)
    session.get_one(Account, claimant.id).active = active

    undo(session, case, tmp_path, moderator)

    session.flush()
    last = session.scalars(select(Mail).order_by(Mail.id.desc())).first()
    assert last.recipient == claimant.email
    assert last.subject.startswith("We are looking at it again") == active


@pytest.mark.databases("sqlite")
def test_a_claims_document_stays_deleted_and_it_can_be_decided_again(session, tmp_path, moderator):
    file = keep_file(documents_folder(tmp_path), PAPER)
    case = a_claim(session, way="documents", npi=None, licence_number=None, file=file)
    decide(session, case, "refuse", tmp_path, moderator)

    undo(session, case, tmp_path, moderator)

    assert session.query(ListingFile).one().file_name is None
    decide(session, case, "approve", tmp_path, moderator)
    assert session.query(OwnershipClaim).one().status == Stage.ACCEPTED
    session.commit()
    assert list(documents_folder(tmp_path).iterdir()) == []
