"""The header of an `npidata_pfile`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.interchange.nppes_header import NotNppes, read_header
from tests.interchange.nppes_rows import HEADER, OLD_HEADER, as_row, person


@pytest.mark.parametrize("header", [HEADER, OLD_HEADER])
def test_columns_are_found_under_old_and_new_names(header):
    layout = read_header(header)

    assert layout.width == len(header)
    assert layout.cell(as_row(person(sex="F"), header), "sex") == "F"


@given(st.permutations(HEADER))
def test_the_order_of_columns_does_not_matter(header):
    row = as_row(person(last="ALDER", codes=("A", "B")), header)

    layout = read_header(header)

    assert layout.cell(row, "last") == "ALDER"
    assert set(layout.codes()(row)) == {"A", "B", ""}


def test_capitals_and_spaces_in_the_header_do_not_matter():
    layout = read_header([f"  {name.upper()} " for name in HEADER])

    assert layout.positions["npi"] == 0


def test_fewer_taxonomies_than_fifteen_are_enough():
    header = [name for name in HEADER if not name.endswith(tuple("23456789")) or "_" not in name]
    header = [name for name in header if not name.endswith(("_10", "_11", "_12", "_13", "_14"))]

    layout = read_header(header)

    assert len(layout.slots) == 1
    assert set(layout.codes()(as_row(person(codes=("A",)), header))) == {"A"}


def test_missing_columns_are_named():
    header = [name for name in HEADER if not name.startswith("Provider Last Name")]

    with pytest.raises(NotNppes, match=r'"Provider Last Name \(Legal Name\)"\. Give'):
        read_header(header)


def test_of_many_missing_columns_three_are_named_and_the_rest_counted():
    with pytest.raises(NotNppes, match=r'"Entity Type Code".* and 9 more'):
        read_header(["NPI", "Provider Secondary Practice Location Address- Address Line 1"])


def test_columns_one_can_do_without_read_as_nothing():
    header = [name for name in HEADER if name != "Is Sole Proprietor"]

    layout = read_header(header)

    assert layout.cell(as_row(person(sole="Y"), header), "sole") == ""
