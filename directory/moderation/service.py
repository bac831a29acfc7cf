"""The moderators' desk: what waits, who may decide it, and deciding it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select, union_all

from directory.cases import CaseKind, holding
from directory.cases.deciding import MODERATOR, check_hold
from directory.listings.merging.doubles import OTHER
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
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.cases import Case
    from directory.moderation.task import Task


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


@dataclass(frozen=True, slots=True)
class Stakes:
    """What an account has a hand in.

    Attributes:
        owned: Numbers of listings it speaks for, or says that it does.
        assessed: Numbers of listings it has assessed.
        sent: Public ids of what it sent in.
    """

    owned: set[int | None]
    assessed: set[int | None]
    sent: set[str]


def may_decide(session: Session, account: Account, case: Case) -> Interest | None:
    """Why an account may not decide a case; nothing where it may.

    Where two listings may be one person's, either of them counts.
    """
    listing = session.get(Practitioner, case.practitioner_id) if case.practitioner_id else None
    stakes = stakes_of(session, account)
    found = interests(session, account, [Waiting(case, listing)], stakes).get(case.id)
    if found or case.kind != CaseKind.DUPLICATE:
        return found
    return _interest_in_pair(session, account, case, stakes)


def interests(
    session: Session,
    account: Account,
    waiting: Iterable[Waiting],
    stakes: Stakes | None = None,
) -> dict[int, Interest]:
    """Which of these cases an account may not decide, by their number, and why.

    Args:
        session: The open session.
        account: Who looks.
        waiting: The cases.
        stakes: What the account has a hand in, where that is known; else it is looked up.
    """
    stakes = stakes or stakes_of(session, account)
    found: dict[int, Interest] = {}
    for one in waiting:
        listed = (one.listing.email or "") if one.listing else ""
        if one.case.practitioner_id in stakes.owned or listed.strip().casefold() == account.email:
            found[one.case.id] = Interest.OWNS
        elif one.case.practitioner_id in stakes.assessed:
            found[one.case.id] = Interest.ASSESSED
        elif one.case.subject_id in stakes.sent:
            found[one.case.id] = Interest.SENT
    return found


def stakes_of(session: Session, account: Account) -> Stakes:
    """What an account has a hand in; three statements."""
    return Stakes(_owned(session, account), _assessed(session, account), _sent(session, account))


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
        HeldByAnother: Another moderator has it before them.
        Exception: One of `refusals.REFUSALS`, with nothing written.
    """
    check_interest(task.session, account, task.case)
    check_hold(task.case, task.verdict.actor, task.verdict.now)
    return carry_out(task, decision)


def _interest_in_pair(
    session: Session, account: Account, case: Case, stakes: Stakes
) -> Interest | None:
    """What an account has to do with either listing of a pair, those that are gone left out."""
    names = [uuid.UUID(case.subject_id), uuid.UUID(case.details[OTHER])]
    for one in session.scalars(select(Practitioner).where(Practitioner.public_id.in_(names))):
        listed = (one.email or "").strip().casefold()
        if one.id in stakes.owned or listed == account.email:
            return Interest.OWNS
        if one.id in stakes.assessed:
            return Interest.ASSESSED
    return None


def hold(session: Session, case: Case, account: Account, now: datetime) -> datetime:
    """Take a case before an account of staff, or keep it there; gives until when.

    Raises:
        NotYours: The account has an interest in it.
        AlreadyDecided: Nothing is left to decide.
        HeldByAnother: Another moderator has it before them.
    """
    check_interest(session, account, case)
    return holding.hold(session, case, actor=actor_of(account), now=now)


def hand_over(
    session: Session, case: Case, account: Account, *, to: Account, note: str, now: datetime
) -> None:
    """Let an account of staff ask another one to decide a case.

    Raises:
        NotYours: One of them has an interest in it.
        AlreadyDecided: Nothing is left to decide.
        HeldByAnother: Another moderator has it before them.
        NotStaff: The other one does not moderate.
    """
    check_interest(session, account, case)
    check_interest(session, to, case)
    holding.hand_over(session, case, actor=actor_of(account), to=to, note=note, now=now)


def check_interest(session: Session, account: Account, case: Case) -> None:
    """Make sure that an account has no interest in a case.

    Raises:
        NotYours: It has one.
    """
    interest = may_decide(session, account, case)
    if interest:
        raise NotYours(interest)


def actor_of(account: Account) -> str:
    """How the log names an account that moderates. Pure."""
    return f"{MODERATOR}{account.public_id}"


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
