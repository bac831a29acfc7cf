"""The pass over columns that gives score and interval; `directory.vetting.score` says of what.

Pure. Sums are kept in the whole numbers of the tallies: instead of bringing every sum down to
members, the constants are brought up once, times `unit`, the weight of one member of this month
answering yes. Work is done in buffers that are made once, for whatever fits the nearest caches.

A clip of the level is the same for all items with the same base, and bases differ only by the
kinds of evidence accepted. So what an item adds splits into a part that does not need the level
and a part that is a sum per base, and one look at the evidence suffices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from directory.vetting.score import Evidence, Weights

    Column = NDArray[np.float64]

MEAN = 0.55
"""Share of an item that an average practitioner does (mu)."""

LEVEL_MEMBERS = 2.0
"""Members whose weight the expected level has (M)."""

ITEM_MEMBERS = 8.0
"""Members whose weight the level has in each item (s)."""

UNPROVED_MEMBERS = 6.0
"""Members without proof of their visit never count more than this together (U)."""

CLAIM_MEMBERS = 0.3
"""Members who say yes that a claim weighs as much as."""

DOCUMENT_MEMBERS = 2.0
"""Members who say yes that a document weighs as much as."""

EXPECTED_CLAIMS, EXPECTED_DOCUMENTS = 0.65, 0.2
"""Share of practitioners who claim an item, or have a document for it."""

EXPECTED_LOWEST, EXPECTED_HIGHEST = 0.02, 0.98
"""Within these the level lets an item be expected."""

LEVEL_VARIANCE = 0.0169
"""Variance of practitioners' levels around the mean (tau squared)."""

MEMBER_VARIANCE = 0.0625
"""Variance of one member's assessment around the level (sigma squared)."""

LOWEST, HIGHEST = 0.005, 0.995
"""The interval is drawn as if the score lay within these: at 0 and 1 the logit has no value."""

NINETY_PERCENT = 1.645
"""Standard deviations to either side that hold nine tenths of a normal distribution."""


