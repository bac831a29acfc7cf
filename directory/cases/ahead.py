"""Where something stands in the queue of moderators: since when, and behind how much else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.cases.models import Case, CaseKind, CaseStatus

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session

LISTINGS = (CaseKind.SUBMISSION, CaseKind.REVISION)
"""New and changed listings: they wait in one line, so that all who ask read the same number."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The place of a case among those that wait.

    Attributes:
        since: When it was opened.
        before: How many of the same kinds were opened earlier and still wait.
    """

    since: datetime
    before: int


def turns(
    session: Session, kinds: Collection[CaseKind], subjects: Collection[str]
) -> dict[str, Turn]:
    """Tell of some things, by their public ids, when it is their turn; one question for all.

    Args:
        session: The open session.
        kinds: Kinds of cases that are decided in one order, the oldest first.
        subjects: Public ids of what the cases are about; those about which none waits are left out.
    """
    if not subjects:
        return {}
    statement = (
        select(Case.subject_id, Case.opened_at)
        .where(Case.kind.in_(tuple(kinds)), Case.status == CaseStatus.OPEN)
        .order_by(Case.opened_at, Case.id)
    )
    wanted = set(subjects)
    return {
        subject: Turn(opened_at, before)
        for before, (subject, opened_at) in enumerate(session.execute(statement))
        if subject in wanted
    }
