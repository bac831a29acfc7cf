"""When somebody whose claim was refused may claim the same listing again, and in which way."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from directory.cases.models import Case, CaseKind, CaseStatus
from directory.listings.models import OwnershipClaim, Stage

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account

REST = timedelta(days=30)
"""How long after a refusal the same way stays closed."""

PAPERS = "documents"
"""The one way that is open after a dispute was lost: with something new to show."""


class WayClosed(Exception):
    """The account cannot claim the listing in this way now.

    Attributes:
        until: From when on it can; none where it never can, and has to send documents.
    """

    def __init__(self, until: datetime | None) -> None:
        super().__init__("Not in this way.")
        self.until = until


def resting(
    session: Session, practitioner_id: int, account_id: int, now: datetime
) -> dict[str, datetime]:
    """Ways in which an account was refused lately, and from when on each is open again."""
    rows = session.execute(
        select(OwnershipClaim.way, func.max(OwnershipClaim.decided_at))
        .where(
            OwnershipClaim.practitioner_id == practitioner_id,
            OwnershipClaim.account_id == account_id,
            OwnershipClaim.status == Stage.REFUSED,
            OwnershipClaim.decided_at > now - REST,
        )
        .group_by(OwnershipClaim.way)
    )
    return {way: refused_at + REST for way, refused_at in rows if refused_at is not None}


def has_lost(session: Session, practitioner_id: int, account: Account) -> bool:
    """Whether a dispute about the listing was decided against an account."""
    details = session.scalars(
        select(Case.details).where(
            Case.kind == CaseKind.DISPUTE,
            Case.practitioner_id == practitioner_id,
            Case.status == CaseStatus.DECIDED,
        )
    )
    return any(str(account.public_id) in one.get("lost", ()) for one in details)


def check_way(
    session: Session, practitioner_id: int, account: Account, way: str, now: datetime
) -> None:
    """Make sure that an account may claim a listing in a way.

    Raises:
        WayClosed: It was refused lately in this way, or has lost a dispute about the listing.
    """
    closed = resting(session, practitioner_id, account.id, now)
    if way in closed:
        raise WayClosed(closed[way])
    if way != PAPERS and has_lost(session, practitioner_id, account):
        raise WayClosed(None)
