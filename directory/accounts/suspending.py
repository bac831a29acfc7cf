"""Suspension: an account that a moderator keeps out until it is lifted.

Meanwhile it cannot sign in, by the same answer that an unknown address gets. What it had said is
set aside by `moderation.suspending`, which calls this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import log
from directory.accounts.codes import drop_codes
from directory.accounts.models import Account
from directory.accounts.sessions import drop_sessions

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

REASON_LENGTH = 1_000


class NotToSuspend(Exception):
    """Staff are not suspended: an admin takes their role first."""


class SuspensionElsewhere(Exception):
    """The account stands otherwise: it is suspended already, or is not."""


def suspend(
    session: Session, account: Account, *, actor: str, reason: str, now: datetime
) -> Account:
    """Keep an account out; its sessions and codes end.

    Args:
        session: The open session, writing.
        account: Whose account.
        actor: Who decides.
        reason: Why, in 1 to 1,000 letters; the person is told, the log is not.
        now: When, aware.

    Raises:
        NotToSuspend: It is staff's.
        SuspensionElsewhere: It is suspended, or was switched off.
    """
    account = _locked(session, account)
    if account.is_staff:
        raise NotToSuspend
    if account.suspended_at or not account.active:
        raise SuspensionElsewhere
    account.active, account.suspended_at, account.suspended_reason = False, now, reason
    drop_codes(session, account, account.email)
    drop_sessions(session, account)
    _record(session, account, actor, "suspended", before=True)
    return account


def lift(session: Session, account: Account, *, actor: str) -> Account:
    """Let a suspended account in again.

    Raises:
        SuspensionElsewhere: It is not suspended.
    """
    account = _locked(session, account)
    if account.suspended_at is None:
        raise SuspensionElsewhere
    account.active, account.suspended_at, account.suspended_reason = True, None, None
    _record(session, account, actor, "suspension lifted", before=False)
    return account


def _locked(session: Session, account: Account) -> Account:
    session.flush()
    statement = select(Account).where(Account.id == account.id).with_for_update()
    return session.scalars(statement.execution_options(populate_existing=True)).one()


def _record(session: Session, account: Account, actor: str, action: str, *, before: bool) -> None:
    log.record(
        session,
        actor=actor,
        action=action,
        subject=("account", str(account.public_id)),
        before={"active": before},
        after={"active": not before},
    )
