"""What a merge changed is put back, and what somebody has changed since stays."""

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.merging.ledger import differences, digest, put_back, snapshot
from directory.practitioners.models import Fact, Location
from tests.factories import make_location, make_practitioner

ROW = st.dictionaries(st.sampled_from("ab"), st.integers(0, 3), min_size=2, max_size=2)
WORLD = st.dictionaries(st.sampled_from(["1", "2", "3"]), ROW)


@given(WORLD, WORLD)
def test_differences_tell_each_row_once_and_nothing_where_nothing_changed(before, after):
    found = differences({"t": before}, {"t": after}).get("t")

    told = {key for part in (found or {}).values() for key in part}
    assert told == {key for key in before | after if before.get(key) != after.get(key)}


@given(ROW)
def test_a_digest_is_of_what_a_row_says_and_not_of_its_order(row):
    assert digest(row) == digest(dict(reversed(row.items())))
    assert digest(row) != digest(row | {"a": 4})


def test_changed_and_added_rows_go_back(session):
    listing = make_practitioner(session)
    before = snapshot(session, [listing.id])
    listing.email, listing.confirmed_on = "a@b.example", date(2026, 1, 1)
    listing.facts.append(Fact(field="phone", source="nppes"))
    make_location(session, listing, payers=["cigna"])
    entries = differences(before, snapshot(session, [listing.id]))

    stayed = put_back(session, entries, ())

    assert stayed == []
    assert snapshot(session, [listing.id]) == before
    assert entries["practitioner"]["changed"]


@pytest.mark.databases("sqlite")
def test_what_somebody_has_changed_since_stays_and_is_told(session):
    listing = make_practitioner(session)
    before = snapshot(session, [listing.id])
    listing.email, listing.website = "a@b.example", "https://a.example"
    place = make_location(session, listing, payers=["cigna"])
    entries = differences(before, snapshot(session, [listing.id]))
    listing.email = "new@b.example"
    place.phone = "+1 303 555 0199"

    stayed = put_back(session, entries, ())

    assert sorted(stayed) == [("location", ""), ("practitioner", "email")]
    assert (listing.email, listing.website) == ("new@b.example", None)
    assert len(session.get(Location, place.id).payers) == 1


@pytest.mark.databases("sqlite")
def test_what_is_gone_since_stays_gone(session):
    listing = make_practitioner(session)
    before = snapshot(session, [listing.id])
    place = make_location(session, listing)
    listing.locations[0].phone = "+1 303 555 0199"
    entries = differences(before, snapshot(session, [listing.id]))
    listing.locations.clear()
    session.flush()

    stayed = put_back(session, entries, ())

    assert stayed == []
    assert session.get(Location, place.id) is None


def test_public_ids_and_days_are_written_as_text(session):
    listing = make_practitioner(session, confirmed_on=date(2026, 1, 2))

    row = next(iter(snapshot(session, [listing.id])["practitioner"].values()))

    assert uuid.UUID(row["public_id"]) == listing.public_id
    assert row["confirmed_on"] == "2026-01-02"
