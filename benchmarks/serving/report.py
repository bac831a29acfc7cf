"""The figures of serving as a section of docs/benchmarks.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks.report import machine

if TYPE_CHECKING:
    from benchmarks.serving.load import Load
    from benchmarks.serving.shares import Shares

HEADING = "## The whole site"
CORES = 2

_MEANING = """\
The site as `directory serve` runs it, two processes, over HTTP on 127.0.0.1: ten cards or results
for words and a town, drawn by Zipf's law. Listings are a demo world with all that its members said,
and copies of it, in SQLite. Visitors ask without a pause over connections that stay open, from a
process on the same two cores, which takes its part of them. While listings change, 200 of them every
second are promised to the index, and the worker writes them.

    python -m benchmarks.serving --write
"""


class Served(NamedTuple):
    """Answers under load by name, while nothing changes and while listings do."""

    quiet: dict[str, Load]
    busy: dict[str, Load]


def section(listings: int, visitors: int, parts: Shares, served: Served) -> str:
    """The tables."""
    return "\n".join(
        [
            f"{HEADING}\n\n{_MEANING}",
            f"{listings:,} listings, {visitors} visitors at once. {machine()}\n",
            "| answer | listings change | answers/s | for each core | p50, ms | p95 | p99 | kB sent |",
            "|---|---|---:|---:|---:|---:|---:|---:|",
            *(
                _row(name, busy, found)
                for name in served.quiet
                for busy, found in (("no", served.quiet[name]), ("yes", served.busy[name]))
            ),
            f"\n{_parts(parts)}",
        ]
    )


def _row(name: str, busy: str, found: Load) -> str:
    times = " | ".join(f"{found.percentile(percent):,.1f}" for percent in (50, 95, 99))
    return (
        f"| {name} | {busy} | {found.rate:,.0f} | {found.rate / CORES:,.0f} | {times} |"
        f" {found.mean_kb:.1f} |"
    )


def _parts(parts: Shares) -> str:
    rows = (
        ("engine: hits, order, total, facets", parts.engine),
        ("the same from what was typed: words, place, wider circles", parts.finding),
        ("reading the ten listings from the database", parts.reading),
        ("the whole search: the two before, and why each is there", parts.search),
        ("JSON answer", parts.json),
        ("page", parts.html),
    )
    summary = (
        f"The search itself, without reading listings, takes {parts.of_json:.0%} of the JSON"
        f" answer (aim: a third). The page takes {parts.html - parts.finding:.1f} ms more than"
        " finding what it shows (aim: 5)."
    )
    lines = [
        "Where the time of one answer goes, in one process that answers nobody else, p50:\n",
        "| part | ms | of the JSON answer |", "|---|---:|---:|",
        *(f"| {name} | {ms:.2f} | {ms / parts.json:.0%} |" for name, ms in rows),
        "", summary,
    ]  # fmt: skip
    return "\n".join(lines)
