"""Codes of a mail or a call make whoever asked for them the owner."""

import re
from datetime import timedelta

import pytest

from directory.cases import CaseKind, CaseStatus
from directory.listings.claims.claiming import refuse_claim
from directory.listings.claims.codes import (
    LIFETIME,
    MAX_TRIES,
    CodeEnded,
    CodeMistaken,
    ListingOwned,
    call_code,
    claim_by_code,
    is_code_asked,
    new_code,
)
from directory.listings.claims.links import mail_link
from directory.listings.claims.waits import WayClosed
from directory.listings.models import ListingToken, OwnershipClaim, Stage
from directory.listings.owning import OwnAlready, owner_of
from directory.log.models import Event
from directory.practitioners.models import Ownership, Status
from tests.accounts.factories import make_account
from tests.listings.claim_factories import (
    KEYS,
    LETTERS,
    VERDICT,
    last_mail,
    plant_claim,
    plant_unclaimed,
)
from tests.listings.disputed import cases_of, plant_claim_of
from tests.vetting.plant import NOW


@pytest.fixture
def listing(session):
    return plant_unclaimed(session)


@pytest.fixture
def ada(session):
    return make_account(session)


def ask(session, listing, account):
    """Ask for a code, and give the one of the mail."""
    mail_link(session, practitioner=listing, account=account, letters=LETTERS, keys=KEYS, now=NOW)
    return re.search(r"^(\d{6})$", last_mail(session).text, re.MULTILINE)[1]


def wrong(code):
    """Another code."""
    return f"{(int(code) + 1) % 10**6:06}"


def type_in(session, listing, account, code, tmp_path, now=NOW):
    claim_by_code(
        session,
        practitioner=listing,
        account=account,
        code=code,
        keys=KEYS,
        letters=LETTERS,
        var=tmp_path,
        now=now,
    )
    session.flush()


def test_the_code_of_the_mail_makes_the_owner_once(session, listing, ada, tmp_path):
    code = ask(session, listing, ada)
    assert is_code_asked(session, listing, ada, NOW)

    type_in(session, listing, ada, f" {code[:3]} {code[3:]}", tmp_path)

    assert owner_of(session, listing.id) == ada.id
    assert listing.status == Status.PUBLISHED
    row = session.query(OwnershipClaim).one()
    assert (row.way, row.status) == ("email", Stage.ACCEPTED)
    assert not is_code_asked(session, listing, ada, NOW)
    with pytest.raises(CodeEnded):
        type_in(session, listing, ada, code, tmp_path)


def test_no_code_is_kept_in_the_open(session, listing, ada):
    code = ask(session, listing, ada)

    kept = session.query(ListingToken).one()
    assert code not in str((kept.details, kept.digest))
    assert not any(code in str((event.before, event.after)) for event in session.query(Event))


def test_it_works_for_fifteen_minutes(session, listing, ada, tmp_path):
    code = ask(session, listing, ada)

    with pytest.raises(CodeEnded):
        type_in(session, listing, ada, code, tmp_path, NOW + LIFETIME)

    type_in(session, listing, ada, code, tmp_path, NOW + LIFETIME - timedelta(seconds=1))


def test_after_five_wrong_ones_the_right_one_is_refused_too(session, listing, ada, tmp_path):
    code = ask(session, listing, ada)
    left = []
    for _ in range(MAX_TRIES):
        with pytest.raises(CodeMistaken) as mistaken:
            type_in(session, listing, ada, wrong(code), tmp_path)
        left.append(mistaken.value.tries_left)

    with pytest.raises(CodeEnded):
        type_in(session, listing, ada, code, tmp_path)

    assert left == [4, 3, 2, 1, 0]
    assert not is_code_asked(session, listing, ada, NOW)


def test_nobody_uses_up_or_ends_the_code_of_another(session, listing, ada, tmp_path):
    code, other = ask(session, listing, ada), make_account(session)
    with pytest.raises(CodeEnded):
        type_in(session, listing, other, code, tmp_path)
    theirs = ask(session, listing, other)
    for _ in range(MAX_TRIES):
        with pytest.raises(CodeMistaken):
            type_in(session, listing, other, wrong(theirs), tmp_path)

    type_in(session, listing, ada, code, tmp_path)

    assert owner_of(session, listing.id) == ada.id


def test_a_code_of_one_listing_opens_no_other(session, listing, ada, tmp_path):
    code, other = ask(session, listing, ada), plant_unclaimed(session)

    with pytest.raises(CodeEnded):
        type_in(session, other, ada, code, tmp_path)


