"""Differences between a registry and an owner, on the moderators' pages."""

from datetime import timedelta

import pytest

from directory.cases import CaseStatus
from directory.practitioners.models import Ownership, Practitioner, Status
from tests.interchange.contradicted import FILED_ON, a_closed_number, a_difference
from tests.web.moderating import moderator_of, now_is, press


@pytest.fixture
def client(client, session):
    moderator_of(session, client)
    return client


def opened(session, plant, **how):
    case = plant(session, **how)
    session.commit()
    return case


def page_of(client, case):
    return client.get(f"/moderation/{case.public_id}").text


def test_both_sides_stand_beside_each_other_and_no_coordinates(client, session):
    page = page_of(client, opened(session, a_difference))

    for words in ("Greta Alderwood", "Greta Birch", "90 Elm Ave", "PT-9", "Further names"):
        assert words in page
    assert "38.25" not in page
    assert "1 May 2026" in page


@pytest.mark.parametrize(
    ("decision", "name", "status"),
    [
        ("keep", "Greta Alderwood", CaseStatus.DECIDED),
        ("take", "Greta Birch", CaseStatus.DECIDED),
        ("ask", "Greta Alderwood", CaseStatus.OPEN),
    ],
)
def test_a_button_decides_it(client, session, decision, name, status):
    case = opened(session, a_difference)

    answer = press(client, case, decision)

    assert answer.status_code == 303
    assert now_is(session, case).status == status
    assert session.get(Practitioner, case.practitioner_id).name == name


def test_who_was_asked_is_not_asked_again_and_the_page_says_until_when(client, session):
    case = opened(session, a_difference)
    press(client, case, "ask")

    page = page_of(client, case)

    assert "The owner was asked" in page
    assert 'value="ask"' not in page


def test_what_the_owner_confirmed_later_is_not_offered_to_be_taken(client, session):
    case = a_difference(session)
    listing = session.get(Practitioner, case.practitioner_id)
    listing.confirmed_on = FILED_ON + timedelta(days=1)
    session.commit()

    page = page_of(client, case)

    assert 'value="take"' not in page
    assert "the newer one" in page


def test_without_an_owner_nobody_can_be_asked(client, session):
    case = a_difference(session)
    session.query(Ownership).delete()
    session.commit()

    assert 'value="ask"' not in page_of(client, case)


def test_a_newer_file_than_the_one_read_refuses_the_decision(client, session):
    case = opened(session, a_difference)
    seen = "0" * 64

    answer = press(client, case, "keep", seen=seen)

    assert answer.status_code == 409
    assert "Look at it again" in answer.text
    assert now_is(session, case).status == CaseStatus.OPEN


def test_a_file_without_a_date_is_shown_so(client, session):
    case = a_difference(session)
    case.details = case.details | {"updated_on": None, "source": "our-list"}
    session.commit()

    page = page_of(client, case)

    assert "no date" in page
    assert "our-list" in page


@pytest.mark.parametrize(("decision", "status"), [("show", "published"), ("keep", "hidden")])
def test_a_closed_number_is_shown_again_or_kept_off(client, session, decision, status):
    case = opened(session, a_closed_number)
    assert "2 May 2026" in page_of(client, case)

    press(client, case, decision)

    assert session.get(Practitioner, now_is(session, case).practitioner_id).status == status


def test_a_closed_number_without_a_day_is_told_without_one(client, session):
    case = a_closed_number(session)
    case.details = {"source": "nppes", "deactivated_on": None}
    session.commit()

    assert "The provider number is closed, says" in page_of(client, case)


def test_the_page_of_a_hidden_listing_is_not_found(client, session):
    case = opened(session, a_closed_number)
    listing = session.get(Practitioner, case.practitioner_id)
    assert listing.status == Status.HIDDEN

    assert client.get(f"/practitioners/{listing.slug}").status_code == 404


def test_a_decided_difference_stays_readable(client, session):
    case = opened(session, a_difference)
    press(client, case, "take")

    assert "facts taken" in page_of(client, case)
