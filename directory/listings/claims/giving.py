"""Giving a listing to another account: what the former owner had under way for it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from directory import log
from directory.accounts.models import Account
from directory.cases import Case, CaseKind, CaseStatus
from directory.cases.deciding import decide_case
from directory.drafts.models import Draft
from directory.files.keeping import delete_after_commit, documents_folder, proofs_folder
from directory.listings.claims.rows import ClaimGone
from directory.listings.models import (
    FilePurpose,
    ListingFile,
    OwnerReply,
    Revision,
    RevisionKind,
    Stage,
)
from directory.listings.ownership import LEFT
from directory.listings.owning import take_over
from directory.listings.revising import WITHDRAWN, take_away
from directory.listings.tokens import TokenPurpose, end_all
from directory.practitioners.hiding import is_hidden_for, unhide
from directory.practitioners.models import Ownership

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.listings.models import OwnershipClaim
    from directory.practitioners.models import Practitioner
    from directory.vetting.decisions import Verdict


def settle_in(
    session: Session,
    practitioner: Practitioner,
    account: Account,
    *,
    actor: str,
    folder: Path,
    now: datetime,
) -> None:
    """Let an account speak for a listing that nobody speaks for; one that was left shows again.

    Args:
        session: The open session, writing; the listing's row is locked.
        practitioner: The listing.
        account: Its new owner.
        actor: Who decided it.
        folder: Of the proofs' files.
        now: When, aware.
    """
    if is_hidden_for(practitioner, LEFT):
        unhide(session, practitioner, LEFT, actor=actor)
    take_over(session, practitioner, account, actor=actor, folder=folder, now=now)


def give_to(
    session: Session,
    practitioner: Practitioner,
    winner: OwnershipClaim,
    *,
    verdict: Verdict,
    var: Path,
) -> None:
    """Give a listing to who claims it; nobody else speaks for it any more.

    What former owners had sent and nobody has decided ends with it, as do links and drafts.

    Args:
        session: The open session, writing; the listing's row is locked.
        practitioner: The listing.
        winner: The claim.
        verdict: Who decides, why and when.
        var: The site's folder.

    Raises:
        ClaimGone: Who claimed it has no account that can own anything any more.
    """
    account = session.get_one(Account, winner.account_id)
    if not account.active:
        message = "Who claims it has no working account any more."
        raise ClaimGone(message)
    _end_ownership(session, practitioner, account, verdict)
    _end_waiting(session, practitioner, verdict, var)
    for purpose in (TokenPurpose.HAND_OVER, TokenPurpose.STILL_TRUE, TokenPurpose.CLAIM):
        end_all(session, purpose, practitioner.id)
    settle_in(
        session,
        practitioner,
        account,
        actor=verdict.actor,
        folder=proofs_folder(var),
        now=verdict.now,
    )


def _end_ownership(
    session: Session, practitioner: Practitioner, account: Account, verdict: Verdict
) -> None:
    former = (
        select(Ownership, Account)
        .join(Account, Account.id == Ownership.account_id)
        .where(Ownership.practitioner_id == practitioner.id, Ownership.account_id != account.id)
    )
    for row, owner in session.execute(former).all():
        session.delete(row)
        session.execute(
            delete(Draft).where(
                Draft.practitioner_id == practitioner.id, Draft.account_id == owner.id
            )
        )
        log.record(
            session,
            actor=verdict.actor,
            action="ownership ended",
            subject=("practitioner", str(practitioner.public_id)),
            before={"owner": str(owner.public_id)},
        )
    session.flush()


def _end_waiting(session: Session, practitioner: Practitioner, verdict: Verdict, var: Path) -> None:
    """Let nothing wait any more that owners had sent. Small changes that show are looked at still."""
    revisions = select(Revision).where(
        Revision.practitioner_id == practitioner.id,
        Revision.status == Stage.WAITING,
        Revision.kind != RevisionKind.LIVE,
    )
    for revision in session.scalars(revisions).all():
        take_away(session, revision, WITHDRAWN, actor=verdict.actor, now=verdict.now)
    ended = _end_documents(session, practitioner, verdict, var)
    replies = select(OwnerReply).where(
        OwnerReply.practitioner_id == practitioner.id, OwnerReply.status == Stage.WAITING
    )
    for reply in session.scalars(replies).all():
        reply.status, reply.decided_at = Stage.WITHDRAWN, verdict.now
        ended.append(str(reply.public_id))
    _end_cases(session, ended, verdict)


def _end_documents(
    session: Session, practitioner: Practitioner, verdict: Verdict, var: Path
) -> list[str]:
    documents = select(ListingFile).where(
        ListingFile.practitioner_id == practitioner.id,
        ListingFile.purpose == FilePurpose.DOCUMENT,
        ListingFile.status == Stage.WAITING,
    )
    ended = []
    for document in session.scalars(documents).all():
        if document.file_name:
            delete_after_commit(session, documents_folder(var) / document.file_name)
        document.file_name, document.status = None, Stage.WITHDRAWN
        document.decided_at = verdict.now
        ended.append(str(document.public_id))
    return ended


def _end_cases(session: Session, subjects: list[str], verdict: Verdict) -> None:
    waiting = select(Case).where(
        Case.kind.in_((CaseKind.DOCUMENT, CaseKind.REPLY)),
        Case.subject_id.in_(subjects),
        Case.status == CaseStatus.OPEN,
    )
    for case in session.scalars(waiting).all():
        case.held_by = case.held_until = None
        decide_case(
            session,
            case,
            WITHDRAWN,
            reason="Who sent it does not speak for the listing any more.",
            actor=verdict.actor,
            now=verdict.now,
        )
