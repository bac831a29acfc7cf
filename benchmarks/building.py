"""Building and changing the index at the size that the aims name: `python -m benchmarks.building`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.report import PAGE, machine
from benchmarks.run import run
from benchmarks.sections import put_section
from benchmarks.targets import alone, table
from benchmarks.ways import SITE
from directory.config import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.result import Result

HEADING = "## Building and changing"
LISTINGS = 100_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Build an index, change it, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.building", description=main.__doc__)
    parser.add_argument("--listings", type=int, default=LISTINGS)
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "bench", help="keeps indexes")
    parser.add_argument("--write", action="store_true", help=f"write into docs/{PAGE.name}")
    options = parser.parse_args(arguments)
    text = section(run(options.folder, options.listings, queries=20, mixed=1, ways=[SITE]))
    print(text)
    if options.write:
        put_section(PAGE, text)


def section(result: Result) -> str:
    """The table, and how changes are seen."""
    return "\n".join(
        [
            f"{HEADING}\n\n    python -m benchmarks.building --write\n",
            f"The same at {result.listings:,} listings, for which these are aimed at. {machine()}\n",
            table(list(alone(result))),
            f"{result.updates.line()}\n",
        ]
    )


if __name__ == "__main__":
    main()
