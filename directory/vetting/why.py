"""Why this score: what each item of the checklist adds to it, and what speaks for it.

Pure. Members' answers to single items are told from three independent members on, and of an item
once three of them answered it; before that one line stands for the members together, so that nobody
can tell what one of them answered. All numbers are rounded as `published` says, and sum.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from directory.vetting.checklist import EvidenceKind
from directory.vetting.published import SHOWN_FROM, in_tenths, published
from directory.vetting.score import VERSION, Evidence, Scores, Weights, rate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.vetting.checklist import Checklist, Item

MEMBERS = "members"
"""Code of the line that stands for all members while they are fewer."""


class State(StrEnum):
    """What can be said of somebody's score."""

    NONE = "none"
    NEW = "new"
    SCORED = "scored"


class Answers(NamedTuple):
    """How many independent members gave each answer to an item."""

    yes: int = 0
    partly: int = 0
    no: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table.

    Attributes:
        code: Of the item, or `MEMBERS`.
        weight: Of the item in percent; none for the members together.
        points: What it adds to the uncapped score, in tenths; for the members together a whole
            number, perhaps negative.
        possible: Most that the item can add; none for the members together.
        evidence: What speaks for it or against it: claim, document, member.
        answers: What members answered, if three and more did and it may be told.
    """

    code: str
    weight: int | None
    points: float
    possible: float | None
    evidence: tuple[EvidenceKind, ...]
    answers: Answers | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A score and what it is made of, in published numbers.

    Attributes:
        version: Version of the score.
        state: Whether there is none, one too new for a bare number, or one.
        score: Under the cap, 0 to 100; none when nobody has assessed the practitioner.
        uncapped: What the points of the lines sum to; none likewise.
        interval: Lowest and highest that the truth may be, nine times in ten; none likewise.
        members: Independent members whose assessments count.
        cap: Highest score a decided red flag leaves, if there is one.
        lines: Items in the order of the checklist, then perhaps the members together.
    """

    version: str
    state: State
    score: float | None
    uncapped: float | None
    interval: tuple[float, float] | None
    members: int
    cap: int | None
    lines: tuple[Line, ...]

    @property
    def is_new(self) -> bool:
        """Whether the range is to be shown instead of a bare number."""
        return self.state is State.NEW


def explain(
    checklist: Checklist,
    evidence: Evidence,
    *,
    month: int,
    cap: int | None,
    members: int,
    answers: Mapping[str, Answers],
) -> Explanation:
    """Explain the score of one practitioner. Pure.

    Args:
        checklist: Of the practitioner's kind.
        evidence: What speaks for the practitioner, shape (items, 1).
        month: The present month, after the epoch (`score.month_number`).
        cap: Highest score a decided red flag leaves, if there is one.
        members: Independent members whose assessments count.
        answers: What they answered, by code of the item.
    """
    rated = _rate(checklist, evidence, month, cap)
    if not rated.assessed[0]:
        return Explanation(VERSION, State.NONE, None, None, None, members, cap, ())
    score, uncapped, low, high = (
        published(float(column[0]), members)
        for column in (rated.score, rated.uncapped, rated.low, rated.high)
    )
    if members >= SHOWN_FROM:
        lines = _lines(checklist, evidence, rated, uncapped, answers)
    else:
        lines = _lines_apart(checklist, evidence, uncapped, month)
    return Explanation(
        version=VERSION,
        state=State.NEW if rated.is_new[0] else State.SCORED,
        score=score,
        uncapped=uncapped,
        interval=(low, high),
        members=members,
        cap=cap,
        lines=lines,
    )


def _rate(checklist: Checklist, evidence: Evidence, month: int, cap: int | None) -> Scores:
    caps = np.array([100.0 if cap is None else float(cap)])
    return rate(Weights.of(checklist), evidence, month=month, caps=caps)


def _lines(
    checklist: Checklist,
    evidence: Evidence,
    rated: Scores,
    total: float,
    answers: Mapping[str, Answers],
) -> tuple[Line, ...]:
    """The items, with points that sum to the total."""
    points = in_tenths(rated.points[:, 0].tolist(), total)
    return tuple(
        Line(
            code=item.code,
            weight=item.weight,
            points=points[row],
            possible=float(item.weight),
            evidence=_kinds(item, evidence, row),
            answers=_told(answers.get(item.code)),
        )
        for row, item in enumerate(checklist.items)
    )


def _told(answers: Answers | None) -> Answers | None:
    """Answers to an item, if enough members gave them."""
    return answers if answers and sum(answers) >= SHOWN_FROM else None


def _lines_apart(
    checklist: Checklist, evidence: Evidence, uncapped: float, month: int
) -> tuple[Line, ...]:
    """Items as if no member had said anything, and a line for what the members change.

    The items depend on no answer, and the line is a difference of whole numbers.
    """
    nobody = np.zeros_like(evidence.asked_proved)
    stated = replace(
        evidence,
        yes_proved=nobody,
        asked_proved=nobody,
        yes_unproved=nobody,
        asked_unproved=nobody,
    )
    without = _rate(checklist, stated, month, None)
    total = published(float(without.uncapped[0]), 0)
    lines = _lines(checklist, stated, without, total, {})
    if not (evidence.asked_proved.any() or evidence.asked_unproved.any()):
        return lines
    return (*lines, Line(MEMBERS, None, uncapped - total, None, (EvidenceKind.MEMBER,)))


def _kinds(item: Item, evidence: Evidence, row: int) -> tuple[EvidenceKind, ...]:
    asked = evidence.asked_proved[row, 0] + evidence.asked_unproved[row, 0]
    speaks = {
        EvidenceKind.CLAIM: EvidenceKind.CLAIM in item.evidence and evidence.claims[row, 0],
        EvidenceKind.DOCUMENT: EvidenceKind.DOCUMENT in item.evidence
        and evidence.documents[row, 0] > 0,
        EvidenceKind.MEMBER: asked > 0,
    }
    return tuple(kind for kind, does in speaks.items() if does)
