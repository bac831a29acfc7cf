"""The figures as a table, on the terminal and in docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import whoosh

if TYPE_CHECKING:
    from benchmarks.measure import Figures, Times
    from benchmarks.updates import Updates

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"

_MEANINGS = """\
| question | what it asks |
|---|---|
| main | "gait analysis knee pain" with the site's synonyms, within 40 km of a city |
| main, silent ones too | the same and, behind the matches, fitting professions that state no methods (this site only) |
| nearby | no text, within 40 km |
| wide | the main text within 1,500 km |
| filters | the main question with kind, two professions, two payers, two languages, video, accepting and a price ceiling; those who do not state a fact stay in |

Every answer is the exact total, the ten best and the counts of all twelve facets. Every question
is asked once before it is timed. "First answer" is the main question to an index just opened, with
nothing decoded; the files are in the system's cache.
"""

_SAME = """\
What is equal: the listings, the terms their texts are cut into, the synonyms, the fields' weights,
the circle, the filters; so the totals must be equal too, and the run fails when they are not. What
is not: the others score text with their own BM25 (each phrase apart, where the site adds
up a group), so the order of hits differs, and they count facets over the hits only, where the site
leaves out each facet's own filter. Both spare them work.
"""


def table(all_figures: list[Figures]) -> str:
    """A Markdown table: this site first, then the others with how many times longer they take."""
    own = all_figures[0]
    lines = [
        "| | " + " | ".join(figures.name for figures in all_figures) + " |",
        "|---" * (len(all_figures) + 1) + "|",
        _row("build, documents/s", [f"{figures.build_rate:,.0f}" for figures in all_figures]),
        _row("index, MB", [f"{figures.size_mb:.1f}" for figures in all_figures]),
        _row("open, ms", [f"{figures.open_ms:.1f}" for figures in all_figures]),
        _row("first answer, ms", [_compared(f.first_ms, own.first_ms) for f in all_figures]),
    ]
    for kind, times in own.questions.items():
        cells = [_percentiles(times)]
        for other in all_figures[1:]:
            theirs = other.questions.get(kind)
            ratio = theirs.percentile(50) / times.percentile(50) if theirs else 0
            cells.append(f"{_percentiles(theirs)} ({ratio:.0f} x)" if theirs else "-")
        lines.append(_row(f"{kind}, p50 / p95 / p99 ms", cells))
    totals = ", ".join(
        f"{kind} {np.mean(times.totals):,.0f}" for kind, times in own.questions.items()
    )
    return "\n".join(lines) + f"\n\nMean totals: {totals}.\n"


def page(all_figures: list[Figures], updates: Updates, listings: int, took_s: float) -> str:
    """The text of docs/benchmarks.md."""
    asked = ", ".join(f"{f.name}: {len(f.questions['main'].totals)}" for f in all_figures)
    return (
        "# Benchmarks\n\n"
        "How quick the embedded search is, next to two plain ways to do the same, all measured in"
        " one run.\n\n"
        f"    make bench\n\n{listings:,} made-up listings around forty cities, four in ten as"
        f" sparse as a register's rows. Questions of each kind: {asked}. {machine()} The whole"
        f" run took {took_s:.0f} s. `python -m benchmarks --write` writes this page; `--listings`"
        " and `--queries` change the size.\n\n"
        f"{table(all_figures)}\nIn brackets: times this site's p50.\n\n{updates.line()}\n\n{_MEANINGS}\n{_SAME}"
    )


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


def _row(name: str, cells: list[str]) -> str:
    return f"| {name} | " + " | ".join(cells) + " |"


def _compared(value: float, own: float) -> str:
    return f"{value:.1f}" if value == own else f"{value:.1f} ({value / own:.1f} x)"


def _percentiles(times: Times) -> str:
    return " / ".join(f"{times.percentile(percent):.2f}" for percent in (50, 95, 99))
