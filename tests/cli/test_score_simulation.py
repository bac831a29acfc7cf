"""`directory score-simulation` prints the attack table."""

from click.testing import CliRunner

from directory.cli.score_simulation import score_simulation
from directory.vetting.simulation_table import simulate, table


def test_the_table_is_printed():
    result = CliRunner().invoke(score_simulation, ["--seeds", "1", "--lists", "2"])

    assert result.exit_code == 0
    assert table(simulate(1, 2, lambda: None)) in result.output
