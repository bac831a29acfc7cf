"""An aim is met, missed or not measured, and the row says by how much."""

import pytest

from benchmarks.targets import NOT_MEASURED, Target, table


@pytest.mark.parametrize(
    ("measured", "least", "verdict"),
    [
        (1.5, False, "met"),
        (1.501, False, "**not met**"),
        (1.5, True, "met"),
        (1.499, True, "**not met**"),
        (None, False, NOT_MEASURED),
        (None, True, NOT_MEASURED),
    ],
)
def test_a_bound_is_met_by_itself_and_by_all_that_is_better(measured, least, verdict):
    assert Target("something", measured, 1.5, least=least).verdict == verdict


def test_a_row_has_the_bound_the_figure_and_the_verdict():
    target = Target("build", 2_000.4, 3_000, unit="documents/s", least=True, digits=0)

    row = target.row()

    assert row == "| build | >= 3,000 documents/s | 2,000 documents/s | **not met** |"


def test_what_was_not_measured_has_a_dash():
    row = Target("main", None, 1.5).row()

    assert row == "| main | <= 1.500 x | - | not measured |"


def test_a_table_has_a_row_for_each_aim():
    lines = table([Target("one", 1.0, 2.0), Target("two", 3.0, 2.0)]).splitlines()

    assert lines[0] == "| what | target | measured | |"
    assert [line.split(" | ")[0] for line in lines[2:]] == ["| one", "| two"]
