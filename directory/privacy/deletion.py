"""Deleting an account and all that hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select, update

from directory import log
from directory.accounts.models import Account, SignInCode
from directory.accounts.staff import keep_an_admin
from directory.cases.holding import give_up_all
from directory.files.keeping import proofs_folder
from directory.listings.models import (
    FactReport,
    ListingToken,
    Recommendation,
    RemovalRequest,
    Stage,
)
from directory.outbox.mail import discard
from directory.privacy.parting import part_from_listings
from directory.vetting.models import Assessment, Standing
from directory.vetting.proofs import drop_proof
from directory.vetting.service import withdraw

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session


def delete_account(session: Session, account: Account, now: datetime, *, var: Path) -> None:
    """Delete an account with everything that names it.

    Its assessments are withdrawn first, so that scores and index follow. Listings it alone spoke for
    go if they were never published, and else stay unclaimed. What the log says of it stays, under
    an id that leads to nobody any more.

    Args:
        session: The open session, in a writing transaction.
        account: Whose account goes.
        now: The time.
        var: The site's folder of what it keeps; the account's files go with the commit.

    Raises:
        LastAdmin: It is the only active admin.
    """
    name, account_id = str(account.public_id), account.id
    keep_an_admin(session, account)
    give_up_all(session, account, actor=f"member:{name}")
    # Practitioners before the account, as assessing locks them; what slipped in between is
    # found when nobody can add to it any more.
    _take_out(session, account, now, var)
    session.execute(select(Account.id).where(Account.id == account_id).with_for_update())
    _take_out(session, account, now, var)
    _forget_address(session, account)
    session.flush()
    # Sessions, passkeys, traces, drafts, roles, claims and the empty assessments go with it.
    session.execute(delete(Account).where(Account.id == account_id))
    log.record(session, actor=f"member:{name}", action="account_deleted", subject=("account", name))


def _take_out(session: Session, account: Account, now: datetime, var: Path) -> None:
    _withdraw_all(session, account, now, proofs_folder(var))
    part_from_listings(session, account, now, var=var)


def _forget_address(session: Session, account: Account) -> None:
    """Forget the address where it stands for itself; who waits to be removed is answered still."""
    email = account.email
    discard(session, email)
    session.execute(
        delete(SignInCode).where(
            or_(SignInCode.email == email, SignInCode.account_id == account.id)
        )
    )
    session.execute(delete(ListingToken).where(ListingToken.email == email))
    session.execute(
        delete(RemovalRequest).where(
            RemovalRequest.email == email, RemovalRequest.status != Stage.WAITING
        )
    )
    for table in (FactReport, Recommendation):
        session.execute(update(table).where(table.email == email).values(email=None))


def _withdraw_all(session: Session, account: Account, now: datetime, proofs: Path) -> None:
    assessments = session.scalars(
        select(Assessment)
        .where(Assessment.member_id == account.id, Assessment.standing != Standing.WITHDRAWN)
        .order_by(Assessment.practitioner_id)
    ).all()
    for assessment in assessments:
        drop_proof(
            session,
            assessment,
            proofs,
            actor=f"member:{account.public_id}",
            reason="The member's account was deleted.",
            now=now,
        )
        withdraw(session, assessment=assessment, now=now)
