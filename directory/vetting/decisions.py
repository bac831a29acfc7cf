"""What moderators decide about assessments: bursts, comments, proofs of visits, and what to note.

Each decision closes its case in the same transaction, with its reason, and none is taken twice.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import log
from directory.cases.deciding import decide_case
from directory.files.keeping import delete_after_commit
from directory.vetting import comments, standings
from directory.vetting.flags import FlagElsewhere
from directory.vetting.models import Assessment, FlagStatus, Standing
from directory.vetting.setting_aside import keep_aside

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.cases import Case
    from directory.vetting.models import Flag, Proof


class NothingLeft(LookupError):
    """What the case is about is not there any more, such as a withdrawn assessment."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who decides, why and when.

    Attributes:
        actor: Who.
        reason: In 1 to 1,000 letters; it stays with the case.
        now: When, aware.
    """

    actor: str
    reason: str
    now: datetime


def release_burst(session: Session, case: Case, verdict: Verdict) -> int:
    """Let the held assessments of a burst count from now on; those of suspended members later.

    Returns:
        How many count: those that were withdrawn meanwhile stay so.

    Raises:
        AlreadyDecided: The case was decided before.
        ReasonMissing: The reason is empty or too long.
    """
    held = _held(session, case)
    _close(session, case, "release", verdict)
    standings.release(session, assessments=held, actor=verdict.actor, now=verdict.now)
    return len(held) - keep_aside(session, held, actor=verdict.actor, now=verdict.now)


def reject_burst(session: Session, case: Case, verdict: Verdict) -> int:
    """Refuse the held assessments of a burst: they never count.

    Returns:
        How many.

    Raises:
        AlreadyDecided: The case was decided before.
        ReasonMissing: The reason is empty or too long.
    """
    held = _held(session, case)
    _close(session, case, "reject", verdict)
    standings.reject(session, assessments=held, actor=verdict.actor, now=verdict.now)
    return len(held)


def decide_comment(
    session: Session, case: Case, verdict: Verdict, *, show: bool, edits_seen: int | None = None
) -> None:
    """Let a comment be shown, or keep it from being shown.

    Args:
        session: The open session, writing.
        case: Of the comment.
        verdict: Who decides, why and when.
        show: Whether it will be shown.
        edits_seen: How often the assessment had been edited when the comment was read.

    Raises:
        AlreadyDecided: The case was decided before.
        CommentDecided: No comment waits any more, or it was changed since it was read.
        NothingLeft: The assessment is gone.
        ReasonMissing: The reason is empty or too long.
    """
    assessment = assessment_of(session, case)
    _close(session, case, "show" if show else "refuse", verdict)
    decide = comments.show_comment if show else comments.refuse_comment
    decide(session, assessment, actor=verdict.actor, edits_seen=edits_seen)


def accept_proof(session: Session, case: Case, verdict: Verdict, *, folder: Path) -> None:
    """Take a visit as proved: the assessment counts at once, of a suspended member later.

    The file is deleted after the commit.

    Args:
        session: The open session, writing.
        case: Of the proof.
        verdict: Who decides, why and when.
        folder: Of the proofs' files.

    Raises:
        AlreadyDecided: The case was decided before.
        NothingLeft: The assessment, or its proof, was taken back.
        ReasonMissing: The reason is empty or too long.
    """
    assessment, proof = _waiting_proof(session, case)
    _close(session, case, "accept", verdict)
    _decide_on(session, proof, folder, verdict, accepted=True)
    standings.prove(session, assessment=assessment, actor=verdict.actor, now=verdict.now)
    keep_aside(session, [assessment], actor=verdict.actor, now=verdict.now)


def refuse_proof(session: Session, case: Case, verdict: Verdict, *, folder: Path) -> None:
    """Leave a visit unproved: the assessment stands as before. The file is deleted too.

    Raises:
        AlreadyDecided: The case was decided before.
        NothingLeft: The assessment, or its proof, was taken back.
        ReasonMissing: The reason is empty or too long.
    """
    assessment, proof = _waiting_proof(session, case)
    _close(session, case, "refuse", verdict)
    _decide_on(session, proof, folder, verdict, accepted=False)
    log.record(
        session,
        actor=verdict.actor,
        action="proof refused",
        subject=standings.subject_of(assessment),
    )


def note_case(session: Session, case: Case, verdict: Verdict) -> None:
    """Close a case that only wanted to be seen: a shared network, a pattern.

    Raises:
        AlreadyDecided: The case was decided before.
        ReasonMissing: The reason is empty or too long.
    """
    _close(session, case, "noted", verdict)


def keep_cap(session: Session, case: Case, verdict: Verdict, flag: Flag) -> None:
    """Leave a cap as it is, though its reports fell away.

    Raises:
        FlagElsewhere: There is no cap to keep: the red flag is still to be decided.
        AlreadyDecided: The case was decided before.
        ReasonMissing: The reason is empty or too long.
    """
    if flag.status != FlagStatus.CAPPED:
        message = f"This red flag is {flag.status}: there is no cap to keep."
        raise FlagElsewhere(message)
    _close(session, case, "keep", verdict)


def set_aside(session: Session, case: Case, verdict: Verdict) -> None:
    """Close a case whose subject is not there any more.

    Raises:
        AlreadyDecided: The case was decided before.
        ReasonMissing: The reason is empty or too long.
    """
    _close(session, case, "gone", verdict)


def assessment_of(session: Session, case: Case) -> Assessment:
    """The assessment a case is about.

    Raises:
        NothingLeft: There is none any more.
    """
    found = _by_public_ids(session, [case.subject_id])
    if not found:
        message = "The assessment is not there any more."
        raise NothingLeft(message)
    return found[0]


def _close(session: Session, case: Case, decision: str, verdict: Verdict) -> None:
    if case.practitioner_id is not None:
        # Always the practitioner first, then the rest: whoever waits for another waits here.
        standings.lock(session, case.practitioner_id)
    decide_case(
        session, case, decision, reason=verdict.reason, actor=verdict.actor, now=verdict.now
    )


def _held(session: Session, case: Case) -> list[Assessment]:
    if case.practitioner_id is not None:
        standings.lock(session, case.practitioner_id)
    session.refresh(case)
    rows = _by_public_ids(session, case.details.get("assessments", []))
    return [row for row in rows if row.standing == Standing.HELD]


def _by_public_ids(session: Session, public_ids: Sequence[str]) -> Sequence[Assessment]:
    wanted = [uuid.UUID(text) for text in public_ids]
    statement = select(Assessment).where(Assessment.public_id.in_(wanted)).order_by(Assessment.id)
    return session.scalars(statement.execution_options(populate_existing=True)).all()


def _waiting_proof(session: Session, case: Case) -> tuple[Assessment, Proof]:
    if case.practitioner_id is not None:
        standings.lock(session, case.practitioner_id)
    assessment = assessment_of(session, case)
    proof = assessment.proof
    if proof is None or proof.decided_at or assessment.standing == Standing.WITHDRAWN:
        message = "No proof waits there any more."
        raise NothingLeft(message)
    return assessment, proof


def _decide_on(
    session: Session, proof: Proof, folder: Path, verdict: Verdict, *, accepted: bool
) -> None:
    if proof.file_name:
        delete_after_commit(session, folder / proof.file_name)
    proof.file_name = None
    proof.accepted, proof.decided_at = accepted, verdict.now
    session.flush()
