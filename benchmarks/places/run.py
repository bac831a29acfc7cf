"""One command that asks the judged sets and prints what the answers are worth, by kind."""

from __future__ import annotations

import argparse
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.places.cases import cases
from benchmarks.places.judging import ask, judge
from benchmarks.places.report import missed_lines, section, table, write
from directory.config import Settings
from directory.geo.failures import PlaceNotFound
from directory.geo.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.places.cases import Case

ROUNDS = 3


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure how well places are understood, and print the table."""
    options = _options(arguments)
    with Gazetteer(Settings.from_env().gazetteer_path) as gazetteer:
        asked = [case for case in cases() if options.set in {None, case.number}]
        judged = [judge(case, ask(gazetteer, case.text)) for case in asked]
        times_ms = _times_ms(gazetteer, asked)
    if options.cases:
        print("\n".join(missed_lines(judged)))
    print(table(judged))
    print(_percentiles(times_ms))
    if options.write:
        write(section(judged, _percentiles(times_ms)))


def _times_ms(gazetteer: Gazetteer, asked: list[Case]) -> list[float]:
    """Time each question, warm: after it has been asked once."""
    times = []
    for _ in range(ROUNDS):
        for case in asked:
            start = time.perf_counter()
            with suppress(PlaceNotFound):
                gazetteer.resolve(case.text)
            times.append((time.perf_counter() - start) * 1000)
    return times


def _percentiles(times_ms: list[float]) -> str:
    p50, p95, p99 = np.percentile(times_ms, [50, 95, 99])
    return f"resolve, warm: p50 {p50:.2f} ms, p95 {p95:.2f} ms, p99 {p99:.2f} ms."


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.places", description=main.__doc__)
    parser.add_argument("--cases", action="store_true", help="list what was not right")
    parser.add_argument("--set", type=int, choices=(0, 1), help="ask one set only")
    parser.add_argument("--write", action="store_true", help="write the table to docs/quality.md")
    return parser.parse_args(arguments)