def test_an_owner_who_came_meanwhile_keeps_it(session, listing, ada, tmp_path):
    code, owner = ask(session, listing, ada), make_account(session)
    session.add(Ownership(practitioner_id=listing.id, account_id=owner.id))
    session.flush()

    with pytest.raises(ListingOwned):
        type_in(session, listing, ada, code, tmp_path)


def test_ones_own_is_not_taken_twice(session, listing, ada, tmp_path):
    code = ask(session, listing, ada)
    session.add(Ownership(practitioner_id=listing.id, account_id=ada.id))
    session.flush()

    with pytest.raises(OwnAlready):
        type_in(session, listing, ada, code, tmp_path)


def test_where_somebody_else_claims_it_too_a_code_leads_to_a_dispute(
    session, listing, ada, tmp_path
):
    plant_claim(session, listing)

    type_in(session, listing, ada, ask(session, listing, ada), tmp_path)

    assert owner_of(session, listing.id) is None
    dispute = cases_of(session, listing, CaseKind.DISPUTE)[0]
    proved = session.query(OwnershipClaim).filter_by(account_id=ada.id).one()
    assert dispute.details["proved"] == [str(proved.public_id)]
    assert (proved.status, len(dispute.details["claims"])) == (Stage.WAITING, 2)


def test_a_code_ends_the_waiting_claim_of_the_same_account(session, listing, ada, tmp_path):
    row, case = plant_claim(session, listing, ada)

    type_in(session, listing, ada, ask(session, listing, ada), tmp_path)

    assert (case.status, case.decision, row.status) == (
        CaseStatus.DECIDED,
        "approve",
        Stage.ACCEPTED,
    )


def test_the_code_of_a_call_makes_the_owner(session, listing, ada, tmp_path):
    row, case = plant_claim(session, listing, ada, way="phone", npi=None, licence_number=None)
    code = call_code(KEYS, row)
    assert code not in str(case.details)

    type_in(session, listing, ada, code, tmp_path)

    assert owner_of(session, listing.id) == ada.id
    assert (case.status, row.status) == (CaseStatus.DECIDED, Stage.ACCEPTED)


def test_a_call_can_be_guessed_at_five_times(session, listing, ada, tmp_path):
    row, case = plant_claim(session, listing, ada, way="phone")
    code = call_code(KEYS, row)
    for _ in range(MAX_TRIES):
        with pytest.raises(CodeMistaken):
            type_in(session, listing, ada, wrong(code), tmp_path)

    with pytest.raises(CodeEnded):
        type_in(session, listing, ada, code, tmp_path)

    assert case.status == CaseStatus.OPEN


def test_in_a_dispute_the_code_of_a_call_counts_and_decides_nothing(
    session, listing, ada, tmp_path
):
    row, _case = plant_claim(session, listing, ada, way="phone")
    plant_claim_of(session, listing, make_account(session))
    with pytest.raises(CodeMistaken):
        type_in(session, listing, ada, wrong(call_code(KEYS, row)), tmp_path)

    type_in(session, listing, ada, call_code(KEYS, row), tmp_path)

    dispute = cases_of(session, listing, CaseKind.DISPUTE)[0]
    assert dispute.details["proved"] == [str(row.public_id)]
    assert owner_of(session, listing.id) is None


def test_each_claim_has_a_call_code_of_its_own(session, listing, ada):
    mine, _case = plant_claim(session, listing, ada, way="phone")
    theirs = plant_claim_of(session, listing, make_account(session))

    assert call_code(KEYS, mine) != call_code(KEYS, theirs)
    assert re.fullmatch(r"\d{6}", new_code())


def test_a_refused_way_is_not_asked_for_by_mail_either(session, listing, ada, tmp_path):
    _row, case = plant_claim(session, listing, ada, way="email")
    refuse_claim(session, case, VERDICT, letters=LETTERS, var=tmp_path)

    with pytest.raises(WayClosed):
        ask(session, listing, ada)


def test_claiming_anew_gives_no_new_tries_at_the_code_of_a_call(session, listing, ada, tmp_path):
    row, _case = plant_claim(session, listing, ada, way="phone")
    for _ in range(MAX_TRIES):
        with pytest.raises(CodeMistaken):
            type_in(session, listing, ada, wrong(call_code(KEYS, row)), tmp_path)
        session.flush()
    row.status = Stage.WITHDRAWN
    again, _case = plant_claim(session, listing, ada, way="phone")

    with pytest.raises(CodeEnded):
        type_in(session, listing, ada, call_code(KEYS, again), tmp_path)
