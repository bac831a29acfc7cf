"""Proof of a visit: kept for moderators alone, and deleted once it has been decided on.

A file is written before the transaction that names it and removed if that fails; it is deleted
after the transaction that decides on it. Where a process died in between, `sweep_orphans` does
what was left undone.
"""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from directory import log
from directory.accounts.models import Account
from directory.cases import CaseKind, open_case
from directory.cases.deciding import decide_case, open_case_of
from directory.vetting.models import Proof, Standing
from directory.vetting.proof_files import (
    JPEG,
    PDF,
    ProofKindUnknown,
    ProofRefused,
    ProofTooLarge,
    ProofUnreadable,
    checked_file,
)
from directory.vetting.standings import lock, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta
    from pathlib import Path

    from sqlalchemy.orm import SessionTransaction

    from directory.vetting.models import Assessment

__all__ = [
    "KeptFile",
    "NoProofTaken",
    "ProofKindUnknown",
    "ProofRefused",
    "ProofTooLarge",
    "ProofUnreadable",
    "attach_proof",
    "delete_after_commit",
    "drop_proof",
    "keep_file",
    "kept_file",
    "proofs_folder",
    "sweep_orphans",
]

_ENDINGS = {JPEG: ".jpg", PDF: ".pdf"}
_DOOMED = "files to delete after the commit"


class NoProofTaken(Exception):
    """The assessment was withdrawn, or its visit is proved already."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in the folder of proofs.

    Attributes:
        path: Where it is; its name is random and ends as its content is.
        content_type: As `proof_files.CheckedFile` has it.
        size_bytes: Of what is kept.
    """

    path: Path
    content_type: str
    size_bytes: int


def proofs_folder(var: Path) -> Path:
    """Folder of a site's proofs; nobody but the site's own user can look into it."""
    return var / "uploads" / "proofs"


def keep_file(folder: Path, content: bytes) -> KeptFile:
    """Write a file into the folder of proofs; call it before the transaction that names it.

    Args:
        folder: As `proofs_folder` gives it; made if it is missing.
        content: What was sent.

    Raises:
        ProofRefused: It can't be taken; its kinds say why.
    """
    checked = checked_file(content)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    path = folder / (secrets.token_urlsafe(24) + _ENDINGS[checked.content_type])
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(checked.content)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return KeptFile(path, checked.content_type, len(checked.content))


@contextmanager
def kept_file(folder: Path, content: bytes) -> Iterator[KeptFile]:
    """Keep a file while a transaction names it: what fails inside takes the file with it.

    Use it around `begin_write`, the writing service calls and the commit.

    Raises:
        ProofRefused: It can't be taken.
    """
    kept = keep_file(folder, content)
    try:
        yield kept
    except BaseException:
        kept.path.unlink(missing_ok=True)
        raise


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


def delete_after_commit(session: Session, path: Path) -> None:
    """Delete a file when this session's transaction is committed, and only then.

    A savepoint that is rolled back takes back what was said inside it.
    """
    inside = session.get_nested_transaction() or session.get_transaction()
    session.info.setdefault(_DOOMED, []).append((inside, path))


@event.listens_for(Session, "after_commit")
def _delete_doomed(session: Session) -> None:
    doomed = session.info.pop(_DOOMED, [])
    savepoint = session.get_nested_transaction()
    if savepoint:
        outer = savepoint.parent
        session.info[_DOOMED] = [
            (outer if inside is savepoint else inside, path) for inside, path in doomed
        ]
        return
    for _inside, path in doomed:
        # A disk that fails here must not fail the commit: the sweep comes back to it.
        with suppress(OSError):
            path.unlink(missing_ok=True)


@event.listens_for(Session, "after_soft_rollback")
def _spare_doomed(session: Session, ended: SessionTransaction) -> None:
    doomed = session.info.pop(_DOOMED, [])
    if ended.nested:
        session.info[_DOOMED] = [(inside, path) for inside, path in doomed if inside is not ended]


def sweep_orphans(session: Session, folder: Path, older_than: timedelta) -> int:
    """Delete files that no proof names any more, or that never came to be named.

    Args:
        session: The open session; it only reads.
        folder: As `proofs_folder` gives it; it may be missing.
        older_than: Younger files are spared, since their transaction may still be under way.

    Returns:
        How many were deleted.
    """
    if not folder.is_dir():
        return 0
    limit = datetime.now(UTC) - older_than
    aged = [path for path in folder.iterdir() if _written_at(path) < limit]
    named = set(session.scalars(select(Proof.file_name).where(Proof.file_name.is_not(None))))
    orphans = [path for path in aged if path.name not in named]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _written_at(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return datetime.now(UTC)
