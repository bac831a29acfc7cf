"""The attack table: how well each way of ranking stands up to malicious accounts.

Pure: the same figures for the same seeds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from directory.practitioners.vocabulary import Kind
from directory.vetting.checklist import checklist
from directory.vetting.score import Weights
from directory.vetting.simulation import Attack, make_world
from directory.vetting.simulation_ways import (
    coverage,
    kendall_tau,
    naive_mean,
    scores,
    weighted_rating,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from directory.vetting.simulation import World

SEEDS, LISTS = 20, 50
"""How many worlds are made up, and how many lists of 40 are in each."""

ATTACKS = {
    "clean": Attack(0.0),
    "10 %": Attack(0.1),
    "20 %": Attack(0.2),
    "20 %, within ten days": Attack(0.2, within_days=10),
    "20 %, over three years, no shared device": Attack(0.2, within_days=1095, strangers=True),
    "20 %, against the truth": Attack(0.2, aimed=True),
}
"""What is tried; a campaign takes up to half a year unless it says otherwise."""


class Figures(NamedTuple):
    """Kendall's tau of each way to rank, and the share of truths within the score's interval."""

    mean: float
    rating: float
    unguarded: float
    score: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: an attack, and its figures over the seeds."""

    name: str
    average: Figures
    spread: Figures
    """Standard deviation from seed to seed."""


def simulate(seeds: int, lists: int, advance: Callable[[], None]) -> list[Row]:
    """Make worlds up and rank them in every way.

    Args:
        seeds: How many worlds, seeded 0, 1, 2 ...; the same ones for every attack.
        lists: Lists in each of them.
        advance: Told after each world.
    """
    weights = Weights.of(checklist(Kind.THERAPIST))
    rows = []
    for name, attack in ATTACKS.items():
        figures = []
        for seed in range(seeds):
            world = make_world(np.random.default_rng(seed), weights, lists, attack)
            figures.append(_figures(world, weights))
            advance()
        rows.append(Row(name, _over(figures, np.mean), _over(figures, np.std)))
    return rows


def table(rows: Sequence[Row]) -> str:
    """The rows as a table in Markdown."""
    names = "naive mean | IMDb-style average | score, no guard | score | interval holds the truth"
    lines = [f"| malicious accounts | {names} |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for row in rows:
        pairs = zip(row.average, row.spread, strict=True)
        cells = [f"{average:.3f} ± {spread:.3f}" for average, spread in pairs]
        lines.append(f"| {row.name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _figures(world: World, weights: Weights) -> Figures:
    unguarded = scores(world, weights, guarded=False)
    guarded = scores(world, weights, guarded=True)
    return Figures(
        mean=kendall_tau(naive_mean(world, weights), world.truth),
        rating=kendall_tau(weighted_rating(world, weights), world.truth),
        unguarded=kendall_tau(unguarded.uncapped, world.truth),
        score=kendall_tau(guarded.uncapped, world.truth),
        coverage=coverage(guarded, world.truth),
    )


def _over(figures: list[Figures], take: Callable[..., Any]) -> Figures:
    return Figures(*take(figures, axis=0).tolist())
