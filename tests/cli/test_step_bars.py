"""Progress of an import."""

from directory.cli.step_bars import StepBars
from directory.interchange.steps import READING, TAKING_IN, Step


def test_each_phase_has_a_bar_with_its_rate(capsys):
    with StepBars("Import 7") as bars:
        bars.show(Step(READING, 50, 100, 1_000))
        bars.show(Step(READING, 100, 100, 1_000))
        bars.show(Step(TAKING_IN, 3, 3, 3))

    shown = capsys.readouterr().err
    assert "Import 7, reading" in shown
    assert "Import 7, taking in" in shown
    assert "100%" in shown
    assert "rows/s" in shown
    assert "listings/s" in shown


def test_a_phase_with_nothing_to_do_has_no_bar(capsys):
    with StepBars("Import 7") as bars:
        bars.show(Step(TAKING_IN, 0, 0, 0))

    assert "taking in" not in capsys.readouterr().err
