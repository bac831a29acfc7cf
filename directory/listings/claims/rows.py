"""Rows of claims: which wait, what was sent with them, and how one ends."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.files.keeping import delete_after_commit, documents_folder
from directory.listings.models import FilePurpose, ListingFile, OwnershipClaim, Stage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.cases import Case
    from directory.files.keeping import KeptFile

OWNER_WAY = "owner"
"""Way of the row that keeps what an owner says in a dispute: they claim nothing, they have it."""


class ClaimGone(LookupError):
    """No claim waits there any more."""


def waiting_claim(session: Session, practitioner_id: int, account_id: int) -> OwnershipClaim | None:
    """The claim of an account on a listing that nobody has decided on yet."""
    found = _waiting(session, practitioner_id)
    return next((row for row in found if row.account_id == account_id and is_claim(row)), None)


def waiting_claims(session: Session, practitioner_id: int) -> list[OwnershipClaim]:
    """All claims on a listing that nobody has decided on yet, the oldest first."""
    return [row for row in _waiting(session, practitioner_id) if is_claim(row)]


def owner_row(
    session: Session, practitioner_id: int, account_id: int | None
) -> OwnershipClaim | None:
    """The row with what an account says as the owner, in a dispute that is not decided."""
    found = _waiting(session, practitioner_id)
    return next((row for row in found if row.account_id == account_id and not is_claim(row)), None)


def is_claim(row: OwnershipClaim) -> bool:
    """Whether a row is a claim, and not what an owner says about one. Pure."""
    return row.way != OWNER_WAY


def claim_of(session: Session, case: Case) -> OwnershipClaim:
    """The claim a case is about.

    Raises:
        ClaimGone: There is none any more.
    """
    number = uuid.UUID(case.subject_id)
    found = session.scalars(
        select(OwnershipClaim)
        .where(OwnershipClaim.public_id == number)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        message = "The claim is not there any more."
        raise ClaimGone(message)
    return found


def paper_of(session: Session, row: OwnershipClaim) -> ListingFile | None:
    """The document that was sent with a claim, until it is decided."""
    return session.scalars(
        select(ListingFile)
        .where(
            ListingFile.practitioner_id == row.practitioner_id,
            ListingFile.account_id == row.account_id,
            ListingFile.purpose == FilePurpose.CLAIM,
            ListingFile.status == Stage.WAITING,
        )
        .order_by(ListingFile.id.desc())
    ).first()


def add_paper(session: Session, row: OwnershipClaim, file: KeptFile, now: datetime) -> None:
    """Let a document stand beside a claim.

    Args:
        session: The open session, writing.
        row: The claim.
        file: The document, as `kept_file` gave it.
        now: When, aware.
    """
    session.add(
        ListingFile(
            practitioner_id=row.practitioner_id,
            account_id=row.account_id,
            purpose=FilePurpose.CLAIM,
            title="Claim",
            file_name=file.path.name,
            content_type=file.content_type,
            size_bytes=file.size_bytes,
            uploaded_at=now,
        )
    )


def end_paper(
    session: Session, row: OwnershipClaim, stage: Stage, *, var: Path, now: datetime
) -> None:
    """Let a claim's document go; its file is deleted after the commit."""
    paper = paper_of(session, row)
    if paper is None:
        return
    if paper.file_name:
        delete_after_commit(session, documents_folder(var) / paper.file_name)
    paper.file_name, paper.status, paper.decided_at = None, stage, now
    session.flush()


def end_claim(
    session: Session, row: OwnershipClaim, stage: Stage, *, var: Path, now: datetime
) -> None:
    """Note what became of a claim, and let its document go.

    Args:
        session: The open session, writing.
        row: The claim.
        stage: What became of it.
        var: The site's folder.
        now: When, aware.
    """
    end_paper(session, row, stage, var=var, now=now)
    row.status, row.decided_at = stage, now


def _waiting(session: Session, practitioner_id: int) -> Sequence[OwnershipClaim]:
    return session.scalars(
        select(OwnershipClaim)
        .where(
            OwnershipClaim.practitioner_id == practitioner_id,
            OwnershipClaim.status == Stage.WAITING,
        )
        .order_by(OwnershipClaim.claimed_at, OwnershipClaim.id)
        .execution_options(populate_existing=True)
    ).all()
