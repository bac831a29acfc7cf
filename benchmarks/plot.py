"""Answer times as an SVG: a row for each kind of question, a mark for each way, powers of ten. Pure."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.result import Figures, Result

WIDTH, LEFT, RIGHT = 840, 270, 36
_TOP, _ROW, _MARK = 80, 50, 5.5
_COLUMNS = 3
_SHAPES = (
    # class, corners, turned by a share of a whole turn
    ("mark", 4, 0.0),
    ("mark", 3, 0.75),
    ("mark solid", 4, 0.125),
    ("mark solid", 3, 0.25),
    ("mark solid", 4, 0.0),
)
_STYLE = """\
text { font: 14px system-ui, sans-serif; fill: #24211d }
.quiet { fill: #5d574e; font-size: 12px } .line { stroke: #c9c2b6; stroke-width: 1 }
.span { stroke: #5d574e; stroke-width: 2 }
.mark { fill: #fffdf8; stroke: #24211d; stroke-width: 2 }
.solid { fill: #24211d } .own { fill: #b3321b; stroke: #b3321b }
.paper { fill: #fffdf8 }
@media (prefers-color-scheme: dark) {
  text { fill: #eee9df } .quiet { fill: #b8b0a2 } .line { stroke: #4a453d } .span { stroke: #b8b0a2 }
  .mark { fill: #1c1a17; stroke: #eee9df }
  .solid { fill: #eee9df } .own { fill: #ff8a6b; stroke: #ff8a6b }
  .paper { fill: #1c1a17 }
}"""


class Axis(NamedTuple):
    """Milliseconds from one power of ten to another, along the width."""

    low: int
    high: int

    def at(self, milliseconds: float) -> float:
        """Where a time stands."""
        share = (math.log10(milliseconds) - self.low) / (self.high - self.low)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def drawing(result: Result) -> str:
    """The plot: each way's p50 as a mark and a line from there to p95."""
    ways = list(result.ways.values())
    kinds = list(ways[0].asked.questions)
    axis = axis_of([value for way in ways for kind in kinds for value in _span(way, kind)])
    bottom = _TOP + _ROW * len(kinds)
    height = bottom + 40
    rows = (
        part
        for number, kind in enumerate(kinds)
        for part in _row(kind, ways, axis, _TOP + _ROW * (number + 0.5))
    )
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
                ' aria-labelledby="title">'
            ),
            f'<title id="title">Milliseconds to answer, {result.listings:,} listings</title>',
            f"<style>{_STYLE}</style>",
            f'<rect class="paper" width="{WIDTH}" height="{height}"/>',
            *_legend(ways),
            *_grid(axis, bottom),
            *rows,
            "</svg>\n",
        ]
    )


def axis_of(milliseconds: list[float]) -> Axis:
    """The powers of ten around some times."""
    low = math.floor(math.log10(min(milliseconds)))
    return Axis(low, max(low + 1, math.ceil(math.log10(max(milliseconds)))))


def _span(way: Figures, kind: str) -> list[float]:
    return [value for percent in (50, 95) if (value := way.ms(kind, percent)) is not None]


def _legend(ways: list[Figures]) -> Iterator[str]:
    for number, way in enumerate(ways):
        x = 24 + number % _COLUMNS * 265
        y = 24 + number // _COLUMNS * 24
        yield _mark(number, x, y)
        yield f'<text x="{x + 14}" y="{y + 5}">{escape(way.name)}</text>'


def _grid(axis: Axis, bottom: int) -> Iterator[str]:
    for power in range(axis.low, axis.high + 1):
        x = axis.at(10.0**power)
        yield f'<line class="line" x1="{x}" x2="{x}" y1="{_TOP}" y2="{bottom}"/>'
        yield f'<text class="quiet" x="{x}" y="{bottom + 18}" text-anchor="middle">{10.0**power:g} ms</text>'
    yield f'<text class="quiet" x="24" y="{bottom + 18}">mark: p50, line: to p95</text>'


def _row(kind: str, ways: list[Figures], axis: Axis, y: float) -> Iterator[str]:
    yield f'<text x="24" y="{y + 5}">{escape(kind)}</text>'
    # This site comes last, so that nothing covers it; the others stand a little above or below.
    for number, way in reversed(list(enumerate(ways))):
        span = _span(way, kind)
        if not span:
            continue
        at = y + (number - (len(ways) - 1) / 2) * (_ROW - 14) / max(1, len(ways) - 1)
        one, other = map(axis.at, span)
        yield f'<line class="span" x1="{one}" x2="{other}" y1="{at:.1f}" y2="{at:.1f}"/>'
        yield _mark(number, one, at)


def _mark(number: int, x: float, y: float) -> str:
    """A shape of its own for each way, so that no colour has to tell them apart."""
    if number == 0:
        return f'<circle class="mark own" cx="{x}" cy="{y:.1f}" r="{_MARK}"/>'
    looks, corners, turn = _SHAPES[(number - 1) % len(_SHAPES)]
    angles = (math.tau * (corner / corners + turn) for corner in range(corners))
    points = " ".join(
        f"{x + _MARK * math.cos(angle):.1f},{y + _MARK * math.sin(angle):.1f}" for angle in angles
    )
    return f'<polygon class="{looks}" points="{points}"/>'
