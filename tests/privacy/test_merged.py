"""What was merged goes and is told with the listing it was merged with."""

import pytest
from sqlalchemy import select

from directory.interchange.removal import remove
from directory.interchange.suppression import suppressed
from directory.listings.merging.joining import merge
from directory.practitioners.models import Ownership, Practitioner
from directory.privacy.deletion import delete_account
from directory.privacy.export_listings import ownerships
from tests.accounts.factories import make_account
from tests.factories import make_noise, make_practitioner
from tests.listings.merged_worlds import ACTOR
from tests.vetting.factories import NOW

pytestmark = pytest.mark.databases("sqlite")


def merged_with_numbers(session):
    """Two listings of one person with a number each, merged."""
    kept, other = (
        make_practitioner(session, name="Ada Alder", npi=npi)
        for npi in ("1234567893", "1245319599")
    )
    merge(session, kept=kept, merged=other, actor=ACTOR, now=NOW)
    return kept, other


def test_a_removal_takes_the_merged_listing_too_and_keeps_both_numbers_out(session):
    kept, _other = merged_with_numbers(session)
    noise = make_noise(session)

    remove(session, kept, "secret", actor="visitor")

    session.flush()
    assert set(session.scalars(select(Practitioner.id))) == {one.id for one in noise}
    numbers = ["1234567893", "1245319599"]
    assert suppressed(session, numbers, "secret") == set(numbers)


def test_an_export_tells_what_was_merged(session):
    kept, other = merged_with_numbers(session)
    owner = make_account(session)
    session.add(Ownership(practitioner_id=kept.id, account_id=owner.id))
    session.flush()

    told = ownerships(session, owner)

    assert [one["listing"]["npi"] for one in told[0]["merged_listings"]] == [other.npi]


def test_the_photo_of_a_merged_listing_goes_with_the_account(session, tmp_path):
    kept, other = merged_with_numbers(session)
    other.photo = "photo.jpg"
    owner = make_account(session)
    session.add(Ownership(practitioner_id=kept.id, account_id=owner.id))
    session.flush()

    delete_account(session, owner, NOW, var=tmp_path)

    assert session.get(Practitioner, other.id).photo is None
