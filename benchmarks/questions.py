"""What is asked in the benchmarks: each kind of question around many cities."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks.corpus import CITIES, TODAY
from directory.geo.point import GeoPoint
from directory.search.parse import parse
from directory.search.query import Circle, Filters, Query
from directory.search.thesaurus import fitting_professions, lexicon

MAIN_TEXT = "gait analysis knee pain"
PHRASE_TEXT = '"manual therapy" knee pain'

FILTERS = Filters(
    chosen={
        "kind": frozenset({"therapist"}),
        "profession": frozenset({"physical_therapist", "chiropractor"}),
        "payment": frozenset({"aetna", "self_pay"}),
        "language": frozenset({"en", "es"}),
        "telehealth": frozenset({"yes"}),
        "accepting": frozenset({"yes"}),
    },
    max_price=150.0,
    currency="USD",
)


def questions(count: int, seed: int = 2) -> dict[str, list[Query]]:
    """The named kinds of questions, `count` of each, around cities in turn."""
    parsed, quoted = parse(MAIN_TEXT, lexicon()), parse(PHRASE_TEXT, lexicon())
    centers = _centers(count, seed)
    main = [Query(today=TODAY, text=parsed.text, where=Circle(at, 40.0)) for at in centers]
    nearby = [Query(today=TODAY, where=Circle(at, 40.0)) for at in centers]
    silent = fitting_professions(parsed.concepts)
    return {
        "main": main,
        "main, silent ones too": [replace(q, unstated_professions=silent) for q in main],
        "nearby": nearby,
        "wide": [
            replace(q, where=Circle(at, 1_500.0)) for q, at in zip(main, centers, strict=True)
        ],
        "filters": [replace(q, filters=FILTERS) for q in main],
        "phrase": [replace(q, text=quoted.text) for q in main],
    }


def _centers(count: int, seed: int) -> list[GeoPoint]:
    chance = np.random.default_rng(seed)
    cities = [CITIES[number % len(CITIES)] for number in range(count)]
    offsets = chance.normal(0, 0.05, (count, 2)).tolist()
    return [
        GeoPoint(city[1] + north, city[2] + east)
        for city, (north, east) in zip(cities, offsets, strict=True)
    ]
