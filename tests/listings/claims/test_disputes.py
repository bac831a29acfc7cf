"""Disputes: who is told, who joins, and what each side can say."""

from datetime import timedelta

import pytest

from directory.cases import CaseKind, CaseStatus
from directory.files.keeping import documents_folder, keep_file
from directory.listings.claims.claiming import ClaimGone
from directory.listings.claims.dispute_rule import NOTICE
from directory.listings.claims.disputes import (
    NoDispute,
    claim_in,
    is_disputed,
    side_of,
    sides_of,
    state,
)
from directory.listings.claims.rows import paper_of
from directory.listings.models import Stage
from directory.log.models import Event
from directory.outbox.models import Mail
from tests.accounts.factories import make_account
from tests.databases import ensure_writing
from tests.files.test_checking import PAPER
from tests.listings.claim_factories import plant_claim, plant_unclaimed
from tests.listings.disputed import cases_of, plant_claim_of, plant_dispute
from tests.vetting.plant import NOW


def notices(session):
    """Who has been told of a dispute, and how often."""
    session.flush()
    mails = session.query(Mail).order_by(Mail.id)
    return [mail.recipient for mail in mails if "Somebody else says" in mail.subject]


def test_claiming_an_owned_listing_opens_one_dispute_and_tells_both(session):
    listing, case, (owner, claimant), row = plant_dispute(session)

    assert cases_of(session, listing) == []
    assert case.waits_until == NOW + NOTICE
    assert case.details["claims"] == [str(row.public_id)]
    assert (case.details["owner"], case.subject_id) == (True, str(listing.public_id))
    assert sorted(notices(session)) == sorted([owner.email, claimant.email])


def test_the_second_claim_on_an_unowned_listing_takes_both_into_a_dispute(session):
    listing, case, (first, second), _row = plant_dispute(session, owned=False)

    assert [one.decision for one in cases_of(session, listing)] == ["disputed"]
    assert len(case.details["claims"]) == 2
    assert case.details["owner"] is False
    assert sorted(notices(session)) == sorted([first.email, second.email])
    assert all(row.status == Stage.WAITING for row in sides_of(session, listing.id).all)


def test_notices_and_details_tell_nothing_of_the_other_side(session):
    _listing, case, (owner, claimant), _row = plant_dispute(session)

    for mail in session.query(Mail):
        others = {owner.email, claimant.email} - {mail.recipient}
        assert not any(other in mail.text for other in others)
    events = [str((event.before, event.after)) for event in session.query(Event)]
    assert not any("runner.example" in text for text in [*events, str(case.details)])


def test_who_joins_is_told_alone_and_gets_their_days(session):
    listing, case, sides, _row = plant_dispute(session)
    third = make_account(session, "third@runner.example")

    plant_claim_of(session, listing, third)

    assert [one.id for one in cases_of(session, listing, CaseKind.DISPUTE)] == [case.id]
    assert len(case.details["claims"]) == 2
    told = notices(session)
    assert sorted(told) == sorted([*(side.email for side in sides), third.email])


def test_accounts_that_are_closed_get_no_mail(session):
    ensure_writing(session)
    listing = plant_unclaimed(session)
    gone = make_account(session, "gone@runner.example")
    plant_claim(session, listing, gone)
    gone.active = False

    plant_claim_of(session, listing, make_account(session))

    assert "gone@runner.example" not in notices(session)


def test_a_side_says_something_and_sends_one_document(session, tmp_path):
    listing, _case, sides, _row = plant_dispute(session)
    folder = documents_folder(tmp_path)
    former, newer = keep_file(folder, PAPER), keep_file(folder, PAPER)

    for account in sides:
        say(session, listing, account, tmp_path, "It is mine.\0\u202e", former)
        former = None
    say(session, listing, sides[0], tmp_path, "x" * 600, newer)
    session.commit()

    own = side_of(session, listing, sides[0])
    assert len(own.message) == 500
    assert paper_of(session, own).file_name == newer.path.name
    assert [path.name for path in folder.iterdir()] == [newer.path.name]
    assert side_of(session, listing, sides[1]).message == "It is mine."


def test_nobody_else_says_anything(session, tmp_path):
    listing, case, _sides, _row = plant_dispute(session)
    other = make_account(session)

    with pytest.raises(NoDispute):
        say(session, listing, other, tmp_path, "Mine.")
    case.status = CaseStatus.DECIDED
    session.flush()
    assert side_of(session, listing, other) is None


def test_the_owner_is_no_claimant_and_a_claimant_alone_disputes_nothing(session):
    listing, _case, (owner, claimant), row = plant_dispute(session)
    sides = sides_of(session, listing.id)

    assert sides.owner.account_id == owner.id
    assert sides.claims == (row,)
    assert claim_in(sides, f" {row.public_id} ") is row
    with pytest.raises(ClaimGone):
        claim_in(sides, str(sides.owner.public_id))
    assert is_disputed(session, listing.id, claimant.id)
    alone = plant_unclaimed(session)
    assert not is_disputed(session, alone.id, claimant.id)


def say(session, listing, account, tmp_path, text, file=None):
    ensure_writing(session)
    state(
        session,
        listing,
        account,
        text=text,
        file=file,
        var=tmp_path,
        now=NOW + timedelta(hours=1),
    )
