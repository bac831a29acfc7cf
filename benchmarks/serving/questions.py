"""Addresses that visitors ask for: what hurts, near the towns in which most people work."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

TOWNS = 25

_TEXTS = (
    *("knee pain", "gait analysis", "runner's knee", "manual therapy", "running coach", "hip pain"),
    *("shin splints", "massage", "achilles", "gait analysis knee pain", "physical therapist", ""),
    *("plantar fasciitis", '"manual therapy" knee', "running form", "strength", "it band", "back"),
)


class Asked(NamedTuple):
    """What somebody asks."""

    words: str
    near: str

    def at(self, path: str) -> str:
        """The address of it at a page or in the API."""
        return f"{path}?{urlencode({'q': self.words, 'near': self.near})}"


def questions(site: Path, count: int, seed: int) -> list[Asked]:
    """Draw questions: towns by how many work there, words by Zipf's law."""
    with sqlite3.connect(f"file:{site / 'directory.sqlite'}?mode=ro", uri=True) as connection:
        towns = connection.execute(
            "SELECT city || ', ' || region_code, count(*) FROM location"
            " WHERE city <> '' AND region_code <> '' AND country = 'US'"
            " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
            (TOWNS,),
        ).fetchall()
    connection.close()
    chance = np.random.default_rng(seed)
    weights = np.array([number for _, number in towns], dtype=float)
    ranked = 1.0 / np.arange(1, len(_TEXTS) + 1)
    towns_drawn = chance.choice(len(towns), size=count, p=weights / weights.sum())
    texts_drawn = chance.choice(len(_TEXTS), size=count, p=ranked / ranked.sum())
    return [
        Asked(_TEXTS[text], towns[town][0])
        for text, town in zip(texts_drawn.tolist(), towns_drawn.tolist(), strict=True)
    ]
