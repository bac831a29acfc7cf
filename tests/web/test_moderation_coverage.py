"""The page that tells where somebody is missing."""

import re
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import event

from directory.db import database, utc_now
from directory.geo.schema import TABLES
from directory.moderation.misses import Missed, count_misses, monday_of
from directory.practitioners.vocabulary import Kind
from tests.databases import ensure_writing
from tests.factories import make_practitioner
from tests.web.moderating import moderator_of


@pytest.fixture
def client(client, session):
    moderator_of(session, client)
    return client


def miss(session, number, code="WY", kind="", country="US"):
    ensure_writing(session)
    count_misses(session, {Missed(monday_of(utc_now().date()), country, code, kind): number})
    session.commit()


def page_of(client, **query):
    answer = client.get("/moderation/coverage", query_string=query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.text)


def test_a_site_without_anybody_says_so(client):
    assert "Nobody is listed yet" in page_of(client)


def test_listings_and_searches_in_vain_stand_by_region(client, session):
    make_practitioner(session, confirmed_on=utc_now().date())
    miss(session, 12, kind="therapist")

    page = page_of(client)

    assert "100 %" in page
    assert '<td class="coverage__number">12</td>' in page
    assert re.search(r"WY</b>: Therapists?.*?searched in vain: 12", page)


@pytest.mark.parametrize("number", [1, 4])
def test_small_numbers_are_not_told(client, session, number):
    miss(session, number)

    page = page_of(client)

    assert "fewer than 5" in page
    assert f'<td class="coverage__number">{number}</td>' not in page


def test_another_country_can_be_chosen_and_an_unknown_one_is_the_first(client, session):
    make_practitioner(session)
    miss(session, 9, "ON", country="CA")

    assert '<th scope="row">CO</th>' in page_of(client, country="US")
    assert '<th scope="row">ON</th>' in page_of(client, country="CA")
    for odd in ("XX", "x" * 5000, "\u202e"):
        assert '<th scope="row">ON</th>' in page_of(client, country=odd)


def test_a_country_without_known_people_says_so(client, session):
    make_practitioner(session, locations=[{"country": "JP", "region_code": "13"}])
    session.commit()

    assert "does not tell how many people live" in page_of(client)


def test_listings_are_set_against_people_where_the_place_data_knows_them(client, session, settings):
    settings.gazetteer_path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(settings.gazetteer_path)) as file, file:
        file.executescript(TABLES)
        file.execute("INSERT INTO country VALUES (1, 'US', '', 2, 0, 0, 0, 0, 0, 0, 0)")
        file.execute("INSERT INTO region VALUES (1, 1, 'CO', 'Colorado', 9000, 0, 0, 0, 0, 0, 0)")
    make_practitioner(session)
    make_practitioner(session)
    session.commit()

    page = page_of(client)

    assert '<th scope="row">Colorado</th>' in page
    assert '<td class="coverage__number">4,500</td>' in page


def test_places_without_a_region_are_told_as_such(client, session):
    make_practitioner(session, locations=[{"region_code": ""}])
    miss(session, 9, "")

    assert "Region not stated" in page_of(client)


def test_many_listings_cost_no_more_statements(app, client, session):
    for number in range(200):
        place = {"region_code": f"R{number % 60}"}
        make_practitioner(session, kind=list(Kind)[number % 3], locations=[place])
    miss(session, 6)
    statements = []
    with app.app_context():
        listener = lambda *seen: statements.append(seen[2])  # noqa: E731
        event.listen(database.engine, "before_cursor_execute", listener)

    page_of(client)

    assert len(statements) <= 15


def test_only_staff_reads_it(app):
    assert app.test_client().get("/moderation/coverage").status_code in {302, 303, 401, 403}
