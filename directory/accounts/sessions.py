"""Signed-in browsers: each has a row, and a cookie without its row opens nothing.

The cookie holds a random token, the row only its digest, so that neither a copy of the database
nor a cookie stolen before a sign-out lets anybody in.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select, update

from directory import log
from directory.accounts.digests import Keys, Purpose, new_token
from directory.accounts.models import Account, AccountSession

if TYPE_CHECKING:
    import uuid
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from directory.accounts.policy import Proof

IDLE = timedelta(hours=12)
"""Unused for so long, a session ends (OWASP ASVS 5.0, 7.3.1)."""

ABSOLUTE = timedelta(days=30)
"""However much it is used, a session ends (OWASP ASVS 5.0, 7.3.2)."""

SEEN_EVERY = timedelta(minutes=5)
"""How exactly the last use is known."""

FRESH = timedelta(minutes=10)
"""How long a sign-in is good for changing how one signs in."""


class ProofTooWeak(Exception):
    """Staff came with a mailbox alone: they need a passkey or a second factor."""


class SessionUnknown(LookupError):
    """The account has no such session."""


def open_session(
    session: Session,
    account: Account,
    *,
    proof: Proof,
    keys: Keys,
    browser: str,
    now: datetime,
) -> str:
    """Sign an account in, and give the token that the browser keeps.

    Args:
        session: The open session, in a writing transaction.
        account: Who it is.
        proof: How they have shown it.
        keys: Keys of the digests that are stored.
        browser: As `browser_summary` writes it.
        now: The time.

    Raises:
        ProofTooWeak: Staff need more than a mailbox.
    """
    # Read anew under its lock: a role may have been given in this very moment.
    session.flush()
    session.refresh(account, with_for_update=True)
    session.expire(account, ["roles"])
    if account.is_staff and not proof.is_strong:
        raise ProofTooWeak
    token = new_token()
    session.add(
        AccountSession(
            account_id=account.id,
            token_digest=keys.digest(Purpose.SESSION, token),
            browser=browser[:80],
            proof=proof,
            created_at=now,
            seen_at=now,
        )
    )
    record(session, account, "signed_in", {"proof": proof})
    return token


def find_session(
    session: Session, token: str, *, keys: Keys, now: datetime
) -> tuple[AccountSession, Account] | None:
    """The live session of a token and whose it is; nothing if there is none any more."""
    found = session.execute(
        select(AccountSession, Account)
        .join(Account, Account.id == AccountSession.account_id)
        .where(
            AccountSession.token_digest == keys.digest(Purpose.SESSION, token),
            Account.active.is_(True),
            *_live(now),
        )
    ).one_or_none()
    return (found[0], found[1]) if found else None


def is_fresh(row: AccountSession, now: datetime) -> bool:
    """Whether somebody signed in a few minutes ago. Pure."""
    return now - row.created_at < FRESH


def was_seen_lately(row: AccountSession, now: datetime) -> bool:
    """Whether the last use that is written down is recent enough. Pure."""
    return now - row.seen_at < SEEN_EVERY


def note_use(session: Session, session_id: int, now: datetime) -> None:
    """Write down that a session is in use."""
    session.execute(
        update(AccountSession).where(AccountSession.id == session_id).values(seen_at=now)
    )


def sessions_of(session: Session, account: Account, now: datetime) -> Sequence[AccountSession]:
    """The live sessions of an account, the one used last first."""
    return session.scalars(
        select(AccountSession)
        .where(AccountSession.account_id == account.id, *_live(now))
        .order_by(AccountSession.seen_at.desc(), AccountSession.id.desc())
    ).all()


def end_session(session: Session, account: Account, public_id: uuid.UUID) -> None:
    """End one session of an account.

    Raises:
        SessionUnknown: The account has no such session.
    """
    row = session.scalar(
        select(AccountSession)
        .where(AccountSession.account_id == account.id, AccountSession.public_id == public_id)
        .with_for_update()
    )
    if row is None:
        raise SessionUnknown
    session.delete(row)
    record(session, account, "signed_out")


def end_other_sessions(session: Session, account: Account, keep: AccountSession | None) -> None:
    """End all sessions of an account but one."""
    drop_sessions(session, account, keep)
    record(session, account, "signed_out_elsewhere")


def drop_sessions(session: Session, account: Account, keep: AccountSession | None = None) -> None:
    """End all sessions of an account but one as part of a change that has a log row of its own.

    Whatever changes how somebody signs in, or what they may do, ends their other sessions.
    """
    kept = keep.id if keep else None
    session.execute(
        delete(AccountSession)
        .where(
            AccountSession.account_id == account.id,
            AccountSession.id.is_distinct_from(kept),
        )
        .execution_options(synchronize_session="fetch")
    )


def purge_sessions(session: Session, now: datetime) -> None:
    """Forget the sessions that have ended by themselves."""
    session.execute(
        delete(AccountSession).where(
            or_(AccountSession.seen_at <= now - IDLE, AccountSession.created_at <= now - ABSOLUTE)
        )
    )


def record(
    session: Session, account: Account, action: str, after: dict[str, str] | None = None
) -> None:
    """Log what an account did to itself."""
    name = str(account.public_id)
    log.record(
        session, actor=f"member:{name}", action=action, subject=("account", name), after=after
    )


def _live(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (AccountSession.seen_at > now - IDLE, AccountSession.created_at > now - ABSOLUTE)
