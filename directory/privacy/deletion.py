"""Deleting an account and all that hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select

from directory import log
from directory.accounts.models import Account, Role, RoleName, SignInCode
from directory.outbox.mail import discard
from directory.vetting.models import Assessment, Standing
from directory.vetting.proofs import drop_proof
from directory.vetting.service import withdraw

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session


class LastAdmin(Exception):
    """Nobody would be left to give roles; another admin is to be named first."""


def delete_account(session: Session, account: Account, now: datetime, *, proofs: Path) -> None:
    """Delete an account with everything that names it.

    Its assessments are withdrawn first, so that scores and index follow. What the log says of it
    stays, under an id that leads to nobody any more.

    Args:
        session: The open session, in a writing transaction.
        account: Whose account goes.
        now: The time.
        proofs: Folder of the proofs of visits; the account's files go with the commit.

    Raises:
        LastAdmin: It is the only active admin.
    """
    name, account_id, email = str(account.public_id), account.id, account.email
    _keep_an_admin(session, account)
    # Practitioners before the account, as assessing locks them; what slipped in between is
    # found when nobody can add to it any more.
    _withdraw_all(session, account, now, proofs)
    session.execute(select(Account.id).where(Account.id == account_id).with_for_update())
    _withdraw_all(session, account, now, proofs)
    discard(session, email)
    session.execute(
        delete(SignInCode).where(
            or_(SignInCode.email == email, SignInCode.account_id == account_id)
        )
    )
    session.flush()
    # Sessions, passkeys, traces, drafts, roles, ownerships and the empty assessments go with it.
    session.execute(delete(Account).where(Account.id == account_id))
    log.record(session, actor=f"member:{name}", action="account_deleted", subject=("account", name))


def _keep_an_admin(session: Session, account: Account) -> None:
    if RoleName.ADMIN not in {role.name for role in account.roles}:
        return
    admins = session.scalars(
        select(Account.id)
        .where(Account.roles.any(Role.name == RoleName.ADMIN), Account.active.is_(True))
        .order_by(Account.id)
        .with_for_update()
    ).all()
    if not set(admins) - {account.id}:
        raise LastAdmin


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
