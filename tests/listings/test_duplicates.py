"""Listings that may be the one somebody is about to send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from directory.geo.point import GeoPoint
from directory.listings.duplicates import MOST, NEAR_KM, Duplicate, box, duplicates
from directory.practitioners.models import Status
from tests.factories import DENVER, make_noise, make_practitioner
from tests.listings.factories import make_content, make_place

pytestmark = pytest.mark.databases("sqlite")

NPI = "1234567893"
POINTS = st.builds(GeoPoint, st.floats(-90, 90), st.floats(-180, 180))


def plant(session, point=DENVER, **values):
    columns = {"name": "Ada Alder"} | values
    return make_practitioner(session, locations=[{"point": point}], **columns)


def find(session, **values):
    return duplicates(session, make_content(**({"name": "Ada Alder"} | values)))


@pytest.mark.databases("sqlite", "postgres")
def test_a_similar_name_near_the_place_is_told_with_its_distance(session):
    make_noise(session)
    plant(session, name="Bram Birch")
    known = plant(session, GeoPoint(39.75, -104.9903), name="Dr. Ada Aldre")

    found = find(session)

    assert found == [Duplicate(known, "near", pytest.approx(1.2, abs=0.01))]


@pytest.mark.databases("sqlite", "postgres")
def test_the_same_npi_is_told_first_wherever_it_is(session):
    near = plant(session)
    same = plant(session, GeoPoint(-31.95, 115.86), name="Bram Birch", npi=NPI)

    found = find(session, npi=NPI)

    assert [(one.practitioner, one.reason) for one in found] == [(same, "npi"), (near, "near")]


def test_the_same_listing_is_told_once(session):
    plant(session, npi=NPI)

    assert [one.reason for one in find(session, npi=NPI)] == ["npi"]


@pytest.mark.parametrize("status", [Status.PENDING, Status.HIDDEN])
def test_what_is_not_public_is_not_told(session, status):
    plant(session, status=status, hidden_reason="Closed.", npi=NPI)

    assert find(session, npi=NPI) == []


def test_moderators_are_told_of_those_who_are_hidden_and_not_of_those_who_wait(session):
    hidden = plant(session, status=Status.HIDDEN, hidden_reason="Its owner left.", npi=NPI)
    plant(session, status=Status.PENDING)
    content = make_content(name="Ada Alder", npi=NPI)

    found = duplicates(session, content, also_hidden=True)

    assert [(one.practitioner, one.reason) for one in found] == [(hidden, "npi")]


def test_the_same_name_farther_away_is_somebody_else(session):
    plant(session, GeoPoint(39.79, -104.9903))
    plant(session, GeoPoint(39.75, -105.05))

    assert find(session) == []


def test_the_nearest_place_counts_and_places_unknown_do_not(session):
    known = make_practitioner(
        session,
        name="Ada Alder",
        locations=[{"point": None}, {"point": GeoPoint(39.76, -104.99)}, {"point": DENVER}],
    )
    places = (make_place(latitude=None), make_place(key="new-2"))

    found = find(session, places=places)

    assert found == [Duplicate(known, "near", pytest.approx(0, abs=0.001))]


def test_at_most_five_are_told_the_nearest_first(session):
    for step in range(MOST + 2):
        plant(session, GeoPoint(39.7392 + 0.001 * step, -104.9903))

    found = find(session)

    distances = [one.distance_km for one in found]
    assert len(found) == MOST
    assert distances == sorted(distances)


def test_across_the_line_where_dates_change_neighbours_are_found(session):
    known = plant(session, GeoPoint(-17, -179.99))

    found = find(session, places=(make_place(latitude=-17.0, longitude=179.99),))

    assert [one.practitioner for one in found] == [known]


@given(POINTS, st.floats(0, 0.1), st.floats(-0.2, 0.2))
def test_the_box_holds_all_that_is_near(centre, north, east):
    other = GeoPoint(
        max(-90, min(90, centre.latitude + north)), max(-180, min(180, centre.longitude + east))
    )

    south_end, north_end, reach = box(centre)

    if centre.distance_km(other) <= NEAR_KM:
        assert south_end <= other.latitude <= north_end
        assert abs(other.longitude - centre.longitude) <= reach


def test_only_the_box_is_read(session):
    statements = []
    event.listen(
        session.bind, "before_cursor_execute", lambda *about: statements.append(about[2:4])
    )
    find(session)
    asked, values = next(one for one in statements if "latitude BETWEEN" in one[0])

    plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", values).all()

    assert "ix_location_latitude" in str(plan)
    assert "ix_practitioner_status" not in str(plan)
