"""National Provider Identifiers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.practitioners.npi import check_digit, is_npi

beginnings = st.from_regex(r"[12][0-9]{8}", fullmatch=True)


def test_the_example_of_the_standard_is_valid():
    assert is_npi("1234567893")


@given(beginnings)
def test_the_check_digit_completes_any_beginning(nine):
    assert is_npi(nine + check_digit(nine))


@given(beginnings, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(nine, position, change):
    npi = nine + check_digit(nine)
    wrong = str((int(npi[position]) + change) % 10)

    mistyped = npi[:position] + wrong + npi[position + 1 :]

    assert not is_npi(mistyped)


@given(st.text(max_size=12))
def test_no_text_makes_it_raise(text):
    assert is_npi(text) in {True, False}


@pytest.mark.parametrize(
    "text",
    ["", "123456789", "12345678930", " 1234567893", "3234567893", "١٢٣٤٥٦٧٨٩٣", "123456789X"],
)
def test_what_is_not_ten_digits_is_no_npi(text):
    assert not is_npi(text)


def test_a_check_digit_needs_nine_digits():
    with pytest.raises(ValueError, match="nine digits"):
        check_digit("12345678")
