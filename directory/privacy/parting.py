"""What becomes of listings, and of what was sent about them, when an account goes.

A listing that was never published goes with the last account that spoke for it. A published one
stays for those who look for it, without its photo: nobody speaks for it then, and anybody whose it
is can claim it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, union, update

from directory import log
from directory.cases.deciding import decide_case
from directory.cases.models import Case, CaseKind, CaseStatus
from directory.cases.ways_back import forget_ways_back_of
from directory.files.keeping import delete_after_commit, documents_folder, photos_folder
from directory.listings.merging.leading import merged_into
from directory.listings.models import (
    ListingFile,
    OwnerReply,
    OwnershipClaim,
    Revision,
    RevisionKind,
    Stage,
)
from directory.listings.revising import WITHDRAWN, take_away
from directory.listings.tokens import TokenPurpose, end_all
from directory.practitioners.hiding import hidings, status_before
from directory.practitioners.models import Ownership, Practitioner, Status
from directory.practitioners.service import mark_changed

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from directory.accounts.models import Account

REASON = "The account of whoever sent it was deleted."


def part_from_listings(session: Session, account: Account, now: datetime, *, var: Path) -> None:
    """Take an account out of all listings, with what it sent that waits or was decided.

    Small changes that went live at once and were not looked at yet stay for a moderator, without a
    name. May be called again: it does what is left to do.

    Args:
        session: The open session, writing; rows of listings are locked, in their order.
        account: Whose account goes.
        now: When, aware.
        var: The site's folder of what it keeps.
    """
    actor = f"owner:{account.public_id}"
    for practitioner in _lock_all(session, account):
        _take_back(session, practitioner, account, actor, now)
        _leave(session, practitioner, account, actor, now, var)
    _drop_files(session, account, documents_folder(var))
    session.execute(delete(Revision).where(Revision.author_id == account.id, ~_to_be_seen()))
    session.flush()


def _lock_all(session: Session, account: Account) -> list[Practitioner]:
    concerned = union(
        select(Ownership.practitioner_id).where(Ownership.account_id == account.id),
        select(Revision.practitioner_id).where(Revision.author_id == account.id),
        select(ListingFile.practitioner_id).where(ListingFile.account_id == account.id),
        select(OwnershipClaim.practitioner_id).where(OwnershipClaim.account_id == account.id),
    ).subquery()
    statement = (
        select(Practitioner)
        .where(Practitioner.id.in_(select(concerned)))
        .order_by(Practitioner.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(session.scalars(statement))


def _to_be_seen() -> ColumnElement[bool]:
    return (Revision.kind == RevisionKind.LIVE) & (Revision.status == Stage.WAITING)


def _take_back(
    session: Session, practitioner: Practitioner, account: Account, actor: str, now: datetime
) -> None:
    """Let nothing wait any more that the account sent about a listing."""
    revisions = session.scalars(
        select(Revision).where(
            Revision.practitioner_id == practitioner.id,
            Revision.author_id == account.id,
            Revision.status == Stage.WAITING,
            ~_to_be_seen(),
        )
    ).all()
    for revision in revisions:
        take_away(session, revision, WITHDRAWN, actor=actor, now=now)
    sent = [
        str(public_id)
        for table, column in (
            (ListingFile, ListingFile.account_id),
            (OwnershipClaim, OwnershipClaim.account_id),
        )
        for public_id in session.scalars(
            select(table.public_id).where(
                table.practitioner_id == practitioner.id, column == account.id
            )
        )
    ]
    _close(session, practitioner, Case.subject_id.in_(sent), actor, now)


def _leave(
    session: Session,
    practitioner: Practitioner,
    account: Account,
    actor: str,
    now: datetime,
    var: Path,
) -> None:
    """Let the account speak for a listing no more; it goes or stays as its status asks."""
    own = session.get(Ownership, (practitioner.id, account.id))
    if own is None:
        return
    session.delete(own)
    session.flush()
    subject = ("practitioner", str(practitioner.public_id))
    before = {"status": practitioner.status}
    if _is_owned(session, practitioner):
        log.record(session, actor=actor, action="left", subject=subject)
        return
    _orphan(session, practitioner, actor, now, var)
    if _never_published(session, practitioner):
        session.delete(practitioner)
        session.flush()
        log.record(session, actor=actor, action="removed", subject=subject, before=before)
        return
    if practitioner.status == Status.PUBLISHED:
        practitioner.status = Status.UNCLAIMED
    mark_changed(session, practitioner)
    after = {"status": practitioner.status}
    log.record(session, actor=actor, action="left", subject=subject, before=before, after=after)


def _never_published(session: Session, practitioner: Practitioner) -> bool:
    """Whether nobody but moderators ever saw it: it waits, or was hidden while it did."""
    if practitioner.status == Status.HIDDEN:
        return status_before(hidings(session, practitioner)) == Status.PENDING
    return practitioner.status == Status.PENDING


def _orphan(
    session: Session, practitioner: Practitioner, actor: str, now: datetime, var: Path
) -> None:
    """End what a listing has only because somebody speaks for it."""
    _close(session, practitioner, Case.kind == CaseKind.REPLY, actor, now)
    session.execute(
        update(OwnerReply)
        .where(OwnerReply.practitioner_id == practitioner.id, OwnerReply.status == Stage.WAITING)
        .values(status=Stage.WITHDRAWN, decided_at=now)
    )
    for purpose in (TokenPurpose.STILL_TRUE, TokenPurpose.HAND_OVER):
        end_all(session, purpose, practitioner.id)
    forget_ways_back_of(session, practitioner.id)
    for listing in (practitioner, *merged_into(session, practitioner.id)):
        if listing.photo:
            delete_after_commit(session, photos_folder(var) / listing.photo)
            listing.photo = None


def _is_owned(session: Session, practitioner: Practitioner) -> bool:
    statement = select(Ownership.account_id).where(Ownership.practitioner_id == practitioner.id)
    return session.scalars(statement.limit(1)).first() is not None


def _close(
    session: Session,
    practitioner: Practitioner,
    which: ColumnElement[bool],
    actor: str,
    now: datetime,
) -> None:
    """Close the cases of a listing that there is nothing to decide about any more."""
    kinds = (CaseKind.DOCUMENT, CaseKind.CLAIM, CaseKind.REPLY)
    cases = session.scalars(
        select(Case)
        .where(
            Case.practitioner_id == practitioner.id,
            Case.kind.in_(kinds),
            Case.status == CaseStatus.OPEN,
            which,
        )
        .order_by(Case.id)
    ).all()
    for case in cases:
        decide_case(session, case, "drop", reason=REASON, actor=actor, now=now)


def _drop_files(session: Session, account: Account, folder: Path) -> None:
    names = session.scalars(
        select(ListingFile.file_name).where(
            ListingFile.account_id == account.id, ListingFile.file_name.is_not(None)
        )
    )
    for name in names:
        delete_after_commit(session, folder / str(name))
    session.execute(delete(ListingFile).where(ListingFile.account_id == account.id))
