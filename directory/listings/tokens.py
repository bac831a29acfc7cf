"""Links in mails that do one thing to one listing, once."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from directory.accounts.digests import Purpose, new_token
from directory.listings.models import ListingToken

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.digests import Keys


class TokenPurpose(StrEnum):
    """The one thing a link does."""

    STILL_TRUE = "still_true"
    REMOVAL = "removal"
    CLAIM = "claim"
    HAND_OVER = "hand_over"
    INVITATION = "invitation"


LIFETIMES = {
    TokenPurpose.STILL_TRUE: timedelta(days=45),
    TokenPurpose.REMOVAL: timedelta(days=2),
    TokenPurpose.CLAIM: timedelta(days=2),
    TokenPurpose.HAND_OVER: timedelta(days=14),
    TokenPurpose.INVITATION: timedelta(days=60),
}
"""How long each works."""


class LinkEnded(LookupError):
    """A link was used before, has run out, or never was one."""


def issue(
    session: Session,
    keys: Keys,
    purpose: TokenPurpose,
    *,
    now: datetime,
    practitioner_id: int | None = None,
    email: str | None = None,
    details: dict[str, Any] | None = None,
) -> str:
    """Make the token of a link; only its keyed digest is kept.

    Args:
        session: The open session, writing.
        keys: The site's keys.
        purpose: What it will do.
        now: When, aware.
        practitioner_id: The listing, if there is one.
        email: Where it is sent.
        details: What else is needed when it comes back.
    """
    token = new_token()
    session.add(
        ListingToken(
            purpose=purpose,
            practitioner_id=practitioner_id,
            digest=_digest(keys, purpose, token),
            email=email,
            details=details,
            created_at=now,
            expires_at=now + LIFETIMES[purpose],
        )
    )
    return token


def look(
    session: Session, keys: Keys, purpose: TokenPurpose, token: str, now: datetime
) -> ListingToken:
    """The row of a link that would still work; nothing is used up.

    Raises:
        LinkEnded: It does not.
    """
    statement = select(ListingToken).where(ListingToken.digest == _digest(keys, purpose, token))
    row = session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    return _working(row, now)


def use(
    session: Session, keys: Keys, purpose: TokenPurpose, token: str, now: datetime
) -> ListingToken:
    """Use a link up: it works no second time.

    Args:
        session: The open session, writing; the token's row is locked.
        keys: The site's keys.
        purpose: What it does.
        token: What the link holds.
        now: When, aware.

    Raises:
        LinkEnded: It was used before, has run out, or never was one.
    """
    statement = (
        select(ListingToken)
        .where(ListingToken.digest == _digest(keys, purpose, token))
        .with_for_update()
    )
    row = session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    working = _working(row, now)
    working.used_at = now
    return working


def end_all(session: Session, purpose: TokenPurpose, practitioner_id: int) -> None:
    """Let the links of one purpose about a listing work no more."""
    session.execute(
        delete(ListingToken).where(
            ListingToken.purpose == purpose, ListingToken.practitioner_id == practitioner_id
        )
    )


def purge_tokens(session: Session, now: datetime) -> None:
    """Forget the links that have run out."""
    session.execute(delete(ListingToken).where(ListingToken.expires_at <= now))


def _digest(keys: Keys, purpose: TokenPurpose, token: str) -> str:
    return keys.digest(Purpose.LISTING, purpose, token.replace("\0", ""))


def _working(row: ListingToken | None, now: datetime) -> ListingToken:
    if row is None or row.used_at is not None or row.expires_at <= now:
        message = "This link does not work any more."
        raise LinkEnded(message)
    return row
