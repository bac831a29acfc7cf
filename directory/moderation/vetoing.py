"""The veto as a moderator's act on any listing: no report has to open a case first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.listings.owner_mail import tell_owners
from directory.moderation.service import Interest, NotYours, actor_of, stakes_of
from directory.vetting import veto

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.outbox.letters import Letters
    from directory.practitioners.models import Practitioner


def interest_in(session: Session, account: Account, listing: Practitioner) -> Interest | None:
    """Why an account decides nothing about a listing; nothing where it may."""
    stakes = stakes_of(session, account)
    listed = (listing.email or "").strip().casefold()
    if listing.id in stakes.owned or listed == account.email:
        return Interest.OWNS
    return Interest.ASSESSED if listing.id in stakes.assessed else None


def veto_listing(
    session: Session,
    listing: Practitioner,
    account: Account,
    *,
    reason: str,
    letters: Letters,
    now: datetime,
) -> None:
    """Hide a listing whose licence is missing, lapsed or restricted; its owners are told.

    Raises:
        FlagElsewhere: It is vetoed already.
        NotYours: The account has an interest in it.
        ReasonMissing: The reason is empty or too long.
    """
    _check(session, account, listing)
    veto.veto(session, listing, actor=actor_of(account), reason=reason, now=now)
    tell_owners(session, listing, "moderation/vetoed.txt", letters)


def lift_from(
    session: Session,
    listing: Practitioner,
    account: Account,
    *,
    reason: str,
    letters: Letters,
    now: datetime,
) -> bool:
    """Lift the veto of a listing; its owners are told.

    Returns:
        Whether the listing is shown again: not when it is hidden for other reasons too.

    Raises:
        AppealNeedsAnother: Who vetoed it can't lift it while there is somebody else.
        FlagElsewhere: It is not vetoed.
        NotYours: The account has an interest in it.
        ReasonMissing: The reason is empty or too long.
    """
    _check(session, account, listing)
    is_back = veto.lift_veto(session, listing, actor=actor_of(account), reason=reason, now=now)
    tell_owners(session, listing, "moderation/lifted.txt", letters, reason=reason)
    return is_back


def _check(session: Session, account: Account, listing: Practitioner) -> None:
    interest = interest_in(session, account, listing)
    if interest:
        raise NotYours(interest)
