"""The one formula that decides who stands where. Pure.

    rank  = text x near x vetted x fresh
    text  = sum over groups of weight * idf * value / sum of weight * idf      (1 without text)
            x product over what is not wanted of 1 - UNWANTED * value
    value = (1 - VERBATIM) * tf / (K1 + tf) + VERBATIM if the words are there as they were typed
    tf    = sum over a group's members and fields of
            member's weight * WEIGHT * occurrences / (1 - B + B * length / average length)
    idf   = ln(1 + (N - n + 0.5) / (n + 0.5)), n = listings with any member of full weight

This is BM25F (S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and
Beyond", 2009, section 3.6): the occurrences of all fields are added before they saturate. A group of
synonyms counts as one word, with the occurrences of all its members and one idf; so a listing that
has "runner's knee" among its conditions and "patellofemoral pain" in its bio says more than one of
them alone, and a word that is rare in names only cannot dominate. A member counts in its own fields
only. Dividing by the sum of the weighted idfs keeps `text` between 0 and 1 whatever was asked.

    near   = 1 / (1 + distance / HALF_DISTANCE_KM)
    vetted = 0.5 + L / 100, L = lower end of the score's interval (NEUTRAL_LOW while not assessed)
    fresh  = FRESH_FLOOR + (1 - FRESH_FLOOR) * 2^(-days since confirmed / FRESH_HALF_LIFE_DAYS)

K1, weights and B were tuned on one half of the judged searches in `benchmarks/relevance/` and
measured on the other (docs/quality.md); the rest are house rules. Changing one changes the method
page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

FIELD_WEIGHTS = {"name": 4.0, "craft": 3.0, "focus": 2.5, "bio": 2.5}
"""Name before profession and modalities, before methods and conditions, before free text."""

LENGTH_NORMS = {"name": 0.2, "craft": 0.0, "focus": 0.0, "bio": 0.25}
"""B of each field: how much a longer text needs more mentions to count the same.

None for lists: who states more modalities or conditions treats this one no less.
"""

K1 = 1.2
VERBATIM = 0.1
"""Share of a group's value for the visitor's own words: who asks for a DPT means more than a PT."""

UNWANTED = 0.9
"""Share of the text score that is lost by who says in full what the visitor does not want."""

HALF_DISTANCE_KM = 25.0
NEUTRAL_LOW = 34.0
"""Lower end of the interval of an average practitioner whom nobody has assessed (mean 55, chain-1)."""

FRESH_FLOOR = 0.7
FRESH_HALF_LIFE_DAYS = 365.0
UNKNOWN_AGE_DAYS = 1_000.0
"""Age taken for a listing that nobody ever confirmed."""

DECIMALS = 9
"""Ranks are rounded to this, so that equal ones tie on every machine."""


def idf(documents: int, containing: int) -> float:
    """How much a group says that `containing` of all `documents` have; above 0. Pure."""
    return float(np.log1p((documents - containing + 0.5) / (containing + 0.5)))


def field_frequency(occurrences: Floats, lengths: Floats, average: float, field: str) -> Floats:
    """One field's weighted share of a member's frequency; all arrays of shape (n,). Pure.

    Args:
        occurrences: How often the member stands in the field.
        lengths: Words in the field.
        average: Mean of `lengths` over all listings; 0 when the field is empty everywhere.
        field: A key of `FIELD_WEIGHTS`.
    """
    b = LENGTH_NORMS[field]
    relative = lengths / average if average > 0 else np.ones_like(lengths)
    return FIELD_WEIGHTS[field] * occurrences / (1.0 - b + b * relative)


def group_value(frequency: Floats, verbatim: Mask) -> Floats:
    """Turn a group's frequencies of 0 and more into values from 0 to 1; shape (n,). Pure.

    Args:
        frequency: Weighted occurrences of all members.
        verbatim: Where the first member is, the words as they were typed in any inflection.
    """
    value: Floats = (1.0 - VERBATIM) * frequency / (K1 + frequency) + VERBATIM * verbatim
    return value


def text_score(groups: Sequence[tuple[float, Floats]], count: int) -> Floats:
    """Bring groups together: (weighted idf, value) for each; shape (count,). Pure."""
    if not groups:
        return np.ones(count)
    total = np.zeros(count)
    for weight, best in groups:
        total += weight * best
    return total / sum(weight for weight, _ in groups)


def demoted(score: Floats, unwanted: Floats) -> Floats:
    """Put down listings that say what is not wanted; both of shape (n,), 0 to 1. Pure."""
    lower: Floats = score * (1.0 - UNWANTED * unwanted)
    return lower


def nearness(distances_km: Floats | None, count: int) -> Floats:
    """Half at `HALF_DISTANCE_KM`, 1 on the spot, 1 everywhere for a search without a place. Pure."""
    if distances_km is None:
        return np.ones(count)
    return 1.0 / (1.0 + distances_km / HALF_DISTANCE_KM)


def vetted(lows: Floats) -> Floats:
    """0.5 to 1.5 from the lower end of the score's interval; NaN means not assessed. Pure."""
    return 0.5 + np.where(np.isnan(lows), NEUTRAL_LOW, lows) / 100.0


def freshness(ages_days: Floats) -> Floats:
    """1 for what was confirmed today, falling towards `FRESH_FLOOR`; NaN means never. Pure."""
    ages = np.clip(np.where(np.isnan(ages_days), UNKNOWN_AGE_DAYS, ages_days), 0.0, None)
    return FRESH_FLOOR + (1.0 - FRESH_FLOOR) * np.exp2(-ages / FRESH_HALF_LIFE_DAYS)


def blend(text: Floats, near: Floats, trust: Floats, fresh: Floats) -> Floats:
    """The rank of each listing, higher is better; shape (n,). Pure."""
    rank: Floats = np.round(text * near * trust * fresh, DECIMALS)
    return rank
