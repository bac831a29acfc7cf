"""Who speaks for a listing."""

from directory.cases import Case, CaseKind, CaseStatus, open_case
from directory.listings.owning import owner_of, take_over
from directory.log.models import Event
from directory.practitioners.models import Ownership, Status
from directory.vetting.models import Assessment, Proof, Standing
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.listings.claim_factories import plant_unclaimed
from tests.vetting.plant import NOW, plant_assessment


def test_what_the_owner_had_said_about_it_is_taken_back(session, tmp_path):
    listing = plant_unclaimed(session)
    own, other = plant_assessment(session, listing), plant_assessment(session, listing)
    paper = tmp_path / "paper.pdf"
    paper.touch()
    own.proof = Proof(
        file_name=paper.name, content_type="application/pdf", size_bytes=1, uploaded_at=NOW
    )
    subject = ("assessment", str(own.public_id))
    open_case(session, CaseKind.PROOF, subject=subject, practitioner_id=listing.id, actor="a")
    session.flush()
    member = session.get_one(type(make_account(session)), own.member_id)

    take_over(session, listing, member, actor="moderator:one", folder=tmp_path, now=NOW)
    session.commit()

    assert session.get_one(Assessment, own.id).standing == Standing.WITHDRAWN
    assert session.get_one(Assessment, other.id).standing == Standing.COUNTED
    assert not paper.exists()
    assert session.query(Case).one().status == CaseStatus.DECIDED


def test_one_log_row_tells_of_it(session, tmp_path):
    listing, account = plant_unclaimed(session), make_account(session)

    take_over(session, listing, account, actor="moderator:one", folder=tmp_path, now=NOW)

    event = session.query(Event).filter_by(action="taken over").one()
    assert event.after == {"status": Status.PUBLISHED, "owner": str(account.public_id)}


def test_the_first_owner_speaks_and_taking_over_twice_changes_nothing(session, tmp_path):
    listing, account = make_practitioner(session), make_account(session)
    for _ in range(2):
        take_over(session, listing, account, actor="a", folder=tmp_path, now=NOW)

    assert owner_of(session, listing.id) == account.id
    assert session.query(Ownership).count() == 1
    assert owner_of(session, listing.id + 1) is None
