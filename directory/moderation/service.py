"""The moderators' desk: what waits, who may decide it, and deciding it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import case as choose
from sqlalchemy import func, select, union_all

from directory.cases import Case, CaseKind, CaseStatus
from directory.listings.models import (
    FactReport,
    ListingFile,
    OwnershipClaim,
    Recommendation,
    RemovalRequest,
    Revision,
    Stage,
)
from directory.moderation.decisions import carry_out
from directory.practitioners.models import Ownership, Practitioner
from directory.vetting.models import Assessment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.moderation.task import Task

SHOWN = 200
"""Cases that the queue shows at a time."""


class Interest(StrEnum):
    """Why an account does not decide a case."""

    OWNS = "owns"
    """It speaks for the listing, claims it, or has its address."""
    ASSESSED = "assessed"
    """It has assessed the listing, even if that was taken back."""
    SENT = "sent"
    """It sent in what is decided."""


class NotYours(PermissionError):
    """Somebody with an interest does not decide."""

    def __init__(self, interest: Interest) -> None:
        super().__init__(f"An interest stands in the way: {interest}.")
        self.interest = interest


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits, with the listing it is about, if there is one."""

    case: Case
    listing: Practitioner | None


def queue(
    session: Session, kinds: Collection[CaseKind] | None = None, limit: int = SHOWN
) -> list[Waiting]:
    """What waits: private reports on top, then the oldest first; one statement.

    Args:
        session: The open session.
        kinds: Of these kinds alone; of all where none are named.
        limit: How many at most.
    """
    urgent = choose((Case.kind == CaseKind.PRIVATE_REPORT, 0), else_=1)
    statement = (
        select(Case, Practitioner)
        .outerjoin(Practitioner, Practitioner.id == Case.practitioner_id)
        .where(Case.status == CaseStatus.OPEN)
        .order_by(urgent, Case.opened_at, Case.id)
        .limit(limit)
    )
    if kinds:
        statement = statement.where(Case.kind.in_(kinds))
    return [Waiting(case, listing) for case, listing in session.execute(statement).all()]


def how_many(session: Session) -> dict[CaseKind, int]:
    """How many cases of each kind wait; kinds of which none does are left out."""
    statement = (
        select(Case.kind, func.count())
        .where(Case.status == CaseStatus.OPEN)
        .group_by(Case.kind)
        .order_by(Case.kind)
    )
    return {CaseKind(kind): number for kind, number in session.execute(statement)}


def may_decide(session: Session, account: Account, case: Case) -> Interest | None:
    """Why an account may not decide a case; nothing where it may."""
    listing = session.get(Practitioner, case.practitioner_id) if case.practitioner_id else None
    return interests(session, account, [Waiting(case, listing)]).get(case.id)


def interests(
    session: Session, account: Account, waiting: Iterable[Waiting]
) -> dict[int, Interest]:
    """Which of these cases an account may not decide, by their number, and why; few statements."""
    owned, assessed = _owned(session, account), _assessed(session, account)
    sent = _sent(session, account)
    found: dict[int, Interest] = {}
    for one in waiting:
        listed = (one.listing.email or "") if one.listing else ""
        if one.case.practitioner_id in owned or listed.strip().casefold() == account.email:
            found[one.case.id] = Interest.OWNS
        elif one.case.practitioner_id in assessed:
            found[one.case.id] = Interest.ASSESSED
        elif one.case.subject_id in sent:
            found[one.case.id] = Interest.SENT
    return found


def decide(task: Task, account: Account, decision: str) -> str:
    """Decide a case as an account of staff, and do what follows.

    Args:
        task: The case, the verdict (its actor is the account's) and what belongs to it.
        account: Who decides.
        decision: One of those that the case's kind has.

    Returns:
        What was done, in a sentence.

    Raises:
        NotYours: The account has an interest in it.
        Exception: One of `refusals.REFUSALS`, with nothing written.
    """
    interest = may_decide(task.session, account, task.case)
    if interest:
        raise NotYours(interest)
    return carry_out(task, decision)


def _owned(session: Session, account: Account) -> set[int | None]:
    """Listings the account speaks for, or says that it does."""
    claimed = select(OwnershipClaim.practitioner_id).where(
        OwnershipClaim.account_id == account.id, OwnershipClaim.status == Stage.WAITING
    )
    owned = select(Ownership.practitioner_id).where(Ownership.account_id == account.id)
    return set(session.scalars(union_all(owned, claimed)))


def _assessed(session: Session, account: Account) -> set[int | None]:
    return set(
        session.scalars(
            select(Assessment.practitioner_id).where(Assessment.member_id == account.id)
        )
    )


def _sent(session: Session, account: Account) -> set[str]:
    """Public ids of what the account sent in, or somebody who gave its address."""
    return {
        str(public_id)
        for public_id in session.scalars(
            union_all(
                select(Revision.public_id).where(Revision.author_id == account.id),
                select(ListingFile.public_id).where(ListingFile.account_id == account.id),
                select(OwnershipClaim.public_id).where(OwnershipClaim.account_id == account.id),
                select(FactReport.public_id).where(FactReport.email == account.email),
                select(Recommendation.public_id).where(Recommendation.email == account.email),
                select(RemovalRequest.public_id).where(RemovalRequest.email == account.email),
            )
        )
    }
