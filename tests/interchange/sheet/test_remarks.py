"""Every flaw says what is wrong and what to do, in cells that are safe to open."""

import pytest

from directory.interchange.sheet.remarks import HEADER, Flaw, RowRejected, SheetRemark


@pytest.mark.parametrize("flaw", Flaw)
def test_every_flaw_is_explained(flaw):
    assert flaw.text.endswith(".")
    assert flaw.advice.endswith(".")


def test_a_line_of_the_file_is_safe_to_open():
    remark = SheetRemark(7, "=1+1", Flaw.UNCLEAR_ANSWER, "telehealth", "@maybe\n" + "x" * 500)

    cells = dict(zip(HEADER, remark.cells(), strict=True))

    assert (cells["line"], cells["external_id"], cells["outcome"]) == (7, "'=1+1", "kept")
    assert cells["value"].startswith("'@maybe")
    assert len(cells["value"]) <= 121


def test_a_rejection_names_the_fact():
    rejected = RowRejected(Flaw.NO_NAME)

    assert str(rejected) == "The row has no name."
    assert SheetRemark(2, "", rejected.flaw).cells()[2] == "rejected"
