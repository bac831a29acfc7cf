"""Listings that more than one says are theirs, for tests."""

from directory.cases import Case, CaseKind
from directory.files.keeping import documents_folder, keep_file
from directory.listings.claims.disputes import dispute_of
from directory.practitioners.models import Ownership
from directory.vetting.decisions import Verdict
from tests.accounts.factories import make_account
from tests.databases import ensure_writing
from tests.files.test_checking import PAPER
from tests.listings.claim_factories import plant_claim, plant_unclaimed
from tests.vetting.plant import NOW


def plant_dispute(session, *, owned=True, folder=None, **columns):
    """A listing with an owner (or a first claimant) and somebody who claims it; the dispute.

    Gives the listing, the case, the accounts of both sides and the last claim.
    """
    ensure_writing(session)
    listing = plant_unclaimed(session, **columns)
    first = make_account(session, f"first{listing.id}@runner.example")
    second = make_account(session, f"second{listing.id}@runner.example")
    if owned:
        listing.status = "published"
        session.add(Ownership(practitioner_id=listing.id, account_id=first.id, since=NOW))
        session.flush()
    else:
        plant_claim_of(session, listing, first)
    file = keep_file(documents_folder(folder), PAPER) if folder else None
    row = plant_claim_of(session, listing, second, file=file)
    return listing, dispute_of(session, listing), (first, second), row


def plant_claim_of(session, listing, account, file=None):
    """A claim that may have become a dispute; only the row."""
    return plant_claim(session, listing, account, only_row=True, file=file)


def by(account, reason="The board's register has the same number.", now=NOW):
    """A verdict of an account of staff."""
    return Verdict(f"moderator:{account.public_id}", reason, now)


def cases_of(session, listing, kind=CaseKind.CLAIM):
    """What was opened about a listing."""
    found = session.query(Case).filter_by(practitioner_id=listing.id, kind=kind)
    return found.order_by(Case.id).all()
