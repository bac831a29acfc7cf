"""`directory score-simulation`: how the score stands up to malicious accounts."""

from __future__ import annotations

import click

from directory.cli.progress import counting_bar
from directory.vetting.simulation_table import ATTACKS, LISTS, SEEDS, simulate, table


@click.command("score-simulation")
@click.option(
    "--seeds", type=click.IntRange(1), default=SEEDS, show_default=True, help="Worlds to make up."
)
@click.option(
    "--lists", type=click.IntRange(1), default=LISTS, show_default=True, help="Lists of 40 in each."
)
def score_simulation(seeds: int, lists: int) -> None:
    """Rank made-up practitioners by score and by averages, and compare with the truth.

    Prints Kendall's tau to the true order, mean and standard deviation over the seeds.
    """
    with counting_bar() as bars:
        task = bars.add_task("Making worlds up", total=seeds * len(ATTACKS))
        rows = simulate(seeds, lists, lambda: bars.advance(task))
    click.echo(table(rows))
