"""The stock that demo listings are made from: towns, names, trades and sentences.

Pure but for reading the JSON files under `seed_data/demo/` once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from directory.config import ROOT
from directory.geo.point import GeoPoint
from directory.practitioners.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

FOLDER = ROOT / "seed_data" / "demo"


@dataclass(frozen=True, slots=True)
class Town:
    """A town or quarter: the point stands for its postal code."""

    city: str
    postal_code: str
    point: GeoPoint


@dataclass(frozen=True, slots=True)
class Metro:
    """A metropolitan area.

    Attributes:
        region_code: The part of the ISO 3166-2 code after the hyphen.
        weight: Roughly how many of 400 listings live here.
        cost: Fees here as a multiple of the country's.
        phone: Form of numbers reserved for fiction, # for a digit; empty where none are.
        ground: What running is like there.
        runs: Where people run.
    """

    key: str
    country: str
    region: str
    region_code: str
    weight: int
    cost: float
    phone: str
    ground: tuple[str, ...]
    runs: tuple[str, ...]
    towns: tuple[Town, ...]


@dataclass(frozen=True, slots=True)
class Trade:
    """A profession as the demo world fills it.

    Attributes:
        band: Row of the country's fee table.
        core: Modalities nobody in the trade is without.
        only: Countries that have the trade; empty means all.
        licence: Title of the licence, where one is usual.
        credentials: Per country (or "*"), what may stand behind a name.
    """

    key: str
    kind: Kind
    weight: float
    band: str
    core: tuple[str, ...]
    credentials: dict[str, list[str]]
    only: tuple[str, ...] = ()
    licence: str = ""
    organisation: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """A way of talking about one's work: whom it fits, how it opens, what it goes on to."""

    key: str
    needs: tuple[str, ...]
    recipe: tuple[str, ...]
    openings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence for one part of a bio, and what must be true of who says it."""

    part: str
    text: str
    needs: tuple[str, ...] = ()


@cache
def table(name: str) -> Any:
    """Read one file of the stock as it stands; callers must not change what they get."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@cache
def metros() -> tuple[Metro, ...]:
    """All metropolitan areas."""
    return tuple(_metro(row) for row in table("metros"))


@cache
def trades() -> tuple[Trade, ...]:
    """All trades."""
    return tuple(Trade(**row | {"kind": Kind(row["kind"])}) for row in table("trades"))


@cache
def voices() -> tuple[Voice, ...]:
    """All voices."""
    return tuple(Voice(**row) for row in table("voices"))


@cache
def sentences() -> dict[str, tuple[Sentence, ...]]:
    """All sentences, by part."""
    parts: dict[str, list[Sentence]] = {}
    for row in table("sentences"):
        parts.setdefault(row["part"], []).append(Sentence(**row))
    return {part: tuple(found) for part, found in parts.items()}


def fits(needs: tuple[str, ...], tokens: AbstractSet[str]) -> bool:
    """Whether what is true of somebody meets all needs.

    Pure. A need is a token ("solo") or, with alternatives, "trade:yoga_teacher,health_coach".
    """
    return all(_meets(need, tokens) for need in needs)


def _meets(need: str, tokens: AbstractSet[str]) -> bool:
    about, colon, values = need.partition(":")
    if not colon:
        return need in tokens
    return any(f"{about}:{value}" in tokens for value in values.split(","))


def _metro(row: dict[str, Any]) -> Metro:
    towns = tuple(
        Town(place["city"], place["postal_code"], GeoPoint(place["latitude"], place["longitude"]))
        for place in row["places"]
    )
    kept = {key: value for key, value in row.items() if key not in {"label", "places"}}
    return Metro(towns=towns, **kept)
