"""The figures of a run as a section of docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import whoosh

from benchmarks.measure import together_ms
from benchmarks.targets import table, targets
from benchmarks.ways import SITE, WAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.measure import FirstUse
    from benchmarks.result import Result

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"

SHORT, LONG = "## Search, the short run", "## Search, the long run"
_PLOTS = {SHORT: "benchmarks.svg", LONG: "benchmarks-full.svg"}
_COMMANDS = {SHORT: "make bench", LONG: "make bench-full"}


def section(result: Result, took_s: float, *, full: bool) -> str:
    """A run as a section of the page."""
    heading = LONG if full else SHORT
    return "\n".join(
        [
            f"{heading}\n\n    {_COMMANDS[heading]}\n",
            (
                f"{result.listings:,} made-up listings. {machine()} The run took {took_s:,.0f} s;"
                f" {_built(result)}.\n"
            ),
            f"### Targets\n\n{table(targets(result))}",
            f"### Answers\n\n![{in_words(result)}]({_PLOTS[heading]})\n",
            _answers(result),
            f"### Building, opening, memory\n\n{_standing(result)}",
            f"### Changes\n\n{result.updates.line()}\n",
        ]
    )


def plot_path(*, full: bool) -> Path:
    """Where the plot of a run belongs."""
    return PAGE.with_name(_PLOTS[LONG if full else SHORT])


def in_words(result: Result) -> str:
    """What the plot shows, for who does not see it: p50 of the main question."""
    told = (f"{figures.name} {figures.ms('main', 50):,.2f} ms" for figures in result.ways.values())
    return f"Milliseconds of each way for each kind of question. Main question, p50: {', '.join(told)}."


def machine() -> str:
    """What the figures were taken on."""
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()}, Python"
        f" {platform.python_version()}, NumPy {np.__version__}, Whoosh {whoosh.versionstring()}."
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _built(result: Result) -> str:
    days = sorted({figures.build.on for figures in result.ways.values()})
    return f"indexes were built on {days[0]}" + (f" to {days[-1]}" if len(days) > 1 else "")


def _answers(result: Result) -> str:
    """A table for each kind of question."""
    return "\n".join(_kind(result, kind) for kind in result.ways[SITE].asked.questions)


def _kind(result: Result, kind: str) -> str:
    own = result.ways[SITE]
    totals = own.asked.questions[kind].totals
    lines = [
        f"**{kind}** ({np.mean(totals):,.0f} hits on average)\n",
        "| | questions | p50 | p95 | p99 | max, ms | p50 against this site |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for figures in result.ways.values():
        times = figures.asked.questions.get(kind)
        if times is None:
            continue
        cells = [f"{times.percentile(percent):,.2f}" for percent in (50, 95, 99, 100)]
        same = own.asked.questions[kind].of_first(len(times.totals))
        ratio = times.percentile(50) / same.percentile(50)
        times_own = "" if figures is own else f"{ratio:,.1f} x"
        lines.append(_row(figures.name, [str(len(times.totals)), *cells, times_own]))
    return "\n".join(lines) + "\n"


def _standing(result: Result) -> str:
    """What is measured once for each way."""
    ways = list(result.ways.values())
    left_out = [asking.way.name for name, asking in WAYS.items() if name not in result.ways]
    lines = [
        _row("", [figures.name for figures in ways]),
        "|---|" + "---:|" * len(ways),
        _row("build, documents/s", (f"{one.build.rate:,.0f}" for one in ways)),
        _row("index, MB", (f"{one.build.size_mb:,.1f}" for one in ways)),
        _row("most memory, building, MB", (f"{one.build.memory_mb:,.0f}" for one in ways)),
        _row("most memory, answering, MB", (f"{one.asked.memory_mb:,.0f}" for one in ways)),
        _row("opening, p50 ms", (f"{one.asked.open_ms():,.1f}" for one in ways)),
        _row("opening and first answer, p50 / p95 ms", (_first(one.asked.first) for one in ways)),
    ]
    note = f"\nLeft out of this run: {', '.join(left_out)}.\n" if left_out else ""
    return "\n".join(lines) + f"\n{note}"


def _first(uses: Sequence[FirstUse]) -> str:
    """Milliseconds from opening to the first answer; a dash where there is no such thing."""
    return " / ".join(f"{together_ms(uses, percent):,.1f}" for percent in (50, 95)) if uses else "-"


def _row(name: str, cells: Iterable[str]) -> str:
    return f"| {name} | " + " | ".join(cells) + " |"
