"""How long a million scores take: `python -m benchmarks.rescore`."""

from __future__ import annotations

import argparse
import os
import time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.report import PAGE, machine
from benchmarks.sections import put_section
from directory.practitioners.vocabulary import Kind
from directory.vetting.checklist import checklist
from directory.vetting.score import Evidence, Weights, member_weight, rate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

HEADING = "## Scores"
GOAL_S = 0.25
MONTH = 82
"""The present, in months after the epoch."""

_MEANING = """\
Score and interval of {count:,} therapists, worked out in one pass over columns of 13 items: running
sums of members with proof and without, claims, documents, caps. Nothing is spared: every practitioner
has been assessed and every column is filled, where most of a real directory would be zeros. The
plain pass is `ndarray.sum` over the same arrays, which does nothing but read them ({megabytes:,.0f} MB).
With the points of each item, as the table "why this score" needs them, the arrays are gone through
twice. Reading and writing the database, which `directory rescore` also does, is not counted.
"""


class Times(NamedTuple):
    """Seconds of each run."""

    score: list[float]
    with_points: list[float]
    plain_sum: list[float]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print the table."""
    options = _options(arguments)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one core, whatever NumPy could use
    weights = Weights.of(checklist(Kind.THERAPIST))
    evidence = make_evidence(np.random.default_rng(1), len(weights.shares), options.practitioners)
    times = measure(weights, evidence, options.runs)
    text = section(times, evidence)
    print(text)
    if options.write:
        put_section(PAGE, text)


def make_evidence(chance: Generator, items: int, count: int) -> Evidence:
    """Made-up evidence on every item of every practitioner."""
    shape = (items, count)
    newest = member_weight(MONTH)

    def sums(most: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        asked = 2 * chance.integers(newest // 2, newest, shape) * chance.integers(1, most, shape)
        return (asked * chance.random(shape)).astype(np.int64), asked

    yes_proved, asked_proved = sums(3)
    yes_unproved, asked_unproved = sums(9)
    return Evidence(
        yes_proved=yes_proved,
        asked_proved=asked_proved,
        yes_unproved=yes_unproved,
        asked_unproved=asked_unproved,
        claims=chance.random(shape) < 0.65,
        documents=chance.choice([0.0, 0.5, 1.0], shape, p=[0.8, 0.05, 0.15]),
    )


def measure(weights: Weights, evidence: Evidence, runs: int) -> Times:
    """Time each pass so many times, taking turns, after one that is not timed."""
    count = evidence.claims.shape[1]
    caps = np.full(count, 100.0)
    caps[::500] = 40.0
    arrays = [getattr(evidence, name) for name in Evidence.__dataclass_fields__]
    acts: tuple[Callable[[], object], ...] = (
        lambda: rate(weights, evidence, month=MONTH, caps=caps, with_points=False),
        lambda: rate(weights, evidence, month=MONTH, caps=caps),
        lambda: [array.sum(axis=1) for array in arrays],
    )
    taken: tuple[list[float], ...] = ([], [], [])
    for run in range(runs + 1):
        for times, act in zip(taken, acts, strict=True):
            seconds = _seconds(act)
            if run:
                times.append(seconds)
    return Times(*taken)


def section(times: Times, evidence: Evidence) -> str:
    """The figures as a section of the page of benchmarks."""
    count = evidence.claims.shape[1]
    arrays = [getattr(evidence, name) for name in Evidence.__dataclass_fields__]
    plain_s = float(np.median(times.plain_sum))
    names = ("score and interval", "with the points of each item", "plain sum of the same columns")
    lines = [
        f"| {name} | {min(taken):.3f} | {np.median(taken):.3f} | {np.median(taken) / plain_s:.1f} |"
        for name, taken in zip(names, times, strict=True)
    ]
    meaning = _MEANING.format(count=count, megabytes=sum(array.nbytes for array in arrays) / 1e6)
    head = "| pass | best, s | median, s | times the plain sum |\n|---|---:|---:|---:|"
    return (
        f"{HEADING}\n\n{meaning}\n    python -m benchmarks.rescore --write\n\n{head}\n"
        + "\n".join(lines)
        + f"\n\nThe goal is {GOAL_S} s on one core for a million. {len(times.score)} runs, taking"
        f" turns, pinned to one core. {machine()}\n"
    )


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rescore", description=main.__doc__)
    parser.add_argument("--practitioners", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--write", action="store_true", help="write into docs/benchmarks.md")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
