"""Headers are understood however they are spelled, and refused with a word on what is missing."""

import pytest

from directory.interchange.sheet.columns import COLUMNS, HeaderUnusable, known_in, read_header


def test_headings_are_known_in_any_case_and_with_any_separator():
    header = read_header(["External ID", "NAME", "kind", "postal-code", "priceFirstVisit"])

    assert header.names == ("external_id", "name", "kind", "postal_code", "price_first_visit")


def test_unknown_headings_are_named_and_ignored():
    header = read_header(["name", "Favourite\ncolour", "kind", ""])

    assert header.unknown == ("Favourite colour",)
    assert header.cells(["Ada", "red", "therapist", "x"]) == {"name": "Ada", "kind": "therapist"}


def test_a_row_that_is_too_short_lacks_its_last_cells():
    assert read_header(["name", "kind", "city"]).cells(["Ada"]) == {"name": "Ada"}


@pytest.mark.parametrize("row", [[], ["Ada", "therapist"], ["name", "city"], ["kind"]])
def test_what_has_not_the_needed_columns_is_no_header(row):
    with pytest.raises(HeaderUnusable, match="The columns are: external_id, name"):
        read_header(row)


def test_a_column_may_stand_only_once():
    with pytest.raises(HeaderUnusable, match="name twice"):
        read_header(["name", "kind", "Name"])


def test_our_own_header_is_known_whole():
    assert known_in(COLUMNS) == len(COLUMNS) == 29 + 1
