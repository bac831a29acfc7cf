"""Comments that arrive: each waits for a moderator, and again whenever it changes.

What a moderator decides about them stands in `directory.vetting.comments`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.cases import CaseKind, open_case
from directory.cases.deciding import decide_case, open_case_of
from directory.vetting.models import CommentStatus
from directory.vetting.standings import subject_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.vetting.models import Assessment


def await_decision(session: Session, assessment: Assessment, *, actor: str, now: datetime) -> None:
    """Put a new or changed comment before a moderator; a deleted one no longer waits.

    The text stands with the assessment alone, so that it goes when the member takes it back.
    """
    if assessment.comment is None:
        assessment.comment_status = None
        _close_case(session, assessment, actor, now)
        return
    assessment.comment_status = CommentStatus.WAITING
    open_case(
        session,
        CaseKind.COMMENT,
        subject=subject_of(assessment),
        practitioner_id=assessment.practitioner_id,
        actor=actor,
    )


def _close_case(session: Session, assessment: Assessment, actor: str, now: datetime) -> None:
    case = open_case_of(session, CaseKind.COMMENT, subject_of(assessment))
    if case:
        reason = "The member took the comment back."
        decide_case(session, case, "drop", reason=reason, actor=actor, now=now)
