"""When nobody is near, and what a search is about: country, currency, words that are found."""

import pytest

from directory.geo.point import GeoPoint
from tests.factories import make_noise, make_practitioner
from tests.web.test_search import BOULDER, names


def test_no_result_still_says_what_to_do(client, listed):
    listed()

    page = client.get("/search?q=zzzz&near=Denver&kind=therapist")

    assert page.status_code == 200
    assert "Nobody fits all of this yet." in page.text
    assert "Try without filters" in page.text


def test_nobody_anywhere_near_leads_to_those_who_work_by_video(session, client, listed):
    make_noise(session, 1)
    make_practitioner(session, name="Video Vera", telehealth=True, locations=[])
    listed()

    page = client.get("/search?near=Denver")

    assert names(page) == ["Video Vera"]
    assert "Nobody within reach" in page.text


def test_nobody_near_widens_and_says_so(session, client, listed):
    make_practitioner(
        session, name="Far Away", locations=[{"point": GeoPoint(40.8, -104.99), "city": "Carr"}]
    )
    listed()

    page = client.get("/search?near=Denver&radius_km=20")

    assert names(page) == ["Far Away"]
    assert "Nobody within 12 mi" in page.text
    assert "The nearest are within 100 mi" in page.text


def test_nobody_in_a_state_leads_to_its_country(session, client, listed):
    make_noise(session, 1)
    make_practitioner(
        session,
        name="Utah Uma",
        locations=[{"city": "Moab", "region": "Utah", "region_code": "UT", "point": BOULDER}],
    )
    listed()

    page = client.get("/search?near=Colorado")

    assert names(page) == ["Utah Uma"]
    assert "Nobody in Colorado" in page.text
    assert "elsewhere in the same country: United States" in page.text


def test_another_country_is_named_on_the_card(session, client, listed):
    make_practitioner(
        session,
        telehealth=True,
        locations=[{"city": "Perth", "country": "AU", "point": GeoPoint(-31.9, 115.9)}],
    )
    listed()

    page = client.get("/search?near=Denver")

    assert "1 person by video" in page.text
    assert "Perth, Australia" in page.text


def test_prices_are_offered_only_where_there_is_a_currency(session, client, listed):
    make_practitioner(session, locations=[{"fee_first": 50, "currency": "GBP"}])
    listed()

    assert "Price of a first visit" not in client.get("/search").text
    assert "Price of a first visit" in client.get("/search?near=Denver").text
    assert (
        "Includes 1 who states no price in USD."
        in client.get("/search?near=Denver&max_price=60").text
    )


def test_words_that_say_nothing_are_said_to_be_left_out(session, client, listed):
    make_practitioner(session)
    listed()

    page = client.get("/search?q=a+*&near=Denver")

    assert "None of the words you typed can be searched for." in page.text
    assert "for “a *”" not in page.text


@pytest.mark.parametrize("text", ["HMO", "self-pay", "spanish", "video visit", "Aetna"])
def test_payers_languages_and_video_are_found_as_words(session, client, listed, text):
    make_noise(session)
    make_practitioner(
        session,
        name="Ada Alder",
        telehealth=True,
        terms={"language": ["es"]},
        locations=[{"payers": ["kaiser_permanente", "aetna"], "self_pay": True}],
    )
    listed()

    page = client.get("/search", query_string={"q": text, "exact": "1"})

    assert names(page)[0] == "Ada Alder"
    assert "in Languages and payment" in page.text
