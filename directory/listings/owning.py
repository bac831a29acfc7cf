"""Who speaks for a listing, and how somebody comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import log
from directory.practitioners.models import Ownership, Status
from directory.practitioners.service import mark_changed, owns
from directory.vetting import service
from directory.vetting.models import Assessment, Standing
from directory.vetting.proofs import drop_proof

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.practitioners.models import Practitioner


class OwnAlready(Exception):
    """The account speaks for the listing already."""


def owner_of(session: Session, practitioner_id: int) -> int | None:
    """Number of the account that speaks for a listing; none where nobody does."""
    statement = select(Ownership.account_id).where(Ownership.practitioner_id == practitioner_id)
    return session.scalars(statement.order_by(Ownership.since)).first()


def take_over(
    session: Session,
    practitioner: Practitioner,
    account: Account,
    *,
    actor: str,
    folder: Path,
    now: datetime,
) -> None:
    """Let an account speak for a listing from now on; one that was unclaimed is published.

    Nobody assesses their own listing: what the account had said about it is taken back.

    Args:
        session: The open session, writing; the listing's row is locked.
        practitioner: The listing.
        account: Its new owner.
        actor: Who decided it.
        folder: Of the proofs' files.
        now: When, aware.
    """
    before = practitioner.status
    if not owns(session, account.id, practitioner.id):
        session.add(Ownership(practitioner_id=practitioner.id, account_id=account.id, since=now))
    if before == Status.UNCLAIMED:
        practitioner.status = Status.PUBLISHED
        mark_changed(session, practitioner)
    log.record(
        session,
        actor=actor,
        action="taken over",
        subject=("practitioner", str(practitioner.public_id)),
        before={"status": before},
        after={"status": practitioner.status, "owner": str(account.public_id)},
    )
    session.flush()
    _take_back_own(session, practitioner, account, folder, now)


def _take_back_own(
    session: Session, practitioner: Practitioner, account: Account, folder: Path, now: datetime
) -> None:
    statement = select(Assessment).where(
        Assessment.practitioner_id == practitioner.id,
        Assessment.member_id == account.id,
        Assessment.standing != Standing.WITHDRAWN,
    )
    own = session.scalars(statement).one_or_none()
    if own is None:
        return
    drop_proof(
        session,
        own,
        folder,
        actor=f"member:{account.public_id}",
        reason="The member speaks for the listing now.",
        now=now,
    )
    service.withdraw(session, assessment=own, now=now)
