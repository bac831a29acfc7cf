"""The least that NumPy can take: one program that holds everything in arrays and does only this.

No files, no segments, no changes, no other questions than those asked. It does the site's work:
circle, filters, postings of words and phrases (decoded once), BM25F from occurrences and lengths,
blend, the ten best in the site's own order, facets with the filter's own facet left out, total.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.peers.answer import Answer, circle_of
from benchmarks.peers.arrays import Arrays
from benchmarks.peers.keys import Keys
from benchmarks.peers.words import Matched, Words
from directory.geo.grid import cover
from directory.geo.point import EARTH_RADIUS_KM
from directory.search.query import FACETS, Sort
from directory.search.ranking import (
    DECIMALS,
    FRESH_FLOOR,
    FRESH_HALF_LIFE_DAYS,
    HALF_DISTANCE_KM,
    NEUTRAL_LOW,
    UNKNOWN_AGE_DAYS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from benchmarks.asked import Question
    from directory.search.engine import Document
    from directory.search.query import Circle, Query

    Rows = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

_LACKING = 4.0
"""More than any rank: who lacks a fact stands behind who states it."""


class Near(NamedTuple):
    """Listings within a circle, ascending, each with its nearest place and the way there."""

    rows: Rows
    places: Rows
    km: Floats

    def only(self, mask: Mask) -> Near:
        """Those of a mask."""
        return Near(self.rows[mask], self.places[mask], self.km[mask])


Tests = dict[str, tuple["Mask", "Mask"]]
"""For each filter who stays, and who of them only because nothing is stated."""


class NumpyLimit:
    """Everything in arrays, in one process."""

    name = "the NumPy limit"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, documents: Iterable[Document]) -> None:
        """Make the arrays; they are written down so that they need not be made for every run."""
        Arrays.of(documents).save(self.folder)

    def open(self) -> None:
        """Read the arrays into memory and work out what all questions share."""
        self.arrays = arrays = Arrays.load(self.folder)
        names = arrays.key_name.tolist()
        self._keys = Keys(arrays)
        self._facet_keys = [
            np.array([at for at, name in enumerate(names) if name.startswith(f"{facet}:")])
            for facet in FACETS
        ]
        self._trust = 0.5 + np.where(np.isnan(arrays.low), NEUTRAL_LOW, arrays.low) / 100.0
        self._fresh: dict[int, Floats] = {}
        self._position = np.full(arrays.count, -1, dtype=np.int64)
        _ = arrays.order
        self._open_words()

    def _open_words(self) -> None:
        self._words = Words(self.arrays)

    def close(self) -> None:
        """Nothing is open."""

    def served_mb(self) -> float:
        """Nobody else serves."""
        return 0.0

    def search(self, question: Question) -> Answer:
        """Answer with total, ten best and all facets."""
        return self.answer(question.query)[0]

    def answer(self, query: Query) -> tuple[Answer, dict[str, Rows]]:
        """The answer, and how many state each key of a facet, in the order of `keys_of`."""
        near = self._near(circle_of(query))
        tests = self._tests(query, near)
        fails = np.zeros(len(near.rows), dtype=np.int64)
        for kept, _ in tests.values():
            fails += ~kept
        counted = fails <= 1  # who fails two filters is in no count
        if tests:
            near, fails = near.only(counted), fails[counted]
            tests = {
                name: (kept[counted], unstated[counted]) for name, (kept, unstated) in tests.items()
            }
        match = None
        if query.text:
            match, near, fails, tests = self._with_text(query, near, fails, tests)
        total = int(np.count_nonzero(fails == 0))
        counts = self._facets(near.rows, fails, tests)
        return Answer(total, self._best(query, near, fails, tests, match)), counts

    def _near(self, circle: Circle) -> Near:
        arrays, center = self.arrays, circle.center
        bounds = np.searchsorted(arrays.cell, np.array(cover(center, circle.radius_km)))
        places = np.concatenate([np.arange(start, end) for start, end in bounds.tolist()])
        x, y, z = arrays.vector
        latitude, longitude = math.radians(center.latitude), math.radians(center.longitude)
        level = math.cos(latitude)
        chord = (x[places] - level * math.cos(longitude)) ** 2
        chord += (y[places] - level * math.sin(longitude)) ** 2
        chord += (z[places] - math.sin(latitude)) ** 2
        km = np.round(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(chord) / 2), 6)
        within = km <= circle.radius_km
        places, km = places[within], km[within]
        rows = arrays.place_doc[places]
        order = np.argsort(rows, kind="stable")
        rows, places, km = rows[order], places[order], km[order]
        twice = np.flatnonzero(rows[1:] == rows[:-1])  # nobody works in more than two places
        keep = np.ones(len(rows), dtype=np.bool_)
        keep[twice + (km[twice] <= km[twice + 1])] = False
        return Near(rows[keep], places[keep], km[keep])

    def _tests(self, query: Query, near: Near) -> Tests:
        """For each filter who stays, and who of them only because nothing is stated."""
        tests = {}
        for facet, keys in query.filters.chosen.items():
            passing = self._keys.stating(near.rows, [f"{facet}:{key}" for key in keys])
            unstated = self._keys.stating(near.rows, [f"{facet}:"])
            tests[facet] = (passing | unstated, unstated)
        if query.filters.max_price is not None:
            fees = self.arrays.fee[near.places]
            other = self.arrays.currency[near.places] != query.filters.currency
            unstated = np.isnan(fees) | other
            tests["price"] = (unstated | (fees <= query.filters.max_price), unstated)
        return tests

    def _with_text(
        self, query: Query, near: Near, fails: Rows, tests: Tests
    ) -> tuple[Matched, Near, Rows, Tests]:
        """Only those that match, and those of a fitting profession that state no methods."""
        match = self._match(query, near.rows)
        silent = np.zeros(len(near.rows), dtype=np.bool_)
        if query.unstated_professions:
            fitting = [f"profession:{key}" for key in query.unstated_professions]
            silent = match.allowed & ~match.matched & self.arrays.silent[near.rows]
            silent &= self._keys.stating(near.rows, fitting)
        kept = match.matched | silent
        tests = {name: (one[kept], other[kept]) for name, (one, other) in tests.items()}
        tests["text"] = (np.ones(int(kept.sum()), dtype=np.bool_), silent[kept])
        return match.only(kept), near.only(kept), fails[kept], tests

    def _match(self, query: Query, rows: Rows) -> Matched:
        return self._words.match(query.text, rows, self._position)

    def _facets(self, rows: Rows, fails: Rows, tests: Tests) -> dict[str, Rows]:
        """Counts of each facet's keys, of "facet:" among them for who states nothing."""
        groups: dict[str, int] = {}
        group = np.zeros(len(rows), dtype=np.int64)
        for name, (kept, _) in tests.items():
            if name in FACETS:
                groups[name] = len(groups) + 1
                group[~kept] = groups[name]
        kept = (fails == 0) | (group > 0)
        counts = self._keys.counts(rows[kept], group[kept], len(groups) + 1)
        return {
            facet: counts[0][keys] + (counts[groups[facet]][keys] if facet in groups else 0)
            for facet, keys in zip(FACETS, self._facet_keys, strict=True)
        }

    def _best(
        self,
        query: Query,
        near: Near,
        fails: Rows,
        tests: Tests,
        match: Matched | None,
    ) -> tuple[str, ...]:
        found = np.flatnonzero(fails == 0)
        rows = near.rows[found]
        lacking = np.zeros(len(found))
        for _, unstated in tests.values():
            lacking += unstated[found]
        standing = self._trust[rows] * self._freshness(query.today.toordinal())[rows]
        standing /= 1.0 + near.km[found] / HALF_DISTANCE_KM
        ranks = np.round(standing * match.score[found] if match else standing, DECIMALS)
        keys = [_LACKING * lacking - ranks]
        if query.sort is not Sort.BEST:
            keys.insert(0, self._sorted_by(query, near, found))
        first = _first(keys, query.limit)
        order = np.lexsort(
            (
                self.arrays.order[rows[first]],
                -np.round(standing[first], DECIMALS),
                *(key[first] for key in reversed(keys)),
            )
        )[: query.limit]
        return tuple(public_id.decode() for public_id in self.arrays.ids[rows[first[order]]])

    def _sorted_by(self, query: Query, near: Near, found: Rows) -> Floats:
        if query.sort is Sort.NEAREST:
            return near.km[found]
        if query.sort is Sort.VETTED:
            rows = near.rows[found]
            return np.where(np.isnan(self.arrays.score[rows]), np.inf, -self.arrays.low[rows])
        places = near.places[found]
        fees = self.arrays.fee[places]
        if query.filters.currency is not None:
            fees = np.where(self.arrays.currency[places] == query.filters.currency, fees, np.nan)
        return np.where(np.isnan(fees), np.inf, fees)

    def _freshness(self, today: int) -> Floats:
        if today not in self._fresh:
            ages = today - self.arrays.confirmed
            ages = np.clip(np.where(np.isnan(ages), UNKNOWN_AGE_DAYS, ages), 0.0, None)
            self._fresh[today] = FRESH_FLOOR + (1.0 - FRESH_FLOOR) * np.exp2(
                -ages / FRESH_HALF_LIFE_DAYS
            )
        return self._fresh[today]


def _first(keys: list[Floats], count: int) -> Rows:
    """Positions of the first by some keys, and of all that are equal to the last of them."""
    at = np.arange(len(keys[0]))
    sure = []
    for key in keys:
        if len(at) <= count:
            break
        values = key[at]
        border = np.partition(values, count - 1)[count - 1]
        if key is keys[-1]:
            at = at[values <= border]
            break
        sure.append(at[values < border])
        at = at[values == border]
        count -= len(sure[-1])
    return np.concatenate([*sure, at])
