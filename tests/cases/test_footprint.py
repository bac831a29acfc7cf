"""Rows that a decision touched are told apart and put back, whatever they hold."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from directory.cases.footprint import digest, part, put_back, read, touched
from directory.practitioners.models import Fact, Location, LocationPayer, Practitioner, Status
from directory.vetting.models import Assessment
from tests.factories import make_licence, make_noise, make_practitioner
from tests.vetting.plant import plant_assessment

PLACES = [{"payers": ["aetna", "cigna"], "hours": {"mon": [["08:00", "12:00"]]}}, {"phone": "1"}]


@pytest.fixture
def listing(session):
    make_noise(session, 1)
    made = make_practitioner(session, locations=PLACES, confirmed_on=date(2026, 5, 1))
    made.facts.append(Fact(field="phone", source="owner", verified_on=date(2026, 5, 2)))
    make_licence(session, made)
    plant_assessment(session, made, counts_from=datetime(2026, 5, 3, 7, 8, 9, 123456, UTC))
    session.flush()
    return made


def parts_of(listing, **kwargs):
    places = select(Location.id).where(Location.practitioner_id == listing.id)
    return [
        part(Practitioner, Practitioner.id == listing.id, but=["version", "updated_at"], **kwargs),
        part(Location, Location.practitioner_id == listing.id),
        part(LocationPayer, LocationPayer.location_id.in_(places)),
        part(Fact, Fact.practitioner_id == listing.id),
        part(Assessment, Assessment.practitioner_id == listing.id),
    ]


def change(session, listing):
    """Change, remove and add rows."""
    listing.status, listing.confirmed_on = Status.PENDING, None
    listing.locations[0].payers.pop()
    del listing.locations[1]
    listing.locations.append(Location(city="Vail", country="US", source="owner", position=1))
    listing.facts.clear()
    row = session.scalars(select(Assessment)).one()
    row.counts_from, row.answers = None, {}
    session.flush()


def test_rows_come_back_with_their_numbers_times_and_texts(session, listing):
    parts = parts_of(listing)
    before = read(session, parts)
    change(session, listing)
    after = read(session, parts)
    assert all(before[one.name] != after[one.name] for one in parts)

    stood = put_back(session, parts, touched(before, after))

    assert (stood, read(session, parts)) == (after, before)
    assert [one.payer for one in listing.locations[0].payers] == ["aetna", "cigna"]
    assert listing.status == Status.PUBLISHED


@pytest.mark.databases("sqlite")
def test_only_what_a_decision_changed_is_put_back(session, listing):
    parts = parts_of(listing)
    before = read(session, parts)
    listing.bio = "Of the decision."
    after = read(session, parts)
    listing.facts.clear()

    put_back(session, parts, touched(before, after))

    assert (listing.bio, listing.facts) == ("", [])


@pytest.mark.databases("sqlite")
def test_quiet_columns_stand_in_nobodys_way(session, listing):
    parts = parts_of(listing, quiet=["score"])
    before = read(session, parts)
    listing.score = 12.5

    after = read(session, parts)

    assert before != after
    assert digest(parts, before) == digest(parts, after)
    listing.bio = "Another."
    assert digest(parts, read(session, parts)) != digest(parts, before)


@pytest.mark.databases("sqlite")
def test_columns_that_are_not_named_are_neither_read_nor_written(session, listing):
    one = part(Practitioner, Practitioner.id == listing.id, only=["status"])
    before = read(session, [one])
    listing.status, listing.name = Status.PENDING, "Ada Renamed"

    put_back(session, [one], before)

    assert before == {"practitioner": [{"id": listing.id, "status": "published"}]}
    assert (listing.status, listing.name) == (Status.PUBLISHED, "Ada Renamed")
