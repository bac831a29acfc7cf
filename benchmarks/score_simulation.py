"""How the score stands up to malicious accounts: `python -m benchmarks.score_simulation`."""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

from benchmarks.report import machine
from benchmarks.sections import put_section
from directory.config import ROOT
from directory.vetting.simulation_table import LISTS, SEEDS, Row, simulate, table

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = ROOT / "docs" / "quality.md"
HEADING = "## Score under attack"

_MEANING = """\
How near lists of 40 made-up practitioners come to their true order when some of the accounts that
assess are malicious: Kendall's tau (1 is the true order, 0 none), mean and standard deviation over
{seeds} seeds with {lists} lists each. `directory score-simulation` prints the same table.

    python -m benchmarks.score_simulation --write
"""

_MODEL = """\
**The world** (`directory/vetting/simulation.py`, where the numbers are): each practitioner has a true
level and around it a truth for each item; the truth to be found is their weighted sum. Honest members
are few (median 2, a long tail), answer the five heaviest items mostly and the others sometimes,
each in a mood of their own, and a fifth proves the visit. Claims are common and tell little,
documents rarer and tell more. A malicious account answers everything yes or everything no, without
proof, in a campaign of 5 to 15 accounts on one practitioner, anybody at random; half of a
campaign's accounts share a device. It takes a day to half a year, unless the row says otherwise.

**The ways**: the naive mean and the IMDb-style average (v/(v+m) R + m/(v+m) C; m = 3, the best for
it on clean lists) take of each assessment the weighted share of what was answered; they know no
claims and no documents, as such averages don't. "Score, no guard" is this site's score of all
assessments. "Score" is what the site shows: the guard has placed every arrival, honest ones too;
what it holds stays held, as if no moderator ever looked. The interval is that of the score; it is
meant to hold the truth nine times in ten.

**What it says**: on clean lists most of the gain over averages is due to claims and documents. Quick
campaigns are held and cost nothing. A campaign of half a year gets one vote a week through, and
together at most six members' worth. Against strangers who take three years the guard has nothing to
go by: the score then falls as much as the averages do, and only proof of visits and moderators help.
Under attack the interval is too narrow, since it doesn't know of the attack.
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the simulation and print the section."""
    options = _options(arguments)
    start = time.perf_counter()
    rows = simulate(options.seeds, options.lists, lambda: None)
    text = section(rows, options.seeds, options.lists, time.perf_counter() - start)
    print(text)
    if options.write:
        put_section(PAGE, text)


def section(rows: list[Row], seeds: int, lists: int, took_s: float) -> str:
    """The figures as a section of the page on quality."""
    meaning = _MEANING.format(seeds=seeds, lists=lists)
    took = f"The whole took {took_s:.0f} s. {machine()}"
    return f"{HEADING}\n\n{meaning}\n{table(rows)}\n\n{_MODEL}\n{took}\n"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.score_simulation", description=main.__doc__
    )
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--lists", type=int, default=LISTS, help="in each world, of 40 each")
    parser.add_argument("--write", action="store_true", help="write into docs/quality.md")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
