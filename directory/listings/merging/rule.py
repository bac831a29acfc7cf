"""Which two listings can become one, and which is kept."""

from __future__ import annotations

import uuid
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from directory.accounts.models import Account
from directory.cases.models import Case, CaseKind, CaseStatus
from directory.listings.models import OwnershipClaim, Stage
from directory.practitioners.models import Ownership, Practitioner
from directory.vetting.models import Assessment, Standing
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


class WhyApart(StrEnum):
    """Why two listings cannot become one."""

    SAME = "They are one listing already."
    KINDS = "They are of different kinds: change the kind of one first, then merge them."
    OWNERS = "Two different accounts speak for them: settle first whose they are."
    DISPUTE = "A dispute about one of them waits: decide that first."
    NOT_SHOWN = "One of them is not shown: decide first what it is hidden or waits for."
    DEMO = "One of them is made up, and the other is not."
    YOURS = "You have a hand in one of them: somebody else decides."
    GONE = "One of them is not there any more."


class MergeImpossible(Exception):
    """Two listings cannot become one as they stand; the message says why and what to do first.

    Attributes:
        why: The reason.
    """

    def __init__(self, why: WhyApart) -> None:
        super().__init__(str(why))
        self.why = why


def why_apart(session: Session, one: Practitioner, other: Practitioner) -> WhyApart | None:
    """Why two listings cannot be merged as they stand; nothing where they can."""
    if one.id == other.id:
        return WhyApart.SAME
    if not (one.is_public and other.is_public):
        return WhyApart.NOT_SHOWN
    if one.is_demo != other.is_demo:
        return WhyApart.DEMO
    if one.kind != other.kind:
        return WhyApart.KINDS
    owners = [owners_of(session, (listing.id,)) for listing in (one, other)]
    if all(owners) and owners[0] != owners[1]:
        return WhyApart.OWNERS
    return WhyApart.DISPUTE if _disputed(session, (one.id, other.id)) else None


def check_no_hand(session: Session, actor: str, *listings: Practitioner) -> None:
    """Make sure that who decides neither speaks for a listing, nor claims or has assessed it.

    Raises:
        MergeImpossible: They have a hand in one of them.
    """
    account = _account_of(session, actor)
    if account is None:
        return
    ids = [listing.id for listing in listings]
    assessed = select(Assessment.id).where(
        Assessment.member_id == account.id, Assessment.practitioner_id.in_(ids)
    )
    listed = {(listing.email or "").strip().casefold() for listing in listings}
    claimed = select(OwnershipClaim.id).where(
        OwnershipClaim.account_id == account.id,
        OwnershipClaim.practitioner_id.in_(ids),
        OwnershipClaim.status == Stage.WAITING,
    )
    if (
        account.id in owners_of(session, ids)
        or session.scalars(claimed.limit(1)).first() is not None
        or account.email in listed
        or session.scalars(assessed.limit(1)).first() is not None
    ):
        raise MergeImpossible(WhyApart.YOURS)


def _account_of(session: Session, actor: str) -> Account | None:
    """The account behind an actor's name; commands have none."""
    try:
        name = uuid.UUID(actor.rpartition(":")[2])
    except ValueError:
        return None
    return session.scalars(select(Account).where(Account.public_id == name)).one_or_none()


def lock_both(session: Session, kept_id: int, merged_id: int) -> tuple[Practitioner, Practitioner]:
    """Take the rows of two listings, always in one order, so that nobody waits for ever.

    Raises:
        MergeImpossible: One of them has gone meanwhile.
    """
    known = session.scalars(
        select(Practitioner.id).where(Practitioner.id.in_((kept_id, merged_id)))
    )
    if set(known) != {kept_id, merged_id}:
        raise MergeImpossible(WhyApart.GONE)
    locked = {number: lock(session, number) for number in sorted({kept_id, merged_id})}
    return locked[kept_id], locked[merged_id]


def proposed(
    session: Session, one: Practitioner, other: Practitioner
) -> tuple[Practitioner, Practitioner]:
    """Which of two is proposed to be kept, then the other.

    The one that somebody speaks for; else the one with more assessments; else the older.
    """
    counts = assessments_of(session, (one.id, other.id))
    owned = {listing.id: bool(owners_of(session, (listing.id,))) for listing in (one, other)}
    ranked = sorted((one, other), key=lambda row: (not owned[row.id], -counts[row.id], row.id))
    return ranked[0], ranked[1]


def owners_of(session: Session, listing_ids: Iterable[int]) -> set[int]:
    """Numbers of the accounts that speak for any of some listings."""
    statement = select(Ownership.account_id).where(Ownership.practitioner_id.in_(list(listing_ids)))
    return set(session.scalars(statement))


def assessments_of(session: Session, listing_ids: Iterable[int]) -> dict[int, int]:
    """How many assessments listings have that were not withdrawn."""
    ids = list(listing_ids)
    rows = session.execute(
        select(Assessment.practitioner_id, func.count())
        .where(Assessment.practitioner_id.in_(ids), Assessment.standing != Standing.WITHDRAWN)
        .group_by(Assessment.practitioner_id)
    )
    return dict.fromkeys(ids, 0) | dict(iter(rows))


def _disputed(session: Session, listing_ids: Iterable[int]) -> bool:
    statement = select(Case.id).where(
        Case.kind == CaseKind.DISPUTE,
        Case.status == CaseStatus.OPEN,
        Case.practitioner_id.in_(list(listing_ids)),
    )
    return session.scalars(statement.limit(1)).first() is not None
