"""Two ways to write one house."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.interchange.homes import Address, may_be_one_house

HOUSE = Address("21 HOLLEY LN", "", "067121484")
ELSEWHERE = "80202"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("21 HOLLEY LN", "21 HOLLEY LANE"),
        ("21 N. Main St.", "21 NORTH MAIN STREET"),
        ("4 ST. JAMES AV", "4 SAINT JAMES AVENUE"),
        ("9 ELM CT APT 4", "9 Elm Court #4"),
        ("9 ELM CT, UNIT 4B", "9 ELM CT STE 4-B"),
        ("12 OAK  BLVD", "12OAK BOULEVARD"),
        ("7 FOURTH HWY", "7 4TH HIGHWAY"),
        ("ONE ROSE TERR", "1 ROSE TERRACE"),
        ("P.O. BOX 9", "PO BOX 9"),
        ("3 CALLE CAÑON", "3 CALLE CANON"),
    ],
)
def test_one_house_is_known_in_any_spelling_whatever_the_zip_code(one, other):
    assert may_be_one_house(Address(one, "", ELSEWHERE), HOUSE._replace(first_line=other))


def test_the_flat_may_stand_on_either_line_or_on_one_address_only():
    with_flat = Address("9 ELM CT APT 4", "", ELSEWHERE)

    assert may_be_one_house(with_flat, Address("9 ELM COURT", "4", "06712"))
    assert may_be_one_house(Address("9 ELM CT", "APT 4", ELSEWHERE), Address("9 ELM CT", "", ""))


@pytest.mark.parametrize(
    "other",
    [
        Address("21 HOLY LANE", "", "06712"),
        Address("21-A HOLLEY", "", "06712-0001"),
        Address("C/O HOLLEY PT", "21 HOLEY LN", "06712"),
        Address("HOLLEY PT 21 HOLEY LN", "", "06712"),
        Address("21 HOLY LANE", "", ""),
        Address("21 HOLY LANE", "", "6712"),
    ],
)
def test_the_same_house_number_counts_unless_the_zip_code_is_another(other):
    assert may_be_one_house(HOUSE, other)


@pytest.mark.parametrize(
    "other",
    [
        Address("", "", ""),
        Address("93 WATERBURY RD", "", "06712"),
        Address("21 ELM ST", "", "06713"),
        Address("PO BOX 21", "", "06712"),
        Address("93 ELM ST", "APT 21", "06712"),
        Address("93 ELM ST", "# 21", "06712"),
        Address("93 ELM ST", "21ST FLOOR", "06712"),
        Address("HOLLEY LN", "", "06712"),
    ],
)
def test_another_house_is_another_house(other):
    assert not may_be_one_house(HOUSE, other)


lines = st.text(max_size=40)
addresses = st.builds(Address, lines, lines, st.sampled_from(["", "06712", "80202", "K1A 0B1"]))


@given(addresses, addresses)
def test_the_order_of_two_addresses_does_not_matter(one, other):
    assert may_be_one_house(one, other) == may_be_one_house(other, one)


@given(addresses, st.integers(1, 99_999))
def test_mail_to_the_practice_itself_is_mail_to_one_house(address, number):
    house = address._replace(first_line=f"{number} {address.first_line}")

    assert may_be_one_house(house, house)
