"""The score: how much of a checklist an average honest client would confirm. Version `chain-1`.

Pure: whole numbers in, columns out. The constants are those of `docs/adr/0013-the-score.md`;
changing one of them, or a weight of the checklist, makes a new version.

Every step is an elementwise operation over a chunk of practitioners, item after item, so that a
practitioner gets the same bits alone and among a million.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import exp2
from typing import TYPE_CHECKING

import numpy as np

from directory.vetting.checklist import EvidenceKind
from directory.vetting.score_columns import Columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from directory.vetting.checklist import Checklist

VERSION = "chain-1"

EPOCH = date(2020, 1, 1)
"""Month in which an assessment weighs `WEIGHT_SCALE`; a later one weighs more, none less later."""

WEIGHT_SCALE = 1024
"""Weight of a visit in the month of the epoch, in whole numbers."""

HALF_LIFE_MONTHS = 60
"""After so many months an assessment weighs half as much as a new one."""

NEW_BELOW = 2.0
"""With evidence of fewer members than this, only a range is shown."""

CHUNK = 65_536
"""Most practitioners that one round of the pass looks at."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What the score needs to know of a checklist; everything in the order of its items.

    Attributes:
        shares: Weights that sum to 1.
        claims: Whether an item accepts a claim.
        documents: Whether an item accepts a document.
    """

    shares: tuple[float, ...]
    claims: tuple[bool, ...]
    documents: tuple[bool, ...]

    @classmethod
    def of(cls, checklist: Checklist) -> Weights:
        """Weights of a kind's checklist."""
        kinds = [item.evidence for item in checklist.items]
        return cls(
            shares=checklist.shares,
            claims=tuple(EvidenceKind.CLAIM in accepted for accepted in kinds),
            documents=tuple(EvidenceKind.DOCUMENT in accepted for accepted in kinds),
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each practitioner; every array has the shape (items, practitioners).

    The sums are those of `Tally`: an answer worth a half-points (yes 2, partly 1, no 0) of an
    assessment of weight W adds W * a to `yes` and W * 2 to `asked`. Evidence of a kind that an
    item does not accept is left out of account.

    Attributes:
        yes_proved: Sum over members who proved their visit.
        asked_proved: Likewise.
        yes_unproved: Sum over the others.
        asked_unproved: Likewise.
        claims: Whether the practitioner claims it.
        documents: 1 where a moderator has seen a document, .5 where it counts by half, else 0.
    """

    yes_proved: NDArray[np.int64]
    asked_proved: NDArray[np.int64]
    yes_unproved: NDArray[np.int64]
    asked_unproved: NDArray[np.int64]
    claims: NDArray[np.bool_]
    documents: NDArray[np.float64]

    @classmethod
    def none(cls, items: int, practitioners: int) -> Evidence:
        """Room for evidence, none of which is there yet."""
        shape = (items, practitioners)
        return cls(
            yes_proved=np.zeros(shape, np.int64),
            asked_proved=np.zeros(shape, np.int64),
            yes_unproved=np.zeros(shape, np.int64),
            asked_unproved=np.zeros(shape, np.int64),
            claims=np.zeros(shape, np.bool_),
            documents=np.zeros(shape),
        )


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores on 0 to 100, one of each for every practitioner.

    Attributes:
        uncapped: What the evidence gives, before a cap; without any, what is expected.
        score: The same under the cap; NaN where nobody has assessed the practitioner.
        low: Lower end of the interval that holds the truth nine times in ten; NaN likewise.
        high: Upper end of it; NaN likewise.
        points: Shape (items, practitioners): what each item adds to `uncapped`. No rows if they
            were not asked for.
        evidence_n: Evidence in members: a claim counts .15 and a document 1 on its item.
        is_new: Whether that is too little for a bare number.
        assessed: Whether a member has answered or a moderator has seen a document.
    """

    uncapped: NDArray[np.float64]
    score: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    points: NDArray[np.float64]
    evidence_n: NDArray[np.float64]
    is_new: NDArray[np.bool_]
    assessed: NDArray[np.bool_]


def month_number(day: date) -> int:
    """Months from the epoch to the month of a day; negative before it. Pure."""
    return (day.year - EPOCH.year) * 12 + day.month - EPOCH.month


def member_weight(visit_month: int) -> int:
    """Weight of an independent assessment of a visit in that month after the epoch. Pure."""
    return round(WEIGHT_SCALE * exp2(visit_month / HALF_LIFE_MONTHS))


def group_shares(weight: int, size: int) -> tuple[int, ...]:
    """Share a weight among linked accounts by rank, so that together they weigh as one. Pure."""
    share, left = divmod(weight, size)
    return tuple(share + (rank < left) for rank in range(size))


def rate(
    weights: Weights,
    evidence: Evidence,
    *,
    month: int,
    caps: NDArray[np.float64],
    with_points: bool = True,
) -> Scores:
    """Score practitioners of one kind. Pure.

    Args:
        weights: Of the kind's checklist.
        evidence: What speaks for each of them.
        month: The present month, after the epoch (`month_number`).
        caps: Highest score a decided red flag leaves, one for each practitioner; 100 is no cap.
        with_points: Whether to work out what each item adds.
    """
    size = len(caps)
    unit = 2 * WEIGHT_SCALE * exp2(month / HALF_LIFE_MONTHS)
    columns = Columns(weights, unit, min(size, CHUNK))
    uncapped, score, low, high, evidence_n = np.empty((5, size))
    assessed = np.empty(size, np.bool_)
    points = np.empty((len(weights.shares) if with_points else 0, size))
    for start in range(0, size, CHUNK):
        part = slice(start, min(start + CHUNK, size))
        columns.read(evidence, part)
        columns.put_score(uncapped[part], evidence_n[part], assessed[part])
        np.minimum(uncapped[part], caps[part], out=score[part])
        columns.put_interval(caps[part], score[part], low[part], high[part])
        if with_points:
            columns.put_points(evidence, part, points[:, part])
    for column in (score, low, high):
        np.copyto(column, np.nan, where=~assessed)
    is_new = evidence_n < NEW_BELOW
    return Scores(uncapped, score, low, high, points, evidence_n, is_new, assessed)
