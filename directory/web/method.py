"""The example on the method page: a made-up therapist, scored by the same code as everybody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from directory.practitioners.vocabulary import Kind
from directory.vetting.checklist import checklist, sources
from directory.vetting.published import in_tenths, published
from directory.vetting.score import Evidence, Weights, member_weight, month_number, rate

if TYPE_CHECKING:
    from directory.vetting.checklist import Item
    from directory.vetting.score import Scores

MONTH = date(2026, 6, 1)
"""Everybody of the example came and was asked in this month, so that the page stays the same."""

MEMBERS = 7
CAP = 40

ANSWERS = {
    "T1": (6, 1, 0),
    "T2": (5, 1, 0),
    "T3": (7, 0, 0),
    "T4": (6, 0, 1),
    "T5": (4, 3, 0),
    "T6": (5, 2, 0),
    "T7": (3, 2, 1),
    "T8": (2, 3, 1),
    "T9": (3, 1, 1),
    "T10": (6, 1, 0),
    "T11": (7, 0, 0),
    "T12": (6, 1, 0),
}
"""How many of the seven said yes, partly and no; the rest did not know, which adds nothing."""

CLAIMED = ("T1", "T3", "T5")
DOCUMENTED = "T3"


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the example; `points` of at most `weight`, in tenths."""

    code: str
    weight: int
    answers: tuple[int, int, int]
    is_claimed: bool
    is_documented: bool
    points: float


@dataclass(frozen=True, slots=True)
class Step:
    """The score of the example as published while only so many members have answered."""

    members: int
    score: float
    low: float
    high: float
    is_new: bool


@dataclass(frozen=True, slots=True)
class Example:
    """The made-up therapist: all items, and how the score settles as members come."""

    lines: tuple[Line, ...]
    steps: tuple[Step, ...]
    capped: Step

    @property
    def last(self) -> Step:
        """With all members."""
        return self.steps[-1]


_YEAR = re.compile(r"(?<=[a-z])(?=(?:19|20)\d\d)")
_DISAGREES = "DISAGREES"


def research(item: Item) -> str:
    """What research says about an item, with years set apart and nothing shouted. Pure."""
    return _YEAR.sub(" ", item.support.replace(_DISAGREES, "Disagrees"))


def studies() -> tuple[tuple[str, str], ...]:
    """The studies that items name, each as named there and in full, by name. Pure."""
    return tuple((_YEAR.sub(" ", key), told) for key, told in sorted(sources().items()))


def disagrees(item: Item) -> bool:
    """Whether research speaks against the item in part. Pure."""
    return _DISAGREES in item.support


@cache
def worked_example() -> Example:
    """The example, worked out once. Pure."""
    known = checklist(Kind.THERAPIST)
    scores = _rate(MEMBERS)
    total = published(float(scores.uncapped[0]), MEMBERS)
    points = in_tenths(scores.points[:, 0].tolist(), total)
    lines = tuple(
        Line(
            code=item.code,
            weight=item.weight,
            answers=ANSWERS.get(item.code, (0, 0, 0)),
            is_claimed=item.code in CLAIMED,
            is_documented=item.code == DOCUMENTED,
            points=points[row],
        )
        for row, item in enumerate(known.items)
    )
    steps = tuple(_step(members, _rate(members)) for members in (1, 3, MEMBERS))
    return Example(lines, steps, _step(MEMBERS, _rate(MEMBERS, cap=CAP)))


def _rate(members: int, cap: float = 100.0) -> Scores:
    known = checklist(Kind.THERAPIST)
    month = month_number(MONTH)
    return rate(Weights.of(known), _evidence(members), month=month, caps=np.array([cap]))


def _evidence(members: int) -> Evidence:
    """What speaks for the therapist when the first so many have answered, as they all did."""
    known = checklist(Kind.THERAPIST)
    evidence = Evidence.none(len(known.items), 1)
    unit = member_weight(month_number(MONTH))
    for row, item in enumerate(known.items):
        yes, partly, no = ANSWERS.get(item.code, (0, 0, 0))
        part = members * unit
        evidence.yes_unproved[row, 0] = part * (2 * yes + partly) // MEMBERS
        evidence.asked_unproved[row, 0] = part * 2 * (yes + partly + no) // MEMBERS
        evidence.claims[row, 0] = item.code in CLAIMED
        evidence.documents[row, 0] = float(item.code == DOCUMENTED)
    return evidence


def _step(members: int, scores: Scores) -> Step:
    ends = (scores.score, scores.low, scores.high)
    score, low, high = (published(float(end[0]), members) for end in ends)
    return Step(
        members=members,
        score=score,
        low=low,
        high=high,
        is_new=bool(scores.is_new[0]),
    )
