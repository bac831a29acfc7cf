"""Asks owners by mail, every half a year, whether everything is still true."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from directory import log
from directory.accounts.models import Account
from directory.listings.confirming import ACCOUNT
from directory.listings.owner_mail import reachable_owners
from directory.listings.tokens import LIFETIMES, TokenPurpose, end_all, issue
from directory.outbox.mail import AddressInvalid
from directory.practitioners.freshness import FRESH_FOR
from directory.practitioners.models import Ownership, Practitioner, Status

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from directory.accounts.digests import Keys
    from directory.outbox.letters import Letters

ACTOR = "command:worker"

ASK_AGAIN_AFTER = timedelta(days=21)
"""How long an owner is left in peace after a mail."""

MOST_MAILS = 3
"""So often they are asked until they confirm; then nobody asks any more, and the listing ages."""

PER_ROUND = 50
"""Listings asked about in one transaction."""


def ask_still_true(
    session: Session, now: datetime, *, letters: Letters, keys: Keys, limit: int = PER_ROUND
) -> int:
    """Mail the owners of listings that were not confirmed for half a year, the stalest first.

    A link in a newer mail takes the place of the older ones.

    Args:
        session: The open session, writing.
        now: The time, aware.
        letters: Writes the mails of the site.
        keys: The site's keys.
        limit: At most so many listings.

    Returns:
        About how many listings owners were asked.
    """
    due = session.scalars(_due(now, limit)).all()
    for practitioner in due:
        _ask(session, practitioner, now, letters, keys)
    return len(due)


def _due(now: datetime, limit: int) -> Select[Practitioner]:
    """Listings whose owners are to be asked; other workers pass over those taken here."""
    today, stale = now.date(), now - FRESH_FOR
    owned = _owner_since()
    unconfirmed = Practitioner.confirmed_on.is_(None)
    return (
        select(Practitioner)
        .where(
            Practitioner.status == Status.PUBLISHED,
            or_(
                and_(Practitioner.confirmed_on <= stale.date(), owned.exists()),
                # Who took over a listing that nobody had confirmed is given as long.
                and_(unconfirmed, owned.where(Ownership.since <= stale).exists()),
            ),
            or_(
                Practitioner.asked_on.is_(None),
                Practitioner.asked_on <= today - ASK_AGAIN_AFTER,
            ),
            or_(Practitioner.times_asked < MOST_MAILS, _asked_before_confirming()),
        )
        .order_by(Practitioner.confirmed_on, Practitioner.id)
        .limit(limit)
        .with_for_update(of=Practitioner, skip_locked=True)
    )


def _owner_since() -> Select[int]:
    return select(Ownership.account_id).where(
        Ownership.practitioner_id == Practitioner.id,
        Ownership.account_id == Account.id,
        Account.active,
        Account.is_demo.is_(False),
    )


def _asked_before_confirming() -> ColumnElement[bool]:
    """The mails counted were of an earlier half-year, whoever has confirmed it since."""
    return Practitioner.asked_on <= Practitioner.confirmed_on


def _ask(
    session: Session, practitioner: Practitioner, now: datetime, letters: Letters, keys: Keys
) -> None:
    asked_on, confirmed_on = practitioner.asked_on, practitioner.confirmed_on
    is_new_round = asked_on is None or (confirmed_on is not None and asked_on <= confirmed_on)
    times = 1 if is_new_round else practitioner.times_asked + 1
    practitioner.asked_on, practitioner.times_asked = now.date(), times
    end_all(session, TokenPurpose.STILL_TRUE, practitioner.id)
    for owner in reachable_owners(session, practitioner.id):
        with suppress(AddressInvalid):
            _mail(session, practitioner, owner, now, letters, keys)
    log.record(
        session,
        actor=ACTOR,
        action="asked whether still true",
        subject=("practitioner", str(practitioner.public_id)),
        after={"times": times},
    )


def _mail(
    session: Session,
    practitioner: Practitioner,
    owner: Account,
    now: datetime,
    letters: Letters,
    keys: Keys,
) -> None:
    token = issue(
        session,
        keys,
        TokenPurpose.STILL_TRUE,
        now=now,
        practitioner_id=practitioner.id,
        email=owner.email,
        details={ACCOUNT: str(owner.public_id)},
    )
    is_first = practitioner.times_asked == 1
    letters.post(
        session,
        "listings/still_true.txt" if is_first else "listings/still_true_again.txt",
        to=owner.email,
        expires_at=now + LIFETIMES[TokenPurpose.STILL_TRUE],
        name=practitioner.name,
        confirmed_on=_written_out(practitioner.confirmed_on),
        is_last=practitioner.times_asked >= MOST_MAILS,
        page=f"/still-true/{token}",
        desk=f"/desk/{practitioner.public_id}",
    )


def _written_out(day: date | None) -> str | None:
    """A day as mails tell it: "3 November 2026". Pure."""
    return f"{day.day} {day:%B %Y}" if day else None
