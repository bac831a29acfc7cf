"""What a practitioner's row knows about itself, and what the database refuses."""

import pytest
from sqlalchemy.exc import IntegrityError

from directory.geo.point import GeoPoint
from directory.practitioners.models import Status
from tests.factories import DENVER, make_location, make_practitioner, make_term


@pytest.mark.parametrize(
    ("status", "public"),
    [("published", True), ("unclaimed", True), ("pending", False), ("hidden", False)],
)
def test_only_published_and_unclaimed_listings_are_public(session, status, public):
    practitioner = make_practitioner(session, status=Status(status), hidden_reason="asked to")

    assert practitioner.is_public is public


def test_made_up_people_are_marked(session):
    assert make_practitioner(session, source="demo").is_demo
    assert not make_practitioner(session, source="nppes").is_demo


def test_terms_keep_their_order_within_a_vocabulary(session):
    practitioner = make_practitioner(session, terms={"modality": ["b", "a"], "condition": ["c"]})
    make_term(session, practitioner, "modality", "0")
    session.commit()

    assert practitioner.keys("modality") == ["b", "a", "0"]
    assert practitioner.keys("stage") == []


def test_a_location_has_a_point_only_with_both_coordinates(session):
    practitioner = make_practitioner(session, locations=[{}, {"point": None}, {"longitude": None}])

    points = [location.point for location in practitioner.locations]

    assert points == [DENVER, None, None]
    assert isinstance(points[0], GeoPoint)


def test_locations_keep_their_order(session):
    practitioner = make_practitioner(session)
    make_location(session, practitioner, city="Aurora")
    session.commit()

    assert [location.city for location in practitioner.locations] == ["Denver", "Aurora"]


def test_a_hidden_listing_needs_a_reason(session):
    with pytest.raises(IntegrityError):
        make_practitioner(session, status=Status.HIDDEN)


@pytest.mark.parametrize("column", [{"npi": "1234567893"}, {"slug": "ada"}])
def test_numbers_and_addresses_belong_to_one_listing(session, column):
    make_practitioner(session, **column)

    with pytest.raises(IntegrityError):
        make_practitioner(session, **column)


def test_a_deleted_listing_takes_everything_of_it_along(session):
    practitioner = make_practitioner(
        session, terms={"modality": ["a"]}, locations=[{"payers": ["medicare"]}]
    )

    session.delete(practitioner)
    session.commit()

    for table in ("location", "location_payer", "practitioner_term"):
        assert session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0
