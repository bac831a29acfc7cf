"""Claims that a moderator checks."""

import pytest

from directory.cases import CaseStatus
from directory.cases.deciding import AlreadyDecided, ReasonMissing
from directory.files.keeping import documents_folder, keep_file
from directory.listings.claims.claiming import (
    MESSAGE_LENGTH,
    ClaimGone,
    ClaimWaits,
    Disputed,
    approve_claim,
    claim_of,
    paper_of,
    refuse_claim,
    waiting_claim,
)
from directory.listings.claims.waits import REST, WayClosed
from directory.listings.models import Stage
from directory.listings.ownership import LEFT
from directory.listings.owning import OwnAlready, owner_of
from directory.log.models import Event
from directory.practitioners.hiding import hide
from directory.practitioners.models import Ownership, Status
from directory.vetting.decisions import Verdict
from tests.accounts.factories import make_account
from tests.files.test_checking import PAPER
from tests.listings.claim_factories import LETTERS, VERDICT, last_mail, plant_claim, plant_unclaimed
from tests.vetting.plant import NOW


@pytest.fixture
def listing(session):
    return plant_unclaimed(session)


@pytest.fixture
def ada(session):
    return make_account(session, "ada@runner.example")


def approve(session, case, tmp_path, verdict=VERDICT):
    approve_claim(session, case, verdict, letters=LETTERS, var=tmp_path)


def test_a_claim_waits_for_a_moderator_and_is_acknowledged(session, listing, ada):
    row, case = plant_claim(session, listing, ada, message="I moved\0\u202e.")

    assert waiting_claim(session, listing.id, ada.id) is row
    assert (row.status, row.message) == (Stage.WAITING, "I moved.")
    assert case.details == {"way": "licence"}
    assert last_mail(session).recipient == "ada@runner.example"
    assert listing.status == Status.UNCLAIMED


def test_nothing_personal_stands_in_case_or_log(session, listing, ada):
    _row, case = plant_claim(session, listing, ada, message="Call 555 0100")

    logged = [str((event.before, event.after)) for event in session.query(Event)]
    for text in [*logged, str(case.details)]:
        assert "runner.example" not in text
        assert "555" not in text
        assert "PT1" not in text


def test_one_claim_of_an_account_waits_at_a_time(session, listing, ada):
    plant_claim(session, listing, ada)

    with pytest.raises(ClaimWaits):
        plant_claim(session, listing, ada)


def test_an_approved_claim_makes_the_owner_and_publishes(session, listing, ada, tmp_path):
    row, case = plant_claim(session, listing, ada)

    approve(session, case, tmp_path)

    assert owner_of(session, listing.id) == ada.id
    assert (listing.status, row.status) == (Status.PUBLISHED, Stage.ACCEPTED)
    mail = last_mail(session)
    assert mail.recipient == "ada@runner.example"
    assert f"https://chain.example/desk/{listing.public_id}" in mail.text


def test_a_hidden_listing_stays_hidden_under_its_owner(session, listing, ada, tmp_path):
    _row, case = plant_claim(session, listing, ada)
    hide(session, listing, "Asked for.", actor="a")

    approve(session, case, tmp_path)

    assert (owner_of(session, listing.id), listing.status) == (ada.id, Status.HIDDEN)


def test_a_refused_claim_is_answered_with_the_reason(session, listing, ada, tmp_path):
    row, case = plant_claim(session, listing, ada)

    refuse_claim(session, case, VERDICT, letters=LETTERS, var=tmp_path)

    assert (row.status, case.status) == (Stage.REFUSED, CaseStatus.DECIDED)
    assert VERDICT.reason in last_mail(session).text
    assert owner_of(session, listing.id) is None
    assert plant_claim(session, listing, ada, way="documents")


def test_nobody_claims_their_own(session, listing, ada):
    session.add(Ownership(practitioner_id=listing.id, account_id=ada.id))
    session.flush()

    with pytest.raises(OwnAlready):
        plant_claim(session, listing, ada)


def test_a_listing_that_got_an_owner_meanwhile_is_not_given_by_a_claim(
    session, listing, ada, tmp_path
):
    row, case = plant_claim(session, listing, ada)
    owner = make_account(session)
    session.add(Ownership(practitioner_id=listing.id, account_id=owner.id))
    session.flush()

    with pytest.raises(Disputed, match="two moderators"):
        approve(session, case, tmp_path)

    assert (owner_of(session, listing.id), row.status) == (owner.id, Stage.WAITING)


def test_the_same_way_rests_for_30_days_after_a_refusal(session, listing, ada, tmp_path):
    _row, case = plant_claim(session, listing, ada)
    refuse_claim(session, case, VERDICT, letters=LETTERS, var=tmp_path)

    with pytest.raises(WayClosed) as closed:
        plant_claim(session, listing, ada)

    assert closed.value.until == NOW + REST
    assert plant_claim(session, listing, make_account(session))


def test_a_listing_whose_owner_left_shows_again_under_the_new_one(session, listing, ada, tmp_path):
    listing.status = Status.PUBLISHED
    hide(session, listing, LEFT, actor="owner:x")
    _row, case = plant_claim(session, listing, ada)

    approve(session, case, tmp_path)

    assert (owner_of(session, listing.id), listing.status) == (ada.id, Status.PUBLISHED)


@pytest.mark.parametrize("decide", [approve_claim, refuse_claim])
def test_a_claim_is_decided_once_with_a_reason(session, listing, decide, tmp_path):
    _row, case = plant_claim(session, listing)
    more = {"letters": LETTERS, "var": tmp_path}
    with pytest.raises(ReasonMissing):
        decide(session, case, Verdict("moderator:one", " ", NOW), **more)
    decide(session, case, VERDICT, **more)

    with pytest.raises(AlreadyDecided):
        refuse_claim(session, case, VERDICT, letters=LETTERS, var=tmp_path)


def test_a_claim_that_is_gone_is_not_decided(session, listing, tmp_path):
    row, case = plant_claim(session, listing)
    row.status = Stage.WITHDRAWN
    session.flush()
    with pytest.raises(ClaimGone):
        refuse_claim(session, case, VERDICT, letters=LETTERS, var=tmp_path)
    session.delete(row)
    session.flush()

    with pytest.raises(ClaimGone):
        claim_of(session, case)


def test_a_long_message_is_cut(session, listing):
    row, _case = plant_claim(session, listing, message="x" * 600)

    assert len(row.message) == MESSAGE_LENGTH


@pytest.mark.parametrize("decide", [approve_claim, refuse_claim])
def test_a_document_goes_with_the_decision(session, listing, decide, tmp_path):
    file = keep_file(documents_folder(tmp_path), PAPER)
    row, case = plant_claim(session, listing, way="documents", file=file)
    assert paper_of(session, row).file_name == file.path.name

    decide(session, case, VERDICT, letters=LETTERS, var=tmp_path)
    assert file.path.exists()
    session.commit()

    assert not file.path.exists()
    assert paper_of(session, row) is None
