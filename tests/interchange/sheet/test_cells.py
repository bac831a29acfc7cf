"""Cells that a spreadsheet would run are quoted, and lists are read as they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.interchange.sheet.cells import guarded, joined, split, unguarded

STARTS = st.sampled_from(
    ["", "'", "''", "=", "+", "-", "@", "\t", "\r", "'=", "''+", "'-1", "-1", "+1"]
)
CELLS = st.builds(str.__add__, STARTS, st.text())
ITEM = st.text(alphabet="ab\\;,| é").map(str.strip).filter(bool)


def nothing_is_known(_text):
    return False


@pytest.mark.parametrize(
    "cell", ["=1+1", "+49 89 1", "-x", "@sum", "\tx", "\rx", "--1", "+1", "'=1"]
)
def test_what_a_spreadsheet_would_run_is_quoted(cell):
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-104.9903", "-5", "-1e-05", "12", "'s-Hertogenbosch", "a=b", ""])
def test_numbers_and_plain_text_stay_as_they_are(cell):
    assert guarded(cell) == cell == unguarded(cell)


@given(CELLS)
def test_the_apostrophe_that_was_put_is_the_one_taken_away(cell):
    assert unguarded(guarded(cell)) == cell


@given(CELLS)
def test_no_quoted_cell_begins_as_a_formula_unless_it_is_a_number(cell):
    written = guarded(cell)

    assert written[:1] not in {"=", "+", "@", "\t", "\r"}
    assert not written.startswith("-") or float(written) <= 0


@given(st.lists(ITEM))
def test_a_list_is_read_as_it_was_written(items):
    assert split(joined(items), nothing_is_known) == items


def test_semicolons_part_and_empty_items_are_dropped():
    assert split("knee pain; hips;; ", nothing_is_known) == ["knee pain", "hips"]


def test_without_semicolons_bars_and_line_breaks_part():
    assert split("a, b|c\nd", nothing_is_known) == ["a, b", "c", "d"]


def test_commas_part_only_what_is_mostly_known():
    known = {"knee", "hip"}.__contains__

    assert split("knee, hip, zebra", known) == ["knee", "hip", "zebra"]
    assert split("knee, chronic", known) == ["knee, chronic"]


def test_commas_do_not_part_what_is_known_as_a_whole():
    assert split("knee, hip", {"knee", "hip", "knee, hip"}.__contains__) == ["knee, hip"]


def test_an_item_that_reads_like_nothing_is_written_as_an_item():
    assert joined(["none"]) == "none;"
