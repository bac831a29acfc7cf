"""What the API answers for a listing that was merged with another."""

import uuid

from directory.listings.merging.joining import merge
from tests.listings.merged_worlds import ACTOR, merged_pair
from tests.vetting.factories import NOW


def test_a_merged_listing_leads_to_the_kept_one(session, client):
    kept, other, _row = merged_pair(session)
    session.commit()

    answer = client.get(f"/api/v1/practitioners/{other.public_id}?format=geojson")

    assert answer.status_code == 301
    assert answer.location == f"/api/v1/practitioners/{kept.public_id}?format=geojson"


def test_so_does_its_score(session, client):
    kept, other, _row = merged_pair(session)
    session.commit()

    answer = client.get(f"/api/v1/practitioners/{other.public_id}/score")

    assert answer.location == f"/api/v1/practitioners/{kept.public_id}/score"


def test_a_chain_of_merges_leads_to_its_end(session, client):
    middle, first, _row = merged_pair(session)
    end = merged_pair(session)[0]
    merge(session, kept=end, merged=middle, actor=ACTOR, now=NOW)
    session.commit()

    answer = client.get(f"/api/v1/practitioners/{first.public_id}")

    assert answer.location == f"/api/v1/practitioners/{end.public_id}"


def test_what_was_never_merged_is_not_there(client):
    assert client.get(f"/api/v1/practitioners/{uuid.uuid4()}").status_code == 404
