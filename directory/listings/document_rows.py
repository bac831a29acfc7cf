"""The documents that owners sent: which there are, where a file is, and taking one back."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import log
from directory.cases import CaseKind
from directory.cases.deciding import decide_case, open_case_of
from directory.files.keeping import delete_after_commit
from directory.listings.models import FilePurpose, ListingFile, Stage
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.cases import Case
    from directory.practitioners.models import Practitioner


class DocumentGone(LookupError):
    """No such document waits any more: it was decided on or taken back."""


def subject_of(row: ListingFile) -> tuple[str, str]:
    """How cases and the log name a file. Pure."""
    return ("listing_file", str(row.public_id))


def documents_of(session: Session, practitioner_id: int) -> Sequence[ListingFile]:
    """What the owner of a listing sent as evidence, the newest first, but for what they took back."""
    return session.scalars(
        select(ListingFile)
        .where(
            ListingFile.practitioner_id == practitioner_id,
            ListingFile.purpose == FilePurpose.DOCUMENT,
            ListingFile.status != Stage.WITHDRAWN,
        )
        .order_by(ListingFile.uploaded_at.desc(), ListingFile.id.desc())
    ).all()


def document_of(session: Session, case: Case) -> ListingFile:
    """The document a case is about, as it stands now.

    Raises:
        DocumentGone: There is none.
    """
    return find_document(session, uuid.UUID(case.subject_id))


def waiting_file(session: Session, case: Case, folder: Path) -> Path:
    """Where the file is that a moderator is to look at.

    Args:
        session: The open session; it only reads.
        case: Of the document.
        folder: As `files.keeping.documents_folder` gives it.

    Raises:
        DocumentGone: It was decided on or taken back, or the file is lost.
    """
    row = document_of(session, case)
    path = folder / row.file_name if row.file_name else None
    if path is None or not path.is_file():
        raise DocumentGone(case.subject_id)
    return path


def drop_document(
    session: Session,
    *,
    practitioner: Practitioner,
    public_id: uuid.UUID,
    folder: Path,
    actor: str,
    now: datetime,
) -> None:
    """Take a document back that waits; the file is deleted after the commit.

    Raises:
        DocumentGone: It does not wait any more, or is not about this listing.
    """
    lock(session, practitioner.id)
    row = find_document(session, public_id)
    if row.practitioner_id != practitioner.id or row.status != Stage.WAITING:
        raise DocumentGone(str(public_id))
    case = open_case_of(session, CaseKind.DOCUMENT, subject_of(row))
    if case is not None:
        reason = "Whoever sent the document took it back."
        decide_case(session, case, "withdrawn", reason=reason, actor=actor, now=now)
    if row.file_name:
        delete_after_commit(session, folder / row.file_name)
    row.file_name, row.status, row.decided_at = None, Stage.WITHDRAWN, now
    log.record(session, actor=actor, action="document taken back", subject=subject_of(row))


def find_document(session: Session, public_id: uuid.UUID) -> ListingFile:
    """A document as it stands now.

    Raises:
        DocumentGone: There is none.
    """
    statement = select(ListingFile).where(ListingFile.public_id == public_id)
    row = session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise DocumentGone(str(public_id))
    return row
