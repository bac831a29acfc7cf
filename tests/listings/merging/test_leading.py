"""Where merged listings lead."""

import uuid

import pytest

from directory.listings.merging.joining import merge
from directory.listings.merging.leading import id_leads_to, leads_to, merge_of, merged_into
from directory.listings.merging.parting import unmerge
from directory.practitioners.hiding import hide
from tests.factories import make_practitioner
from tests.listings.merged_worlds import ACTOR, merged_pair
from tests.vetting.factories import NOW

pytestmark = pytest.mark.databases("sqlite")


def test_a_merged_address_leads_to_the_kept_listing(session):
    kept, other, row = merged_pair(session)

    assert leads_to(session, other.slug) is kept
    assert id_leads_to(session, other.public_id) is kept
    assert merge_of(session, row.public_id) is row


def test_what_was_not_merged_leads_nowhere(session):
    listing = make_practitioner(session)

    assert leads_to(session, listing.slug) is None
    assert leads_to(session, "nobody") is None
    assert id_leads_to(session, uuid.uuid4()) is None


def test_a_chain_leads_to_its_end_and_is_told_whole(session):
    middle, first, _row = merged_pair(session)
    end = make_practitioner(session, name="Ada Alder")

    merge(session, kept=end, merged=middle, actor=ACTOR, now=NOW)

    assert leads_to(session, first.slug) is end
    assert merged_into(session, end.id) == [middle, first]


def test_a_merge_into_what_is_hidden_since_leads_nowhere(session):
    kept, other, _row = merged_pair(session)

    hide(session, kept, "Gone.", actor=ACTOR)

    assert leads_to(session, other.slug) is None


def test_what_was_parted_leads_nowhere(session):
    kept, other, row = merged_pair(session)

    unmerge(session, row, actor=ACTOR, now=NOW)

    assert leads_to(session, other.slug) is None
    assert merged_into(session, kept.id) == []
