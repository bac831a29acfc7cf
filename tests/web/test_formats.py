from datetime import UTC, date, datetime, timedelta

import pytest

from directory.http.units import Units
from directory.practitioners.web_address import safe_web_address
from directory.web import formats


@pytest.fixture(autouse=True)
def in_the_site(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (140.0, "USD", "$140"),
        (62.5, "EUR", "€62.50"),
        (80, "GBP", "£80"),
        (90, None, "$90"),
        (180, "CHF", "CHF\xa0180"),
    ],
)
def test_prices_show_cents_only_where_there_are_any(amount, currency, text):
    assert formats.price(amount, currency) == text


@pytest.mark.parametrize(
    ("km", "units", "text"),
    [
        (40, Units.KM, "40 km"),
        (40, Units.MI, "25 mi"),
        (8.047, Units.MI, "5 mi"),
        (80.47, Units.MI, "50 mi"),
        (100, Units.MI, "65 mi"),
        (400, Units.MI, "250 mi"),
    ],
)
def test_how_far_a_search_reaches_is_round_and_never_too_little(km, units, text):
    assert formats.radius(km, units) == text


def test_dates_read_like_dates():
    assert formats.day(date(2026, 11, 14)) == "14 Nov 2026"
    assert formats.month(date(2026, 10, 2)) == "Oct 2026"


def test_a_statement_goes_stale_after_sixty_days():
    today = datetime.now(UTC).date()

    assert not formats.stale(today - timedelta(days=59))
    assert formats.stale(today - timedelta(days=62))
    assert formats.stale(None)


def test_days_with_the_same_hours_share_a_row():
    hours = {"mon": [["08:00", "12:30"]], "wed": [["08:00", "12:30"]], "sat": []}

    rows = formats.opening(hours)

    assert [days for days, _ in rows] == ["Mon, Wed"]


def test_facts_and_sources_have_names():
    assert formats.fact_label("telehealth") == "By video"
    assert formats.fact_label("gender") == "Gender"
    assert formats.fact_label("wait_days") == "wait days"
    assert formats.source_label("nppes") == "public provider register (NPPES)"
    assert formats.source_label("elsewhere") == "elsewhere"


@pytest.mark.parametrize(
    ("given", "text"),
    [("24:00", "12:00\u202fAM"), ("25:00", "25:00"), ("noon", "noon"), ("", ""), (None, "None")],
)
def test_odd_times_are_midnight_or_shown_as_they_are(given, text):
    assert formats.clock(given) == text


@pytest.mark.parametrize("hours", [None, [], "always", {"mon": "all day"}, {"mon": [["08:00"], 3]}])
def test_hours_of_another_shape_are_left_out(hours):
    assert formats.opening(hours) == []


def test_only_pages_of_the_web_are_links():
    assert safe_web_address("https://example.org/") == "https://example.org/"
    assert safe_web_address("javascript:alert(1)") is None
    assert safe_web_address(None) is None
