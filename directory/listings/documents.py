"""Documents: an owner shows a licence, certificate or course record to a moderator, and only there.

What is kept in the end is that a moderator saw it, for which item of the checklist, and when. The
file is deleted once it is decided on, and nobody but staff ever sees it.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from directory import log
from directory.accounts.models import Account
from directory.cases import CaseKind, open_case
from directory.cases.deciding import decide_case
from directory.files.keeping import delete_after_commit
from directory.listings.document_rows import (
    DocumentGone,
    document_of,
    documents_of,
    drop_document,
    subject_of,
    waiting_file,
)
from directory.listings.models import FilePurpose, ListingFile, Stage
from directory.listings.owner_mail import paths_of
from directory.practitioners.service import mark_changed
from directory.practitioners.vocabulary import LINKS
from directory.vetting.checklist import EvidenceKind, checklist
from directory.vetting.claims import (
    TITLE_LENGTH,
    DocumentInvalid,
    EvidenceNotAccepted,
    record_document,
)
from directory.vetting.plain_text import plain_text
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.cases import Case
    from directory.files.keeping import KeptFile
    from directory.outbox.letters import Letters
    from directory.practitioners.models import Licence, Practitioner
    from directory.practitioners.vocabulary import Kind
    from directory.vetting.checklist import Item
    from directory.vetting.decisions import Verdict

__all__ = [
    "MOST_WAITING",
    "DocumentGone",
    "LicenceElsewhere",
    "TooManyWaiting",
    "accept_document",
    "document_of",
    "documents_of",
    "drop_document",
    "items_for_documents",
    "refuse_document",
    "send_document",
    "waiting_file",
]

MOST_WAITING = 10
"""Files about one listing that may wait at the same time."""


class TooManyWaiting(Exception):
    """As many files as may wait are waiting already."""


class LicenceElsewhere(LookupError):
    """The licence is none that this listing states."""


def items_for_documents(kind: Kind) -> Sequence[Item]:
    """The items of a checklist that a document can speak for. Pure."""
    return [item for item in checklist(kind).items if EvidenceKind.DOCUMENT in item.evidence]


def send_document(
    session: Session,
    *,
    practitioner: Practitioner,
    account: Account,
    file: KeptFile,
    title: str,
    code: str | None,
    link: str | None,
    purpose: FilePurpose,
    now: datetime,
) -> ListingFile:
    """Put a document before a moderator.

    Args:
        session: The open session, writing.
        practitioner: Whose listing it is about; the row is locked here.
        account: Who sends it.
        file: What `kept_file` gave, in the folder of documents.
        title: What it is, in 1 to 200 letters.
        code: The checklist's item it is for; none for a licence alone.
        link: The link of the chain it is about; none where it is about none.
        purpose: What it is sent for.
        now: When, aware.

    Raises:
        DocumentInvalid: It has no title or too long a one, or the link is none.
        EvidenceNotAccepted: The item is no matter of documents.
        TooManyWaiting: Ten are waiting.
        UnknownItem: The checklist has no such item.
    """
    named = " ".join(plain_text(title).split())
    if not 0 < len(named) <= TITLE_LENGTH or link not in {None, *LINKS}:
        message = f"Give a title of 1 to {TITLE_LENGTH} letters and a known link."
        raise DocumentInvalid(message)
    lock(session, practitioner.id)
    _check_item(practitioner, code)
    # What strangers send to claim the listing takes no place of the owner's.
    if (
        purpose == FilePurpose.DOCUMENT
        and _number_waiting(session, practitioner.id) >= MOST_WAITING
    ):
        raise TooManyWaiting
    row = ListingFile(
        public_id=uuid.uuid4(),
        practitioner_id=practitioner.id,
        account_id=account.id,
        purpose=purpose,
        title=named,
        code=code,
        link=link,
        file_name=file.path.name,
        content_type=file.content_type,
        size_bytes=file.size_bytes,
        status=Stage.WAITING,
        uploaded_at=now,
    )
    session.add(row)
    actor = f"owner:{account.public_id}"
    open_case(
        session,
        CaseKind.DOCUMENT,
        subject=subject_of(row),
        practitioner_id=practitioner.id,
        details={"code": code, "link": link, "purpose": str(purpose)},
        actor=actor,
    )
    log.record(session, actor=actor, action="document sent", subject=subject_of(row))
    session.flush()
    return row


def accept_document(
    session: Session,
    case: Case,
    verdict: Verdict,
    *,
    folder: Path,
    letters: Letters,
    code: str | None,
    partly: bool = False,
    licence_id: int | None = None,
) -> None:
    """Keep that a moderator has seen a document; the file is deleted after the commit.

    Args:
        session: The open session, writing.
        case: Of the document.
        verdict: Who decides, why and when.
        folder: Of the documents' files.
        letters: Writes the mails of the site.
        code: The item it speaks for, as the moderator sees it; none for a licence alone.
        partly: Whether it counts by half: older or lapsed, as the item says.
        licence_id: The licence the listing states that this shows; none where it shows none.

    Raises:
        AlreadyDecided: The case was decided before.
        DocumentGone: It was taken back.
        EvidenceNotAccepted: The item is no matter of documents.
        LicenceElsewhere: The licence is none of this listing's.
        ReasonMissing: The reason is empty or too long.
        UnknownItem: The checklist has no such item.
    """
    row, practitioner = _waiting(session, case)
    _close(session, case, "accept", verdict)
    day = verdict.now.date()
    if code:
        record_document(
            session,
            practitioner,
            code,
            title=row.title,
            seen_on=day,
            actor=verdict.actor,
            now=verdict.now,
            partly=partly,
            link=row.link,
        )
    if licence_id is not None:
        _licence_of(practitioner, licence_id).verified_on = day
        mark_changed(session, practitioner)
    _settle(session, row, Stage.ACCEPTED, verdict, folder)
    _record(session, row, "document accepted", verdict.actor)
    _tell(session, practitioner, row, letters, "listings/document_accepted.txt", reason="")


def refuse_document(
    session: Session, case: Case, verdict: Verdict, *, folder: Path, letters: Letters
) -> None:
    """Send a document back with the reason, which its sender reads; the file is deleted too.

    Raises:
        AlreadyDecided: The case was decided before.
        DocumentGone: It was taken back.
        ReasonMissing: The reason is empty or too long.
    """
    row, practitioner = _waiting(session, case)
    _close(session, case, "refuse", verdict)
    reason = case.reason or ""
    _settle(session, row, Stage.REFUSED, verdict, folder)
    row.reason = reason
    _record(session, row, "document refused", verdict.actor)
    _tell(session, practitioner, row, letters, "listings/document_refused.txt", reason=reason)


def _check_item(practitioner: Practitioner, code: str | None) -> None:
    if code and EvidenceKind.DOCUMENT not in checklist(practitioner.kind).item(code).evidence:
        message = f"{code} takes no document."
        raise EvidenceNotAccepted(message)


def _number_waiting(session: Session, practitioner_id: int) -> int:
    statement = select(func.count(ListingFile.id)).where(
        ListingFile.practitioner_id == practitioner_id,
        ListingFile.purpose == FilePurpose.DOCUMENT,
        ListingFile.status == Stage.WAITING,
    )
    return session.scalar(statement) or 0


def _waiting(session: Session, case: Case) -> tuple[ListingFile, Practitioner]:
    """The document to be decided on, under the lock of the practitioner it is about."""
    practitioner = lock(session, document_of(session, case).practitioner_id)
    return document_of(session, case), practitioner


def _close(session: Session, case: Case, decision: str, verdict: Verdict) -> None:
    decide_case(
        session, case, decision, reason=verdict.reason, actor=verdict.actor, now=verdict.now
    )


def _licence_of(practitioner: Practitioner, licence_id: int) -> Licence:
    for licence in practitioner.licences:
        if licence.id == licence_id:
            return licence
    raise LicenceElsewhere(str(licence_id))


def _settle(
    session: Session, row: ListingFile, stage: Stage, verdict: Verdict, folder: Path
) -> None:
    if row.file_name:
        delete_after_commit(session, folder / row.file_name)
    row.file_name, row.status, row.decided_at = None, stage, verdict.now
    session.flush()


def _record(session: Session, row: ListingFile, action: str, actor: str) -> None:
    log.record(session, actor=actor, action=action, subject=subject_of(row))


def _tell(
    session: Session,
    practitioner: Practitioner,
    row: ListingFile,
    letters: Letters,
    template: str,
    *,
    reason: str,
) -> None:
    """Promise a mail to who sent the document, if they may be written to."""
    account = session.get(Account, row.account_id) if row.account_id else None
    if account is None or not account.active or account.is_demo:
        return
    letters.post(
        session,
        template,
        to=account.email,
        title=row.title,
        reason=reason,
        **paths_of(practitioner),
    )
