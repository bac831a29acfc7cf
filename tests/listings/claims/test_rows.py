"""Rows of claims, and of what an owner says in a dispute."""

import uuid

import pytest

from directory.cases import Case
from directory.listings.claims.rows import (
    ClaimGone,
    claim_of,
    end_claim,
    is_claim,
    owner_row,
    waiting_claim,
    waiting_claims,
)
from directory.listings.models import Stage
from tests.listings.disputed import plant_dispute
from tests.vetting.plant import NOW


def test_what_an_owner_says_is_no_claim(session, tmp_path):
    listing, _case, (owner, claimant), row = plant_dispute(session)

    own = owner_row(session, listing.id, owner.id)

    assert not is_claim(own)
    assert waiting_claim(session, listing.id, owner.id) is None
    assert owner_row(session, listing.id, claimant.id) is None
    assert waiting_claims(session, listing.id) == [row]


def test_a_claim_that_ended_waits_no_more(session, tmp_path):
    listing, _case, (_owner, claimant), row = plant_dispute(session, folder=tmp_path)

    end_claim(session, row, Stage.REFUSED, var=tmp_path, now=NOW)

    assert waiting_claim(session, listing.id, claimant.id) is None
    assert row.decided_at == NOW


def test_a_case_without_its_claim_says_so(session):
    with pytest.raises(ClaimGone):
        claim_of(session, Case(subject_id=str(uuid.uuid4())))
