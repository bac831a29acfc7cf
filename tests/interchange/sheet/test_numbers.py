"""Prices and degrees in the ways that people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.interchange.sheet import numbers


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("120", 120),
        ("$120", 120),
        ("120.5", 120.5),
        ("120,00 €", 120),
        ("1.200,50", 1200.5),
        ("1,200.50", 1200.5),
        ("1'200.50", 1200.5),
        ("1 200,50", 1200.5),
        ("1,200", 1200),
        ("1.200,300", 1200.3),
        ("10,000.00", 10_000),
        ("CHF 95.-", 95),
        ("0", 0),
    ],
)
def test_prices_are_read_in_every_country_s_way(text, amount):
    assert numbers.price(text) == amount


@pytest.mark.parametrize("text", ["", "free", "100-120", "100 or 120", "-5", "1000000", "9" * 400])
def test_what_is_not_one_price_is_none(text):
    with pytest.raises(numbers.NotANumber):
        numbers.price(text)


@given(st.integers(0, 99_999_999).map(lambda cents: cents / 100))
def test_a_price_is_read_as_it_was_written(amount):
    assert numbers.price(numbers.write_price(amount)) == amount


def test_cents_are_written_only_where_there_are_any():
    assert [numbers.write_price(amount) for amount in (120.0, 120.5, None)] == ["120", "120.50", ""]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("39.7392", 39.7392),
        ("39,7392", 39.7392),
        ("−104.9903", -104.9903),  # noqa: RUF001 - the typographic minus
        ("104.9903 W", -104.9903),
        ("33.8°S", -33.8),
        ("1e-05", 1e-05),
    ],
)
def test_degrees_are_read_in_usual_ways(text, value):
    assert numbers.degrees(text) == value


@pytest.mark.parametrize("text", ["", "nan", "inf", "39° 44' 21\"", "north", "1.2.3"])
def test_what_is_no_number_of_degrees_is_none(text):
    with pytest.raises(numbers.NotANumber):
        numbers.degrees(text)


@given(st.floats(-180, 180).map(lambda value: value + 0.0))
def test_degrees_keep_every_digit(value):
    assert repr(numbers.degrees(numbers.write_degrees(value))) == repr(value)


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("usd", "", "USD"),
        ("XYZ", "", "XYZ"),
        ("€", "DE", "EUR"),
        ("$", "CA", "CAD"),
        ("$", "", "USD"),
        ("US$", "US", "USD"),
        ("kr", "SE", "SEK"),
        ("kr", "", None),
        ("Fr.", "CH", "CHF"),
        ("shells", "", None),
    ],
)
def test_currencies_are_known_by_code_or_sign(text, country, code):
    assert numbers.currency(text, country) == code


def test_other_words_beside_a_price_are_no_currency():
    assert numbers.currency_in("120 PER HOUR", "US") is None
    assert numbers.currency_in("CHF 120", "") == "CHF"
