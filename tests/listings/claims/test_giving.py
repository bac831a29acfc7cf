"""Giving a listing to somebody else ends what its former owner had under way."""

import pytest

from directory.cases import CaseKind, CaseStatus
from directory.cases.deciding import open_case_of
from directory.drafts.models import Draft
from directory.files.keeping import documents_folder, keep_file
from directory.listings.claims.giving import give_to
from directory.listings.documents import send_document
from directory.listings.models import FilePurpose, ListingToken, OwnerReply, Revision, Stage
from directory.listings.ownership import offer
from directory.listings.owning import owner_of
from directory.log.models import Event
from tests.accounts.factories import make_account
from tests.files.test_checking import PAPER
from tests.listings.claim_factories import KEYS, LETTERS, VERDICT
from tests.listings.disputed import cases_of, plant_claim_of
from tests.listings.factories import make_owned, propose_fields
from tests.vetting.plant import NOW


@pytest.fixture
def owned(session):
    return make_owned(session, bio="As it was.")


@pytest.fixture
def winner(session, owned):
    return plant_claim_of(session, owned[0], make_account(session))


def give(session, listing, winner, tmp_path):
    give_to(session, listing, winner, verdict=VERDICT, var=tmp_path)
    session.flush()


def test_edits_offers_and_drafts_of_the_former_owner_end(session, owned, winner, tmp_path):
    listing, owner = owned
    propose_fields(session, listing, bio="Anew.")
    to = {"owner": owner, "email": "x@y.example"}
    offer(session, listing, **to, letters=LETTERS, keys=KEYS, now=NOW)
    draft = {"about": "edit", "token_digest": "x", "content": {}, "expires_at": NOW}
    session.add(Draft(practitioner_id=listing.id, account_id=owner.id, **draft))
    session.flush()

    give(session, listing, winner, tmp_path)

    assert owner_of(session, listing.id) == winner.account_id
    assert session.query(Revision).filter_by(status=Stage.WAITING).count() == 0
    assert session.query(ListingToken).count() == 0
    assert session.query(Draft).count() == 0
    revisions = cases_of(session, listing, CaseKind.REVISION)
    assert [case.decision for case in revisions] == ["withdrawn"]


def test_documents_that_wait_end_and_their_files_go(session, owned, winner, tmp_path):
    listing, owner = owned
    kept = keep_file(documents_folder(tmp_path), PAPER)
    row = send_document(
        session,
        practitioner=listing,
        account=owner,
        file=kept,
        title="A licence",
        code=None,
        link=None,
        purpose=FilePurpose.DOCUMENT,
        now=NOW,
    )
    session.flush()

    give(session, listing, winner, tmp_path)
    session.commit()

    assert row.status == Stage.WITHDRAWN
    assert not kept.path.exists()
    case = cases_of(session, listing, CaseKind.DOCUMENT)[0]
    assert (case.status, case.decision) == (CaseStatus.DECIDED, "withdrawn")


def test_the_log_tells_who_had_it_and_who_has_it(session, owned, winner, tmp_path):
    listing, owner = owned

    give(session, listing, winner, tmp_path)

    newest = session.query(Event).order_by(Event.id.desc()).limit(2).all()
    assert [event.action for event in newest] == ["taken over", "ownership ended"]
    assert newest[1].before == {"owner": str(owner.public_id)}
    assert open_case_of(session, CaseKind.CLAIM, ("ownership_claim", "x")) is None
    assert session.query(OwnerReply).count() == 0
