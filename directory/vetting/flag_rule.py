"""When members' reports of a red flag are enough for a moderator to look. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import exp2
from typing import TYPE_CHECKING

from directory.vetting.score import (
    HALF_LIFE_MONTHS,
    WEIGHT_SCALE,
    member_weight,
    month_number,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

ENOUGH_REPORTS = 1.8
"""Weight of the reports that it takes, in fresh independent members."""

ENOUGH_SHARE = 3
"""One in so many of the members who answered must have reported it."""

ATTEMPTS = 2
"""On so many different days the practitioner is asked before anything is decided."""

DAYS_TO_REPLY = 21
"""From the first attempt on."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one counted assessment says about a red flag.

    Attributes:
        id: Of the assessment; ranks it among linked ones.
        group: Number that linked assessments share.
        visit_month: First day of the month of the visit.
        reported: Whether the red flag was reported; none if its question was not answered.
    """

    id: int
    group: int
    visit_month: date
    reported: bool | None


@dataclass(frozen=True, slots=True)
class Count:
    """What all voices together say.

    Attributes:
        weight: Of the reports, in fresh independent members.
        reported: Independent members who reported it.
        answered: Independent members who answered the question.
    """

    weight: float
    reported: int
    answered: int

    @property
    def suffices(self) -> bool:
        """Whether a moderator should look."""
        is_share = self.reported > 0 and ENOUGH_SHARE * self.reported >= self.answered
        return is_share and self.weight >= ENOUGH_REPORTS


def count_voices(voices: Iterable[Voice], today: date) -> Count:
    """Count reports with the weights of the score.

    Linked accounts speak as one member: through the first of them who answered, with the whole
    weight of that one visit, and nothing that the others say adds to it.

    Args:
        voices: Of every counted assessment, also of those who did not answer.
        today: The day whose month assessments are weighed in.
    """
    first: dict[int, Voice] = {}
    for voice in sorted(voices, key=lambda voice: voice.id):
        if voice.reported is not None:
            first.setdefault(voice.group, voice)
    reports = [voice for voice in first.values() if voice.reported]
    unit = WEIGHT_SCALE * exp2(month_number(today) / HALF_LIFE_MONTHS)
    return Count(
        weight=sum(member_weight(month_number(voice.visit_month)) for voice in reports) / unit,
        reported=len(reports),
        answered=len(first),
    )


def was_asked(attempts: Iterable[date]) -> bool:
    """Whether the practitioner was asked on enough different days."""
    return len(set(attempts)) >= ATTEMPTS


def earliest_decision(attempts: Iterable[date]) -> date:
    """The first day on which an unanswered red flag may be decided against the practitioner."""
    return min(attempts) + timedelta(days=DAYS_TO_REPLY)
