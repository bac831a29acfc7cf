"""Claiming: somebody says that a listing is theirs, and a moderator checks what they show for it.

That is an NPI with a licence number, or a document; `claim_links` has the way that needs no
moderator. A listing has one owner: who claims another's opens a dispute, which is not decided like
a claim.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import log
from directory.accounts.models import Account
from directory.cases import CaseKind, CaseStatus, open_case
from directory.cases.deciding import decide_case
from directory.files.keeping import delete_after_commit, documents_folder, proofs_folder
from directory.listings.models import FilePurpose, ListingFile, OwnershipClaim, Stage
from directory.listings.owning import OwnAlready, owner_of, take_over
from directory.vetting.plain_text import without_unseen
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.cases import Case
    from directory.files.keeping import KeptFile
    from directory.outbox.letters import Letters
    from directory.practitioners.models import Practitioner
    from directory.vetting.decisions import Verdict

WAYS = ("email", "licence", "documents")
"""How it can be shown whose a listing is."""

MESSAGE_LENGTH = 500
LICENCE_LENGTH = 40


class ClaimGone(LookupError):
    """No claim waits there any more."""


class ClaimWaits(Exception):
    """The account has claimed this listing before, and nobody has decided on it yet."""


class Disputed(Exception):
    """The listing has an owner: disputes are decided by two moderators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What somebody shows for their claim.

    Attributes:
        way: One of `WAYS` but "email".
        message: What else a moderator should know, at most `MESSAGE_LENGTH` letters.
        npi: Ten digits; none where it is not the way.
        licence_number: As the licence has it.
        file: A document, as `kept_file` gave it.
    """

    way: str
    message: str = ""
    npi: str | None = None
    licence_number: str | None = None
    file: KeptFile | None = None


def claim(
    session: Session,
    *,
    practitioner: Practitioner,
    account: Account,
    shown: Shown,
    letters: Letters,
    now: datetime,
) -> OwnershipClaim:
    """Put a claim before a moderator, also on a listing that has an owner: a dispute.

    Args:
        session: The open session, writing.
        practitioner: The listing, a public one.
        account: Who claims it.
        shown: What they show for it.
        letters: Writes the mails of the site.
        now: When, aware.

    Raises:
        ClaimWaits: An earlier claim of theirs waits.
        OwnAlready: It is the account's own.
    """
    lock(session, practitioner.id)
    owner = owner_of(session, practitioner.id)
    if owner == account.id:
        raise OwnAlready
    if waiting_claim(session, practitioner.id, account.id):
        raise ClaimWaits
    row = OwnershipClaim(
        practitioner_id=practitioner.id,
        account_id=account.id,
        way=shown.way,
        message=without_unseen(shown.message)[:MESSAGE_LENGTH],
        npi=shown.npi,
        licence_number=shown.licence_number,
        claimed_at=now,
    )
    session.add(row)
    if shown.file:
        session.add(_paper(row, shown.file, now))
    session.flush()
    open_case(
        session,
        CaseKind.CLAIM,
        subject=("ownership_claim", str(row.public_id)),
        practitioner_id=practitioner.id,
        details={"way": shown.way, "disputed": owner is not None},
        actor=f"member:{account.public_id}",
    )
    letters.post(session, "listings/claim_received.txt", to=account.email, name=practitioner.name)
    _record(session, account, practitioner, "claimed", way=shown.way)
    return row


def waiting_claim(session: Session, practitioner_id: int, account_id: int) -> OwnershipClaim | None:
    """The claim of an account on a listing that nobody has decided on yet."""
    return session.scalars(
        select(OwnershipClaim).where(
            OwnershipClaim.practitioner_id == practitioner_id,
            OwnershipClaim.account_id == account_id,
            OwnershipClaim.status == Stage.WAITING,
        )
    ).first()


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
        select(ListingFile).where(
            ListingFile.practitioner_id == row.practitioner_id,
            ListingFile.account_id == row.account_id,
            ListingFile.purpose == FilePurpose.CLAIM,
            ListingFile.status == Stage.WAITING,
        )
    ).first()


def approve_claim(
    session: Session, case: Case, verdict: Verdict, *, letters: Letters, var: Path
) -> None:
    """Let who claims a listing speak for it.

    Args:
        session: The open session, writing.
        case: Of the claim.
        verdict: Who decides, why and when.
        letters: Writes the mails of the site.
        var: The site's folder; a document sent with the claim is deleted after the commit.

    Raises:
        AlreadyDecided: The case was decided before.
        ClaimGone: No claim waits any more.
        Disputed: The listing has an owner.
        ReasonMissing: The reason is empty or too long.
    """
    row, practitioner, account = _waiting(session, case)
    if owner_of(session, practitioner.id) not in (None, account.id):
        message = "The listing has an owner: disputes are decided by two moderators."
        raise Disputed(message)
    _decide(session, case, row, verdict, "approve", Stage.ACCEPTED, var)
    take_over(
        session,
        practitioner,
        account,
        actor=verdict.actor,
        folder=proofs_folder(var),
        now=verdict.now,
    )
    letters.post(
        session,
        "listings/claim_approved.txt",
        to=account.email,
        name=practitioner.name,
        page=f"/practitioners/{practitioner.slug}",
        desk=f"/desk/{practitioner.public_id}",
    )


def refuse_claim(
    session: Session, case: Case, verdict: Verdict, *, letters: Letters, var: Path
) -> None:
    """Leave a listing as it is; who claimed it is told why. A document is deleted too.

    Raises:
        AlreadyDecided: The case was decided before.
        ClaimGone: No claim waits any more.
        ReasonMissing: The reason is empty or too long.
    """
    row, practitioner, account = _waiting(session, case)
    _decide(session, case, row, verdict, "refuse", Stage.REFUSED, var)
    _record(session, verdict.actor, practitioner, "claim refused")
    letters.post(
        session,
        "listings/claim_refused.txt",
        to=account.email,
        name=practitioner.name,
        reason=verdict.reason.strip(),
        page=f"/practitioners/{practitioner.slug}/claim",
    )


def _waiting(session: Session, case: Case) -> tuple[OwnershipClaim, Practitioner, Account]:
    practitioner = lock(session, claim_of(session, case).practitioner_id)
    row = claim_of(session, case)
    if case.status == CaseStatus.OPEN and row.status != Stage.WAITING:
        message = "The claim was taken back."
        raise ClaimGone(message)
    return row, practitioner, session.get_one(Account, row.account_id)


def _decide(
    session: Session,
    case: Case,
    row: OwnershipClaim,
    verdict: Verdict,
    decision: str,
    stage: Stage,
    var: Path,
) -> None:
    decide_case(
        session, case, decision, reason=verdict.reason, actor=verdict.actor, now=verdict.now
    )
    paper = paper_of(session, row)
    if paper:
        if paper.file_name:
            delete_after_commit(session, documents_folder(var) / paper.file_name)
        paper.file_name, paper.status, paper.decided_at = None, stage, verdict.now
    row.status, row.decided_at = stage, verdict.now


def _paper(row: OwnershipClaim, file: KeptFile, now: datetime) -> ListingFile:
    return ListingFile(
        practitioner_id=row.practitioner_id,
        account_id=row.account_id,
        purpose=FilePurpose.CLAIM,
        title="Claim",
        file_name=file.path.name,
        content_type=file.content_type,
        size_bytes=file.size_bytes,
        uploaded_at=now,
    )


def _record(
    session: Session, by: Account | str, practitioner: Practitioner, action: str, **after: str
) -> None:
    log.record(
        session,
        actor=by if isinstance(by, str) else f"member:{by.public_id}",
        action=action,
        subject=("practitioner", str(practitioner.public_id)),
        after=after or None,
    )
