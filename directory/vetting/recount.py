"""Recount: the stored score of one practitioner, worked out anew from its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import func, select

from directory.practitioners.service import mark_changed
from directory.vetting import evidence
from directory.vetting.checklist import checklist
from directory.vetting.models import Assessment, Standing
from directory.vetting.score import VERSION, Weights, month_number, rate

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.practitioners.models import Practitioner

UNCAPPED = 100.0


def recount(session: Session, practitioner: Practitioner, now: datetime) -> None:
    """Work out a practitioner's score anew and promise that search will see it.

    Args:
        session: The open session, with the practitioner's row locked.
        practitioner: Whose score it is.
        now: What every visit's age is measured from.
    """
    session.flush()
    found = evidence.load(session, [practitioner.id])[practitioner.id]
    known = checklist(practitioner.kind)
    cap = UNCAPPED if found.cap is None else float(found.cap)
    scores = rate(
        Weights.of(known),
        found.columns(known),
        month=month_number(now.date()),
        caps=np.array([cap]),
        with_points=False,
    )
    has_score = bool(scores.assessed[0]) and not found.is_unlicensed
    practitioner.score = float(scores.score[0]) if has_score else None
    practitioner.score_low = float(scores.low[0]) if has_score else None
    practitioner.score_high = float(scores.high[0]) if has_score else None
    practitioner.score_is_new = has_score and bool(scores.is_new[0])
    practitioner.score_members = independent_members(session, practitioner.id)
    practitioner.score_cap = found.cap
    practitioner.score_version = VERSION
    mark_changed(session, practitioner)


def independent_members(session: Session, practitioner_id: int) -> int:
    """How many independent members' assessments count; a linked group is one."""
    counted = select(func.count(Assessment.vote_group.distinct())).where(
        Assessment.practitioner_id == practitioner_id,
        Assessment.standing == Standing.COUNTED,
    )
    return session.scalar(counted) or 0
