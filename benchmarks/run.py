"""One command that builds, asks, compares and prints: `python -m benchmarks`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpus import documents
from benchmarks.embedded import Embedded
from benchmarks.measure import measure
from benchmarks.questions import questions
from benchmarks.report import PAGE, machine, page, table
from benchmarks.sections import put_beginning
from benchmarks.sqlite_fts import SqliteFts
from benchmarks.stock_whoosh import StockWhoosh
from benchmarks.updates import measure_updates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.measure import Figures
    from benchmarks.updates import Updates
    from directory.search.query import Query

OWN_ONLY = frozenset({"main, silent ones too"})
"""Kinds of questions that the other ways are not asked."""

SLOW_SHARE = 10
"""The slowest way is asked one in this many of the questions."""


class TotalsDiffer(AssertionError):
    """Two ways answered the same question with different totals: one of them is wrong."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmarks and print the table."""
    options = _options(arguments)
    warnings.filterwarnings("ignore", category=SyntaxWarning, message=".*whoosh.*")
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        figures, updates = run(Path(folder), options.listings, options.queries)
    took_s = time.perf_counter() - start
    print(f"\n{options.listings:,} listings; {machine()}\n\n{table(figures)}\n{updates.line()}")
    print(f"Done in {took_s:.0f} s.")
    if options.write:
        put_beginning(PAGE, page(figures, updates, options.listings, took_s))
        print(f"Wrote {PAGE}.")


def run(folder: Path, listings: int, queries: int) -> tuple[list[Figures], Updates]:
    """Measure every way on the same listings, and changes to this site's own index.

    Raises:
        TotalsDiffer: Two ways disagree on how many there are.
    """
    _say(f"Making {listings:,} listings up ...")
    crowd = documents(listings)
    asked = questions(queries)
    shared = {kind: some for kind, some in asked.items() if kind not in OWN_ONLY}
    few = {kind: some[: max(1, queries // SLOW_SHARE)] for kind, some in shared.items()}
    figures: list[Figures] = []
    for way, share in ((Embedded, asked), (SqliteFts, shared), (StockWhoosh, few)):
        _say(f"Measuring {way.name} ...")
        opened = way(folder / way.__name__)
        figures.append(measure(opened, crowd, share))
        _compare(figures[0], figures[-1], share)
    _say("Changing listings ...")
    updates = measure_updates(folder / Embedded.__name__, crowd, asked["main"][0])
    return figures, updates


def _compare(own: Figures, other: Figures, asked: dict[str, list[Query]]) -> None:
    for kind in asked:
        theirs = other.questions[kind].totals
        if theirs != own.questions[kind].totals[: len(theirs)]:
            message = f"{other.name} and {own.name} disagree on the totals of {kind!r}."
            raise TotalsDiffer(message)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument("--listings", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=60, help="of each kind")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    return parser.parse_args(arguments)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
