import re
from datetime import date

import pytest
from sqlalchemy import update

from directory.db import begin_write
from directory.practitioners.models import Fact, Practitioner, Status
from directory.practitioners.service import rename
from tests.factories import make_licence, make_location, make_practitioner, make_term

WEEK = {"mon": [["08:00", "12:30"]], "wed": [["08:00", "12:30"]], "fri": [["13:00", "18:00"]]}


@pytest.mark.parametrize(
    ("confirmed", "is_said"), [(date(2026, 5, 3), True), (date(2026, 5, 5), False)]
)
def test_a_doubt_stands_beside_the_phone_until_somebody_confirms(
    session, client, confirmed, is_said
):
    person = make_practitioner(session, confirmed_on=confirmed, doubted_on=date(2026, 5, 4))
    session.commit()

    page = client.get(f"/practitioners/{person.slug}")

    assert ("something here was found wrong" in page.text) is is_said


def test_a_listing_shows_all_it_states_with_dates_and_sources(session, client):
    person = make_practitioner(
        session,
        name="Ines Okafor",
        bio="I watch people walk.",
        runners_since=2011,
        wait_days=9,
        accepting=True,
        accepting_as_of=date(2020, 1, 2),
        booking_url="https://example.com/book",
        terms={"modality": ["manual_therapy"], "language": ["de"]},
        locations=[
            {"phone": "303-555-0142", "hours": WEEK, "fee_first": 140, "fee_next": 95.5}
            | {"currency": "USD", "payers": ["aetna"], "confirmed_on": date(2020, 5, 4)}
        ],
    )
    make_term(session, person, "region", "hips", note="Tests hip turn in lying and standing.")
    make_licence(session, person, number="123", region_code="CO", verified_on=date(2026, 3, 12))
    person.facts.append(Fact(field="telehealth", source="nppes", verified_on=None))
    session.commit()

    page = client.get(f"/practitioners/{person.slug}")

    assert page.status_code == 200
    for shown in (
        "With runners since 2011",
        "I watch people walk.",
        "about 9 days",
        "as of 2 Jan 2020",
        "Tests hip turn in lying and standing.",
        "Manual therapy",
        "German",
        "Mon, Wed",
        "First visit $140, then $95.50.",
        "Takes Aetna.",
        "Last confirmed 4 May 2020",
        "checked Mar 2026",
        "public provider register",
        "Call 303-555-0142",
        "https://example.com/book",
    ):
        assert shown in page.text


def test_a_former_address_leads_to_the_present_one(session, client):
    person = make_practitioner(session, name="Ada Alder")
    old = person.slug
    session.commit()
    begin_write(session)
    rename(session, person, "Ada Birch")
    session.commit()

    page = client.get(f"/practitioners/{old}?sore=hips")

    assert page.status_code == 301
    assert page.headers["Location"] == f"/practitioners/{person.slug}?sore=hips"


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.PENDING])
def test_what_is_not_public_is_not_there(session, client, status):
    person = make_practitioner(session, status=status, hidden_reason="a reason")
    session.commit()

    assert client.get(f"/practitioners/{person.slug}").status_code == 404


def test_a_practice_that_may_be_a_home_shows_its_town_only(session, client):
    person = make_practitioner(
        session,
        town_only=True,
        locations=[{"street": "7 Quiet Lane", "phone": "303-555-0100", "postal_code": "80299"}],
    )
    session.commit()

    page = client.get(f"/practitioners/{person.slug}")

    assert "Denver, Colorado" in page.text
    for private in ("Quiet Lane", "555-0100", "80299", "openstreetmap"):
        assert private not in page.text


def test_an_unclaimed_import_says_so_and_is_not_indexed(session, client):
    person = make_practitioner(
        session, status=Status.UNCLAIMED, source="nppes", source_updated_on=date(2024, 6, 1)
    )
    session.commit()

    page = client.get(f"/practitioners/{person.slug}")

    assert "Not claimed, not assessed" in page.text
    assert "From the public provider register, Jun 2024" in page.text
    assert '<meta name="robots" content="noindex">' in page.text


def test_every_place_of_work_is_shown(session, client):
    person = make_practitioner(session)
    make_location(session, person, name="Track House", city="Boulder")
    session.commit()

    page = client.get(f"/practitioners/{person.slug}")

    assert "Track House" in page.text


@pytest.mark.parametrize("sore", ["knees", "wings", "<b>"])
def test_the_sore_place_is_taken_only_when_it_is_a_link(session, client, sore):
    person = make_practitioner(session)
    session.commit()

    page = client.get(f"/practitioners/{person.slug}", query_string={"sore": sore})

    assert page.status_code == 200
    assert ("sore here" in page.text) == (sore == "knees")


def test_what_people_write_is_shown_as_text_not_as_markup(session, client):
    person = make_practitioner(session, name="Eve <script>alert(1)</script>", bio="<img src=x>")
    session.commit()

    page = client.get(f"/practitioners/{person.slug}")

    assert "<script>alert" not in page.text
    assert "&lt;img src=x&gt;" in page.text


def test_the_legend_explains_only_what_is_drawn(session, client):
    silent = make_practitioner(session)
    telling = make_practitioner(session)
    make_term(session, telling, "region", "hips", note="single-leg stance")
    session.commit()

    dotted = client.get(f"/practitioners/{silent.slug}").text
    hollow = client.get(f"/practitioners/{telling.slug}?sore=knees").text

    legend = r'class="legend__(?:link|sore)".*?</svg>([^<]+)<'
    assert re.findall(legend, dotted) == ["not known, or members differ"]
    assert re.findall(legend, hollow) == [
        "only claimed",
        "not known, or members differ",
        "your sore place",
    ]


def test_odd_opening_hours_do_not_break_the_page(session, client):
    hours = {"mon": [["18:00", "24:00"]], "tue": [["noon", "99:99"]], "wed": "all day", "thu": [[]]}
    person = make_practitioner(session, locations=[{"hours": hours}])
    session.commit()

    page = client.get(f"/practitioners/{person.slug}")

    assert page.status_code == 200
    assert "noon to 99:99" in page.text


def test_a_stored_link_that_is_no_page_of_the_web_is_not_shown(session, client):
    person = make_practitioner(session)
    bad = {"website": "javascript:alert(1)", "booking_url": "data:text/html,<script>"}
    session.execute(update(Practitioner).values(bad))  # past the model, as an old row would be
    session.commit()

    page = client.get(f"/practitioners/{person.slug}")

    assert page.status_code == 200
    assert "javascript:" not in page.text
    assert "data:text" not in page.text


@pytest.mark.parametrize(
    ("stored", "shown"), [(["Ada Birch", "Hinge & Co"], True), ([], False), (None, False)]
)
def test_other_names_are_shown_where_there_are_any(session, client, stored, shown):
    person = make_practitioner(session, name="Ada Elm", other_names=stored)
    session.commit()

    page = client.get(f"/practitioners/{person.slug}")

    assert ("Also known as Ada Birch, Hinge &amp; Co" in page.text) is shown
    assert ("Also known as" in page.text) is shown
