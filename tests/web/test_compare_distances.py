"""How far away each of those compared is, and in which units."""

import pytest

from directory.geo.point import GeoPoint
from tests.factories import DENVER, make_practitioner
from tests.web.test_compare import row_of


@pytest.fixture
def compare(client):
    def get(*who, **query):
        slugs = ",".join(one.slug for one in who)
        return client.get("/compare", query_string={"who": slugs, **query})

    return get


def test_the_distance_is_told_where_the_visitor_said_from_where(session, compare):
    ada = make_practitioner(session)
    bram = make_practitioner(session, locations=[{"point": None}])
    session.commit()

    page = compare(ada, bram, near="Denver")

    assert row_of(page, "Distance")[0].endswith("mi")
    assert row_of(page, "Distance")[1] == "not stated"


def test_a_private_address_is_as_far_as_its_town(session, compare):
    home = GeoPoint(39.7555, -105.2211)
    ada = make_practitioner(session, town_only=True, locations=[{"point": home}])
    session.commit()

    page = compare(ada, near="Denver", units="km")

    told = home.rounded(1).distance_km(DENVER)
    assert row_of(page, "Distance") == [f"{told:.0f} km"]


def test_the_units_chosen_stay(session, compare, client):
    ada, bram = make_practitioner(session), make_practitioner(session, name="Bram Birch")
    session.commit()

    page = compare(ada, near="Denver", units="km")
    moved = client.get(f"/compare?who={ada.slug}&add={bram.slug}&units=km")

    assert row_of(page, "Distance")[0].endswith("km")
    assert page.text.count('name="units" value="km"') == 2
    assert "units=km" in moved.location
    assert "units" not in client.get(f"/compare?who={ada.slug}&add={bram.slug}&units=ell").location
