"""Confirming that everything a listing says is still true, by its owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import log
from directory.accounts.models import Account
from directory.listings.fact_rows import OWNER
from directory.listings.tokens import LinkEnded, TokenPurpose, look, use
from directory.practitioners.models import Ownership, Practitioner
from directory.practitioners.service import mark_changed
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.digests import Keys
    from directory.listings.models import ListingToken

OWNERS_SOURCES = frozenset({OWNER, "submission"})
"""Sources of facts that their owner states; only of these can an owner say that they are true."""

ACCOUNT = "account"
"""Under this name a link's details tell to whom it was mailed."""


def confirm(session: Session, *, practitioner: Practitioner, actor: str, now: datetime) -> bool:
    """Date all that an owner states: it is true today. Once a day; again changes nothing.

    A doubt of visitors is settled by it, and the owner is not asked again for half a year.

    Args:
        session: The open session, writing.
        practitioner: The listing, of whatever status.
        actor: Which of its owners says so.
        now: When, aware.

    Returns:
        Whether anything changed: not when it was confirmed on this day before.
    """
    practitioner = lock(session, practitioner.id)
    before, today = practitioner.confirmed_on, now.date()
    practitioner.times_asked = 0
    if before == today:
        return False
    practitioner.confirmed_on = today
    if practitioner.accepting is not None:
        practitioner.accepting_as_of = today
    for place in practitioner.locations:
        place.confirmed_on = today
    for fact in practitioner.facts:
        if fact.source in OWNERS_SOURCES:
            fact.verified_on = today
    mark_changed(session, practitioner)
    log.record(
        session,
        actor=actor,
        action="confirmed",
        subject=("practitioner", str(practitioner.public_id)),
        before={"confirmed_on": before.isoformat() if before else None},
        after={"confirmed_on": today.isoformat()},
    )
    return True


def asked_about(session: Session, *, token: str, keys: Keys, now: datetime) -> Practitioner:
    """The listing that a mailed link would confirm; nothing is used up.

    Raises:
        LinkEnded: The link works no more, the listing is not shown any more, or it has passed
            into other hands.
    """
    row = look(session, keys, TokenPurpose.STILL_TRUE, token, now)
    practitioner, _owner = _asked(session, row)
    return practitioner


def confirm_by_link(session: Session, *, token: str, keys: Keys, now: datetime) -> Practitioner:
    """Confirm a listing by the link that came to its owner's address; it works once.

    Args:
        session: The open session, writing.
        token: What the link holds.
        keys: The site's keys.
        now: When, aware.

    Raises:
        LinkEnded: As for `asked_about`.
    """
    seen = look(session, keys, TokenPurpose.STILL_TRUE, token, now)
    practitioner, owner = _asked(session, seen)
    practitioner = lock(session, practitioner.id)
    use(session, keys, TokenPurpose.STILL_TRUE, token, now)
    confirm(session, practitioner=practitioner, actor=f"owner:{owner.public_id}", now=now)
    return practitioner


def _asked(session: Session, row: ListingToken) -> tuple[Practitioner, Account]:
    """The listing a link is about and the owner it went to, who must be its owner still."""
    told = str((row.details or {}).get(ACCOUNT))
    statement = (
        select(Practitioner, Account)
        .join(Ownership, Ownership.practitioner_id == Practitioner.id)
        .join(Account, Account.id == Ownership.account_id)
        .where(Practitioner.id == row.practitioner_id, Account.active)
    )
    for practitioner, owner in session.execute(statement):
        if practitioner.is_public and str(owner.public_id) == told:
            return practitioner, owner
    message = "This link does not work any more."
    raise LinkEnded(message)
