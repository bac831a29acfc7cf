"""`GET /api/v1/practitioners/{id}`."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import update

from directory.practitioners.models import Fact, Practitioner, Status
from tests.factories import make_licence, make_practitioner

URL = "/api/v1/practitioners/"


def test_a_listing_shows_everything_it_states(client, session):
    made = make_practitioner(session, bio="Runs.", runners_since=2011, npi="1234567893")
    make_licence(session, made, number="PT-1", region_code="CO", verified_on=date(2026, 1, 2))
    made.facts.append(Fact(field="bio", source="submission"))
    session.commit()

    profile = client.get(URL + str(made.public_id)).json

    assert profile["id"] == str(made.public_id)
    assert (profile["bio"], profile["runners_since"]) == ("Runs.", 2011)
    assert profile["licences"] == [
        {
            "title": "Physical therapist",
            "number": "PT-1",
            "region_code": "CO",
            "source": "submission",
            "verified_on": "2026-01-02",
        }
    ]
    assert profile["facts"] == [{"field": "bio", "source": "submission", "verified_on": None}]
    assert "email" not in profile


@pytest.mark.parametrize("status", [Status.PENDING, Status.HIDDEN])
def test_a_listing_that_is_not_public_is_as_good_as_none(client, session, status):
    made = make_practitioner(session, status=status, hidden_reason="left")
    session.commit()

    answer = client.get(URL + str(made.public_id))

    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.json["title"] == client.get(URL + str(uuid4())).json["title"]


def test_a_stored_link_that_must_not_be_clicked_is_left_out(session, client):
    person = make_practitioner(session, website="https://example.org/")
    session.execute(update(Practitioner).values(booking_url="javascript:alert(1)"))
    session.commit()

    answer = client.get(f"/api/v1/practitioners/{person.public_id}").json

    assert answer["website"] == "https://example.org/"
    assert answer["booking_url"] is None


@pytest.mark.parametrize(
    ("stored", "shown"),
    [(["Ada Birch", "Hinge Clinic"], ["Ada Birch", "Hinge Clinic"]), (None, [])],
)
def test_other_names_are_listed(client, session, stored, shown):
    made = make_practitioner(session, other_names=stored)
    session.commit()

    profile = client.get(URL + str(made.public_id)).json

    assert profile["other_names"] == shown
