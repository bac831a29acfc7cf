"""Patterns in what is said: they put a case before a moderator and never set a weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from directory.cases import CaseKind, open_case
from directory.vetting import evidence
from directory.vetting.models import Assessment, Standing
from directory.vetting.standings import subject_of
from directory.vetting.tallies import LINK, said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from directory.practitioners.models import Practitioner
    from directory.vetting.evidence import Counts

COMPARED_MEMBERS, COMPARED_ITEMS = 3, 4
"""An outlier is looked for where so many members answered each of so many items."""

OUTLYING = 0.6
"""Mean distance from the others' answers, with no = 0 and yes = 1, from which on one lies out."""

TOGETHER = 3
"""Two accounts that assessed so many of the same practitioners are shown to a moderator."""

_OTHER = aliased(Assessment)


def outlying(answers: Mapping[str, int], others: Mapping[str, Counts]) -> float | None:
    """How far answers to items lie from those of other members, on 0 to 1. Pure.

    Args:
        answers: Half-points by code (`tallies.said`).
        others: What other members answered, by code.

    Returns:
        The mean distance, or none where there is too little to compare with.
    """
    distances = [
        abs(half_points / 2 - (counts.said_yes + counts.said_partly / 2) / counts.answered)
        for code, half_points in answers.items()
        if not code.startswith(LINK)
        and (counts := others.get(code))
        and counts.answered >= COMPARED_MEMBERS
    ]
    if len(distances) < COMPARED_ITEMS:
        return None
    return sum(distances) / len(distances)


def look_for_patterns(session: Session, practitioner: Practitioner, assessment: Assessment) -> None:
    """Open a case where an arriving assessment lies out, or comes with the same others again.

    Call it before the assessment counts.
    """
    found = evidence.load(session, [practitioner.id])[practitioner.id]
    distance = outlying(said(assessment), found.counts)
    together = _together(session, assessment)
    if not together and (distance is None or distance < OUTLYING):
        return
    open_case(
        session,
        CaseKind.PATTERN,
        subject=subject_of(assessment),
        practitioner_id=practitioner.id,
        details={
            "distance": None if distance is None else round(distance, 2),
            "together_with": [str(public_id) for public_id in together],
        },
        actor="guard",
    )


def _together(session: Session, assessment: Assessment) -> Sequence[object]:
    """Assessments of the same practitioner by members who assessed others with this one too."""
    elsewhere = (
        select(_OTHER.member_id)
        .join(Assessment, Assessment.practitioner_id == _OTHER.practitioner_id)
        .where(
            Assessment.member_id == assessment.member_id,
            Assessment.practitioner_id != assessment.practitioner_id,
            Assessment.standing != Standing.WITHDRAWN,
            _OTHER.member_id != assessment.member_id,
            _OTHER.standing != Standing.WITHDRAWN,
        )
        .group_by(_OTHER.member_id)
        .having(func.count() >= TOGETHER - 1)
    )
    here = select(Assessment.public_id).where(
        Assessment.practitioner_id == assessment.practitioner_id,
        Assessment.member_id.in_(elsewhere),
        Assessment.standing != Standing.WITHDRAWN,
    )
    return session.scalars(here.order_by(Assessment.id)).all()
