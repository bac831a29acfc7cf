"""Members' comments: read by a moderator first, then shown as plain text without a date."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import log
from directory.vetting.content import COMMENT_LENGTH
from directory.vetting.models import Assessment, CommentStatus, Standing
from directory.vetting.plain_text import plain_text
from directory.vetting.standings import lock, subject_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session


class CommentDecided(Exception):
    """No comment waits there: it was decided on, changed since, or taken back."""


class Part(StrEnum):
    """A third of a year: as much as is told of when somebody was there."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Season:
    """When a visit was, to four months: the same words north and south of the equator."""

    year: int
    part: Part


@dataclass(frozen=True, slots=True)
class ShownComment:
    """A comment as visitors see it; nothing in it tells who wrote it."""

    text: str
    season: Season


def season_of(day: date) -> Season:
    """The season of a visit: "early 2026" is January to April. Pure."""
    return Season(day.year, (Part.EARLY, Part.MID, Part.LATE)[(day.month - 1) // 4])


def comment_text(written: str) -> str:
    """A comment as it is shown: plain text, at most `COMMENT_LENGTH` letters. Pure."""
    return plain_text(written)[:COMMENT_LENGTH].rstrip()


def show_comment(
    session: Session, assessment: Assessment, *, actor: str, edits_seen: int | None = None
) -> None:
    """Let a comment that waits be shown.

    Args:
        session: The open session, writing.
        assessment: Whose comment it is.
        actor: Who read it.
        edits_seen: How often the assessment had been edited when it was read, if that is known:
            what was changed since is not shown unread.

    Raises:
        CommentDecided: No comment waits, or it was changed since.
    """
    _decide(session, assessment, CommentStatus.SHOWN, actor, edits_seen)


def refuse_comment(
    session: Session, assessment: Assessment, *, actor: str, edits_seen: int | None = None
) -> None:
    """Keep a comment that waits from being shown; the answers beside it go on to count.

    Raises:
        CommentDecided: No comment waits, or it was changed since.
    """
    _decide(session, assessment, CommentStatus.REFUSED, actor, edits_seen)


def shown_comments(session: Session, practitioner_id: int) -> Sequence[ShownComment]:
    """The comments on a practitioner by members whose assessments count, the newest season first.

    Within a season their order says nothing about when they came.
    """
    rows = session.scalars(
        select(Assessment).where(
            Assessment.practitioner_id == practitioner_id,
            Assessment.standing == Standing.COUNTED,
            Assessment.comment_status == CommentStatus.SHOWN,
            Assessment.comment.is_not(None),
        )
    )
    by_season = sorted(rows, key=lambda row: row.public_id.hex)
    by_season.sort(key=lambda row: _rank(season_of(row.visit_month)), reverse=True)
    return [
        ShownComment(comment_text(row.comment or ""), season_of(row.visit_month))
        for row in by_season
    ]


def _rank(season: Season) -> tuple[int, int]:
    return (season.year, list(Part).index(season.part))


def _decide(
    session: Session,
    assessment: Assessment,
    status: CommentStatus,
    actor: str,
    edits_seen: int | None,
) -> None:
    lock(session, assessment.practitioner_id)
    session.refresh(assessment)
    session.refresh(assessment, ["revisions"])
    changed = edits_seen is not None and edits_seen != len(assessment.revisions)
    if assessment.comment_status != CommentStatus.WAITING or not assessment.comment or changed:
        message = "No comment waits there, or it has been changed since it was read."
        raise CommentDecided(message)
    assessment.comment_status = status
    log.record(
        session,
        actor=actor,
        action=f"comment {status}",
        subject=subject_of(assessment),
        before={"comment": CommentStatus.WAITING},
        after={"comment": status},
    )
