"""Proof of a visit: kept for moderators alone, and deleted once it has been decided on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import log
from directory.accounts.models import Account
from directory.cases import CaseKind, open_case
from directory.cases.deciding import decide_case, open_case_of
from directory.files.keeping import delete_after_commit, sweep
from directory.vetting.models import Proof, Standing
from directory.vetting.standings import lock, subject_of

if TYPE_CHECKING:
    from datetime import datetime, timedelta
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.files.keeping import KeptFile
    from directory.vetting.models import Assessment


class NoProofTaken(Exception):
    """The assessment was withdrawn, or its visit is proved already."""


def attach_proof(
    session: Session, assessment: Assessment, file: KeptFile, *, now: datetime
) -> Proof:
    """Put proof of a visit before a moderator; one that waits already is replaced.

    Args:
        session: The open session, writing.
        assessment: Of the member who sends it.
        file: What `kept_file` gave.
        now: When, aware.

    Raises:
        NoProofTaken: The assessment was withdrawn, or its visit is proved already.
    """
    lock(session, assessment.practitioner_id)
    session.refresh(assessment)
    if assessment.proved or assessment.standing == Standing.WITHDRAWN:
        message = "There is nothing here to be proved."
        raise NoProofTaken(message)
    proof = assessment.proof or Proof()
    if proof.file_name:
        delete_after_commit(session, file.path.parent / proof.file_name)
    proof.file_name, proof.content_type = file.path.name, file.content_type
    proof.size_bytes, proof.uploaded_at = file.size_bytes, now
    proof.decided_at, proof.accepted = None, None
    assessment.proof = proof
    subject = subject_of(assessment)
    member = session.get_one(Account, assessment.member_id)
    actor = f"member:{member.public_id}"
    open_case(
        session,
        CaseKind.PROOF,
        subject=subject,
        practitioner_id=assessment.practitioner_id,
        details={"content_type": file.content_type, "size_bytes": file.size_bytes},
        actor=actor,
    )
    log.record(session, actor=actor, action="proof sent", subject=subject)
    return proof


def drop_proof(
    session: Session,
    assessment: Assessment,
    folder: Path,
    *,
    actor: str,
    reason: str,
    now: datetime,
) -> None:
    """Let the proof of an assessment that goes go too, with what a moderator was to decide.

    Call it before the assessment is withdrawn, which forgets the file's name.

    Args:
        session: The open session, writing.
        assessment: Whose proof it is; it need not have one.
        folder: As `proofs_folder` gives it.
        actor: Who takes the assessment back.
        reason: Why nothing is to be decided any more; it stays with the case.
        now: When, aware.
    """
    # Another request may just be putting a new file in its place.
    lock(session, assessment.practitioner_id)
    file_name = session.scalar(select(Proof.file_name).where(Proof.assessment_id == assessment.id))
    if file_name:
        delete_after_commit(session, folder / file_name)
    case = open_case_of(session, CaseKind.PROOF, subject_of(assessment))
    if case:
        decide_case(session, case, "drop", reason=reason, actor=actor, now=now)


def sweep_orphans(session: Session, folder: Path, older_than: timedelta) -> int:
    """Delete files that no proof names any more, or that never came to be named.

    Args:
        session: The open session; it only reads.
        folder: As `files.keeping.proofs_folder` gives it; it may be missing.
        older_than: Younger files are spared, since their transaction may still be under way.

    Returns:
        How many were deleted.
    """
    named = set(session.scalars(select(Proof.file_name).where(Proof.file_name.is_not(None))))
    return sweep(folder, {name for name in named if name}, older_than)
