"""What a visit costs and who pays, as is usual in each country. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from directory.demo.stock import table
from directory.practitioners.vocabulary import Kind

if TYPE_CHECKING:
    from random import Random

    from directory.demo.stock import Metro, Trade

_STATES_FEE = {Kind.THERAPIST: 0.72, Kind.MOVEMENT_COACH: 0.82, Kind.RUNNING_COACH: 0.8}
_TAKES_PAYERS = {"class": 0.06, "move": 0.08, "run": 0.0, "massage": 0.35}
_SPREAD = (0.8, 1.28)
"""Fees vary between colleagues by about this much."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The money side of a location; fees in the currency's major unit."""

    columns: dict[str, Any]
    payers: tuple[str, ...]


def draw_terms(rng: Random, metro: Metro, trade: Trade, *, sparse: bool) -> Terms:
    """Make up fees, payers and whether one may pay oneself or less."""
    country = table("countries")[metro.country]
    payers = _payers(rng, metro, trade, sparse=sparse)
    first = following = None
    if rng.random() < _STATES_FEE[trade.kind] * (0.35 if sparse else 1):
        factor = metro.cost * rng.uniform(*_SPREAD)
        first, following = (_rounded(fee * factor, country["step"]) for fee in _table(metro, trade))
        if trade.kind is Kind.RUNNING_COACH and rng.random() < 0.08:
            first = 0.0
    columns = {
        "fee_first": first,
        "fee_next": following if first is None or rng.random() < 0.9 else None,
        "currency": country["currency"] if first is not None else None,
        "self_pay": _self_pay(rng, payers, stated=first is not None),
        "sliding_scale": rng.choices([True, False, None], [17, 23, 60])[0],
    }
    return Terms(columns, payers)


def _table(metro: Metro, trade: Trade) -> tuple[float, float]:
    first, following = table("countries")[metro.country]["fees"][trade.band]
    return first, following


def _rounded(amount: float, step: int) -> float:
    return float(max(step, round(amount / step) * step))


def _payers(rng: Random, metro: Metro, trade: Trade, *, sparse: bool) -> tuple[str, ...]:
    if rng.random() > _TAKES_PAYERS.get(trade.band, 0.66) * (0.3 if sparse else 1):
        return ()
    country = table("countries")[metro.country]
    known = country["payers"] + country.get("regional_payers", {}).get(metro.region_code, [])
    return tuple(sorted(rng.sample(known, min(len(known), rng.randint(1, 5)))))


def _self_pay(rng: Random, payers: tuple[str, ...], *, stated: bool) -> bool | None:
    if stated and (not payers or rng.random() < 0.7):
        return True
    return rng.choice([None, None, True, False]) if payers else None
