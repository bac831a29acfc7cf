"""A made-up query log: lay and trade words, places, filters and orders, some far commoner than others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.corpus import CITIES, TODAY
from directory.geo.point import GeoPoint
from directory.practitioners.vocabulary import vocabulary
from directory.search.parse import parse
from directory.search.query import Circle, Filters, Query, Sort, Text
from directory.search.thesaurus import lexicon, synonyms

if TYPE_CHECKING:
    from numpy.random import Generator

RADII_KM = (10.0, 25.0, 40.0, 80.0, 200.0, 1_500.0)
_RADIUS_SHARES = (0.15, 0.25, 0.4, 0.12, 0.06, 0.02)
_SORTS = (Sort.BEST, Sort.NEAREST, Sort.VETTED, Sort.PRICE)
_SORT_SHARES = (0.82, 0.08, 0.06, 0.04)
_FILTERS = (
    "kind",
    "profession",
    "modality",
    "condition",
    "payment",
    "language",
    "telehealth",
    "accepting",
)
_PRICES = (80.0, 120.0, 150.0, 200.0)
_NO_TEXT, _TWO_TEXTS, _QUOTED, _WITHOUT = 0.12, 0.25, 0.08, 0.04
_FILTERED, _PRICED = 0.35, 0.12


def texts() -> list[str]:
    """Everything that the synonyms and vocabularies name, in a seeded order."""
    named = [text for row in synonyms() for text in (*row.get("from", ()), *row["terms"])]
    for name in ("profession", "modality", "condition", "method", "region"):
        named += [text for entry in vocabulary(name) for text in (entry.label, *entry.also)]
    found = sorted({text for text in named if parse(text, lexicon()).text.groups})
    np.random.default_rng(7).shuffle(found)
    return found


def query_log(count: int, seed: int = 2) -> list[Query]:
    """Different questions; the same for a seed."""
    chance = np.random.default_rng(seed)
    known = texts()
    shares = zipf(len(known))
    made: dict[str, Query] = {}
    while len(made) < count:
        query = _query(chance, known, shares)
        made.setdefault(repr(query), query)
    return list(made.values())


def zipf(count: int) -> Any:
    """Shares of `count` ranks by Zipf's law."""
    ranked = 1.0 / np.arange(1, count + 1)
    return ranked / ranked.sum()


def _query(chance: Generator, known: list[str], shares: Any) -> Query:
    weights = np.array([city[-1] for city in CITIES], dtype=float)
    city = CITIES[chance.choice(len(CITIES), p=weights / weights.sum())]
    north, east = chance.normal(0, 0.08, 2).tolist()
    radius = RADII_KM[chance.choice(len(RADII_KM), p=_RADIUS_SHARES)]
    return Query(
        today=TODAY,
        text=_text(chance, known, shares),
        where=Circle(GeoPoint(city[1] + north, city[2] + east), radius),
        filters=_filters(chance, currency=city[5]),
        sort=_SORTS[chance.choice(len(_SORTS), p=_SORT_SHARES)],
    )


def _text(chance: Generator, known: list[str], shares: Any) -> Text:
    if chance.random() < _NO_TEXT:
        return Text()
    one, other = (known[at] for at in chance.choice(len(known), size=2, p=shares))
    said = f"{one} {other}" if chance.random() < _TWO_TEXTS else one
    if chance.random() < _QUOTED:
        said = f'"{one}"'
    if chance.random() < _WITHOUT:
        said += " -needling"
    return parse(said, lexicon()).text


def _filters(chance: Generator, currency: str) -> Filters:
    chosen = {}
    if chance.random() < _FILTERED:
        for facet in chance.choice(
            _FILTERS, size=int(chance.integers(1, 4)), replace=False
        ).tolist():
            keys = _keys(facet)
            some = chance.choice(len(keys), size=min(len(keys), int(chance.integers(1, 4))), p=None)
            chosen[facet] = frozenset(keys[at] for at in some.tolist())
    price = _PRICES[chance.integers(len(_PRICES))] if chance.random() < _PRICED else None
    return Filters(chosen=chosen, max_price=price, currency=currency)


def _keys(facet: str) -> tuple[str, ...]:
    if facet == "kind":
        return ("therapist", "movement_coach", "running_coach")
    if facet in {"telehealth", "accepting"}:
        return ("yes",)
    if facet == "language":
        return ("en", "es", "de", "fr")
    name = "payer" if facet == "payment" else facet
    return tuple(entry.key for entry in vocabulary(name))[:14]
