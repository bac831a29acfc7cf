"""Postal codes in a text: every form is seen, the surest first, and the rest stays whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.postcodes import MOST_READINGS, Strength, code_readings


@pytest.mark.parametrize(
    ("text", "code", "country", "strength", "rest"),
    [
        ("Portland, OR 97201-1234", "97201", "US", Strength.SURE, "Portland, OR"),
        ("972011234", "97201", "US", Strength.SURE, ""),
        ("k1a 0b1 Ottawa", "K1A", "CA", Strength.SURE, "Ottawa"),
        ("London SW1A 1AA", "SW1A", "GB", Strength.SURE, "London"),
        ("SW1A1AA", "SW1A", "GB", Strength.SURE, ""),
        ("D02 X285 Dublin", "D02", "IE", Strength.WEAK, "Dublin"),
        ("D-10115 Berlin", "10115", "DE", Strength.LIKELY, "Berlin"),
        ("CH-8001 Zürich", "8001", "CH", Strength.LIKELY, "Zürich"),
        ("1012 AB Amsterdam", "1012", "NL", Strength.WEAK, "Amsterdam"),
    ],
)
def test_a_code_is_read_in_its_countrys_form(text, code, country, strength, rest):
    first = code_readings(text)[0]

    assert first.codes[0] == code
    assert country in first.countries
    assert (first.strength, first.rest) == (strength, rest)


def test_five_digits_may_be_a_code_of_many_countries():
    (first, *_) = code_readings("10115")

    assert first.codes == ("10115",)
    assert not first.countries
    assert first.strength is Strength.LIKELY


def test_a_british_district_that_is_not_known_is_looked_for_without_its_letter():
    assert code_readings("W1A 1AA")[0].codes == ("W1A", "W1")


def test_a_code_with_a_gap_is_told_from_one_without():
    gap = [reading for reading in code_readings("624 66") if reading.codes == ("62466",)]

    assert [reading.spaced for reading in gap] == [True]
    assert not code_readings("62466")[0].spaced


def test_where_the_code_stands_is_told():
    front, end = code_readings("12345 Main St")[0], code_readings("Portland 97201, USA")[0]

    assert (front.leads, front.trails) == (True, False)
    assert (end.leads, end.trails) == (False, True)
    assert end.rest == "Portland, USA"


def test_a_text_without_digits_has_no_code():
    assert code_readings("Springfield, Illinois") == []


@given(st.text(max_size=200))
def test_any_text_has_few_readings_each_with_a_plain_code(text):
    readings = code_readings(text)

    assert len(readings) <= MOST_READINGS
    assert all(code.isalnum() and code == code.upper() for r in readings for code in r.codes)