class Columns:
    """Buffers of one chunk, and the constants of one checklist and month."""

    def __init__(self, weights: Weights, unit: float, size: int) -> None:
        self._unit = unit
        self._shares = weights.shares
        self._claims = weights.claims
        self._documents = weights.documents
        roots = [share**0.5 for share in weights.shares]
        self._roots = [root / sum(roots) for root in roots]
        stated = [
            CLAIM_MEMBERS * EXPECTED_CLAIMS * claim
            + DOCUMENT_MEMBERS * EXPECTED_DOCUMENTS * document
            for claim, document in zip(weights.claims, weights.documents, strict=True)
        ]
        known = sum(root * expected for root, expected in zip(self._roots, stated, strict=True))
        self._level = MEAN + known * (MEAN - 1) / LEVEL_MEMBERS
        self._bases = [MEAN + expected * (MEAN - 1) / ITEM_MEMBERS for expected in stated]
        self._groups = sorted(set(self._bases))
        self._buffers = np.empty((9 + len(self._groups), size))

    def read(self, evidence: Evidence, part: slice) -> None:
        """Sum up what a chunk's evidence says."""
        length = part.stop - part.start
        views = [buffer[:length] for buffer in self._buffers]
        self._yes, self._asked, self._stated, self._spare = views[:4]
        self._above, self._below, self._members, self._known, self._fixed = views[4:9]
        self._open = views[9:]
        for buffer in (self._members, self._known, self._fixed, *self._open):
            buffer.fill(0.0)
        self._above.fill(LEVEL_MEMBERS * self._level * self._unit)
        self._below.fill(LEVEL_MEMBERS * self._unit)
        self._documented = np.zeros(length, np.bool_)
        for item in range(len(self._shares)):
            self._read_item(evidence, item, part)
            self._sum_item(item)
        np.divide(self._above, self._below, out=self._above)

    def put_score(self, uncapped: Column, evidence_n: Column, assessed: NDArray[np.bool_]) -> None:
        """Write down score, amount of evidence, and whether there is any to go by."""
        np.copyto(uncapped, self._fixed)
        for base, weight in zip(self._groups, self._open, strict=True):
            self._expect(base)
            np.multiply(self._spare, weight, out=self._spare)
            np.add(uncapped, self._spare, out=uncapped)
        np.multiply(uncapped, 100.0, out=uncapped)
        np.greater(self._members, 0.0, out=assessed)
        np.logical_or(assessed, self._documented, out=assessed)
        np.add(self._members, self._known, out=evidence_n)
        np.divide(evidence_n, self._unit, out=evidence_n)
        np.copyto(self._stated, uncapped)
        np.copyto(self._known, evidence_n)

    def put_interval(self, caps: Column, score: Column, low: Column, high: Column) -> None:
        """Write down the interval; call after `put_score`.

        The logit of the score is taken to be normal, with the variance that remains of a level
        after so many members, stretched as a share's variance is: widest in the middle. As
        odds, its ends are the odds of the score over and times exp(1.645 sd).
        """
        share, odds, width = self._stated, self._spare, self._known
        np.multiply(share, 0.01, out=share)
        np.clip(share, LOWEST, HIGHEST, out=share)
        np.subtract(1.0, share, out=odds)
        np.add(width, MEMBER_VARIANCE / LEVEL_VARIANCE, out=width)
        np.multiply(width, share, out=width)
        np.multiply(width, odds, out=width)
        variance = MEMBER_VARIANCE / (MEAN * (1 - MEAN))
        np.divide(variance * NINETY_PERCENT**2, width, out=width)
        np.sqrt(width, out=width)
        np.exp(width, out=width)
        np.divide(odds, share, out=odds)
        _put_share(odds, width, low, np.multiply)
        _put_share(odds, width, high, np.divide)
        np.minimum(low, score, out=low)
        np.maximum(high, score, out=high)
        np.minimum(high, caps, out=high)

    def put_points(self, evidence: Evidence, part: slice, points: Column) -> None:
        """Write down what each item adds, at the level that `read` found."""
        for item, share in enumerate(self._shares):
            self._read_item(evidence, item, part)
            self._expect(self._bases[item])
            np.multiply(self._spare, ITEM_MEMBERS * self._unit, out=self._spare)
            np.add(self._yes, self._spare, out=self._yes)
            np.add(self._asked, ITEM_MEMBERS * self._unit, out=self._asked)
            np.divide(self._yes, self._asked, out=self._yes)
            np.multiply(self._yes, 100.0 * share, out=points[item])

    def _read_item(self, evidence: Evidence, item: int, part: slice) -> None:
        """Bring an item's members together, those without proof up to a limit, then the rest."""
        limit = UNPROVED_MEMBERS * self._unit
        yes, asked, factor = self._yes, self._asked, self._spare
        np.copyto(asked, evidence.asked_unproved[item, part])
        np.add(asked, limit, out=factor)
        np.divide(limit, factor, out=factor)
        np.multiply(asked, factor, out=asked)
        np.copyto(yes, evidence.yes_unproved[item, part])
        np.multiply(yes, factor, out=yes)
        np.add(yes, evidence.yes_proved[item, part], out=yes)
        np.add(asked, evidence.asked_proved[item, part], out=asked)
        np.multiply(asked, self._shares[item], out=self._stated)
        np.add(self._members, self._stated, out=self._members)
        self._read_stated(evidence, item, part)

    def _read_stated(self, evidence: Evidence, item: int, part: slice) -> None:
        """Add the claim and the document, as so many members who say yes."""
        for accepted, column, members in (
            (self._claims[item], evidence.claims, CLAIM_MEMBERS),
            (self._documents[item], evidence.documents, DOCUMENT_MEMBERS),
        ):
            if not accepted:
                continue
            np.multiply(column[item, part], members * self._unit, out=self._stated)
            np.add(self._yes, self._stated, out=self._yes)
            np.add(self._asked, self._stated, out=self._asked)
            np.multiply(self._stated, self._shares[item] / 2, out=self._stated)
            np.add(self._known, self._stated, out=self._known)
        if self._documents[item]:
            np.logical_or(self._documented, evidence.documents[item, part], out=self._documented)

    def _sum_item(self, item: int) -> None:
        """Take an item into the level and into both parts of the score."""
        share, spare = self._shares[item], self._spare
        np.multiply(self._yes, self._roots[item], out=spare)
        np.add(self._above, spare, out=self._above)
        np.multiply(self._asked, self._roots[item], out=spare)
        np.add(self._below, spare, out=self._below)
        np.add(self._asked, ITEM_MEMBERS * self._unit, out=spare)
        np.divide(share, spare, out=spare)
        np.multiply(self._yes, spare, out=self._yes)
        np.add(self._fixed, self._yes, out=self._fixed)
        np.multiply(spare, ITEM_MEMBERS * self._unit, out=spare)
        weight = self._open[self._groups.index(self._bases[item])]
        np.add(weight, spare, out=weight)

    def _expect(self, base: float) -> None:
        """Put into `_spare` what the level lets one expect of an item."""
        np.add(self._above, base - MEAN, out=self._spare)
        np.clip(self._spare, EXPECTED_LOWEST, EXPECTED_HIGHEST, out=self._spare)


def _put_share(odds: Column, width: Column, end: Column, move: np.ufunc) -> None:
    """Write down the percentage whose odds against are `odds`, moved by a factor."""
    move(odds, width, out=end)
    np.add(end, 1.0, out=end)
    np.divide(100.0, end, out=end)
