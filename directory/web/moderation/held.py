"""Assessments as a moderator sees them who must not know whose they are. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.vetting.models import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from directory.vetting.models import Assessment, Standing


@dataclass(frozen=True, slots=True)
class Arrived:
    """One assessment: where it came from and how much it says, never what.

    Attributes:
        on: The day it came.
        is_proved: Whether the visit is proved.
        group: Number of the group it is linked with by device, from 1; none where it stands alone.
        answers: How many questions were answered.
        has_comment: Whether a comment came with it.
        standing: Where it stands.
    """

    on: date
    is_proved: bool
    group: int | None
    answers: int
    has_comment: bool
    standing: Standing


def arrivals_of(rows: Sequence[Assessment]) -> list[Arrived]:
    """Assessments, in the order given, without anybody's name. Pure."""
    sizes = Counter(row.vote_group for row in rows)
    linked = [number for number, size in sizes.items() if size > 1]
    groups = {number: place for place, number in enumerate(linked, 1)}
    return [
        Arrived(
            on=row.arrived_at.date(),
            is_proved=row.proved,
            group=groups.get(row.vote_group),
            answers=sum(value != Answer.UNKNOWN for value in row.answers.values()),
            has_comment=bool(row.comment),
            standing=row.standing,
        )
        for row in rows
    ]
