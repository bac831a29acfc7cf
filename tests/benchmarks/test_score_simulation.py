"""The section on attacks holds the table and the description of the world."""

from benchmarks import score_simulation
from directory.vetting.simulation_table import simulate


def test_the_section_holds_table_model_and_command():
    text = score_simulation.section(simulate(1, 2, lambda: None), 1, 2, 3.0)

    assert text.startswith("## Score under attack\n")
    assert "python -m benchmarks.score_simulation --write" in text
    assert "| clean |" in text
    assert "1 seeds with 2 lists" in " ".join(text.split())
