"""American addresses, phones and ZIP codes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.interchange.addresses import phone, state_code, street, town, zip_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("80202", "80202"),
        ("802021234", "80202"),
        ("80202-1234", "80202"),
        ("06492 4243", "06492"),
        (" 00501 ", "00501"),
        ("6492", ""),
        ("00000", ""),
        ("8020212345", ""),
        ("8O202", ""),
        ("٨٠٢٠٢", ""),
        ("", ""),
    ],
)
def test_zip_codes_keep_their_zeros_and_only_whole_ones_count(text, code):
    assert zip_code(text) == code


@pytest.mark.parametrize(
    "text", ["8605550120", "(860) 555-0120", "860.555.0120", "1-860-555-0120", "+1 860 555 0120"]
)
def test_a_phone_number_is_written_one_way(text):
    assert phone(text) == "+1 860-555-0120"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "0000000000",
        "2222222222",
        "860555012",
        "0605550120",
        "8601550120",
        "9115550120",
        "8609110120",
        "8605550120 x12",
        "28605550120",
        "٨٦٠٥٥٥٠١٢٠",
    ],
)
def test_what_cannot_be_a_phone_number_is_none(text):
    assert phone(text) is None


@given(st.text(max_size=20))
def test_no_text_makes_a_phone_or_zip_raise(text):
    number = phone(text)

    assert number is None or phone(number) == number
    assert re.fullmatch(r"([0-9]{5})?", zip_code(text))


@pytest.mark.parametrize(
    ("first", "second", "written"),
    [
        ("28 NOOSENECK HILL RD", "UNIT 3", "28 Nooseneck Hill Rd, Unit 3"),
        ("N MAIN ST", "4TH FLOOR", "N Main St, 4th Floor"),
        ("300C FAUNCE CORNER RD", "", "300C Faunce Corner Rd"),
        ("PO BOX 9 # B-2", "", "PO Box 9 # B-2"),
        ("84 ALDER BLVD", "BLVD", "84 Alder Blvd"),
        ("1 ALDER RD", "HOSPITAL FOR BACKS", "1 Alder Rd, Hospital for Backs"),
        ("", "STE 4", "Ste 4"),
        ("12 McAlder Way,", "", "12 McAlder Way"),
        ("1 SPAN 3/PODIATRY", "", "1 Span 3/Podiatry"),
        ("<UNAVAIL>", "", ""),
    ],
)
def test_streets_read_as_they_are_written(first, second, written):
    assert street(first, second) == written


@pytest.mark.parametrize(
    ("registered", "written"),
    [
        ("N DARTMOUTH", "North Dartmouth"),
        ("ST LOUIS", "St. Louis"),
        ("FT. COLLINS", "Fort Collins"),
        ("MCALLEN", "McAllen"),
        ("TRUTH OR CONSEQUENCES", "Truth or Consequences"),
        ("ISLE OF PALMS", "Isle of Palms"),
        ("E", "E"),
        ("", ""),
    ],
)
def test_towns_read_as_they_are_written(registered, written):
    assert town(registered) == written


@given(st.text(max_size=250), st.text(max_size=30))
def test_no_text_makes_an_address_raise_or_too_long(one, other):
    assert len(street(one, other)) <= 200
    assert len(town(one)) <= 120
    assert town(town(one)) == town(one)


@pytest.mark.parametrize(
    ("text", "code"),
    [("CO", "CO"), ("co", "CO"), ("Colorado", "CO"), ("N.Y.", "NY"), ("ONTARIO", ""), ("", "")],
)
def test_states_are_told_by_code_or_name(text, code):
    assert state_code(text) == code
