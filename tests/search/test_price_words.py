"""A limit said in money is read as one; everything else stays words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.price_words import amount, price_limit, without_hmo


@pytest.mark.parametrize(
    ("text", "most", "rest"),
    [
        ("running coach under $80", 80, "running coach"),
        ("coach below 75 dollars in Boulder", 75, "coach in Boulder"),
        ("physio max €60,50 Berlin", 60.5, "physio Berlin"),
        ("less than £ 45.50 a visit, knee", 45.5, ", knee"),
        ("up to 120 USD per session", 120, ""),
        ("<$90 massage", 90, "massage"),
        ("no more than 100 bucks hip pain", 100, "hip pain"),
        ("under $1,000", 1000, ""),
        ("under 1,250.50 dollars", 1250.5, ""),
    ],
)
def test_a_limit_in_money_is_taken_off_the_words(text, most, rest):
    found = price_limit(text)

    assert (found.most, found.rest) == (most, rest)


@pytest.mark.parametrize(
    ("text", "fitting", "other"),
    [
        ("under €80", "EUR", "USD"),
        ("under 80 euros", "EUR", "USD"),
        ("under $80", "CAD", "EUR"),
        ("under US$80", "USD", "CAD"),
        ("under 80 pounds", "GBP", "USD"),
        ("under 80 quid", "GBP", "EUR"),
        ("under 80 CHF", "CHF", "EUR"),
        ("under nzd 80", "NZD", "AUD"),
    ],
)
def test_a_limit_is_of_the_currency_it_was_said_in(text, fitting, other):
    limit = price_limit(text)

    assert limit.fits(fitting)
    assert limit.fits(None)
    assert not limit.fits(other)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("300", 300), ("$300", 300), ("1,000", 1000), ("300,50", 300.5), (" 300 USD ", 300),
        ("€ 45.5", 45.5), ("12,345,678", 12345678), ("0", 0), ("lots", None), ("-1", None),
        ("1e400", None), ("nan", None), ("", None), ("300 apples", None), ("1,00,0", None),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(text, read):
    found = amount(text)

    assert (found.money if found else None) == read


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("sore knee HMO", "sore knee"),
        ("physio who takes an hmo near me", "physio near me"),
        ("HMO", ""),
        ("my HMO plan: knee", ": knee"),
        ('knee "HMO"', None),
        ("knee -HMO", None),
        ("HMO-style", None),
        ("hmong massage", None),
        ("knee", None),
    ],
)
def test_an_hmo_is_read_as_what_is_to_pay(text, rest):
    assert without_hmo(text) == rest


@pytest.mark.parametrize(
    ("text", "code", "meant"),
    [
        ("$300", "USD", True),
        ("$300", "EUR", False),
        ("300 €", "EUR", True),
        ("CHF 300", "CHF", True),
    ],
)
def test_an_amount_tells_its_currency_where_it_is_said(text, code, meant):
    assert (code in amount(text).currencies) == meant
    assert amount("300").currencies == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "pain under 30",
        "under 5 km",
        "runners under 18",
        "pain up to 20 minutes",
        "$80",
        "thunder $80",
        '"under $80"',
        "max mustermann",
        "under $1234567",
    ],
)
def test_what_says_no_price_stays_as_it_is(text):
    assert price_limit(text) is None


@given(st.text(max_size=300))
def test_any_text_is_read_without_trouble(text):
    found = price_limit(text)

    assert found is None or found.most >= 0
    assert amount(text) is None or amount(text).money >= 0
