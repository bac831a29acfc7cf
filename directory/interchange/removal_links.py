"""Removal by a link that is mailed to the address a listing has had all along.

Whoever reads that mailbox speaks for the listing: opening the link and pressing the button removes
it at once, and imports leave it out from then on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory import log
from directory.accounts.emails import EmailInvalid, normalised_email
from directory.interchange.removal import remove
from directory.listings.owning import owner_of
from directory.listings.tokens import LinkEnded, TokenPurpose, end_all, issue, look, use
from directory.practitioners.models import Practitioner
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.digests import Keys
    from directory.listings.models import ListingToken
    from directory.outbox.letters import Letters

ACTOR = "visitor"
"""Who asks, as the log has it: nobody is named."""


class ListingOwned(PermissionError):
    """Somebody speaks for the listing: they close it at their desk."""


def contact_of(practitioner: Practitioner) -> str | None:
    """The address a link can be mailed to: the listing's own, but not of made-up people."""
    if practitioner.is_demo or not practitioner.email:
        return None
    try:
        return normalised_email(practitioner.email)
    except EmailInvalid:
        return None


def mail_removal_link(
    session: Session, practitioner: Practitioner, *, letters: Letters, keys: Keys, now: datetime
) -> None:
    """Mail a link that removes a listing to the address the listing has; none, no mail.

    Links that were mailed for this listing before end.

    Args:
        session: The open session, writing.
        practitioner: The listing, a public one.
        letters: Writes the mails of the site.
        keys: The site's keys.
        now: When, aware.

    Raises:
        ListingOwned: Somebody speaks for it.
    """
    practitioner = unowned(session, practitioner.id)
    address = contact_of(practitioner)
    if address is None:
        return
    end_all(session, TokenPurpose.REMOVAL, practitioner.id)
    token = issue(
        session,
        keys,
        TokenPurpose.REMOVAL,
        now=now,
        practitioner_id=practitioner.id,
        email=address,
    )
    letters.post(
        session,
        "listings/removal_link.txt",
        to=address,
        name=practitioner.name,
        page=f"/practitioners/{practitioner.slug}/remove-me/{token}",
    )
    log.record(
        session,
        actor=ACTOR,
        action="removal link mailed",
        subject=("practitioner", str(practitioner.public_id)),
    )


def linked_removal(session: Session, token: str, *, keys: Keys, now: datetime) -> Practitioner:
    """The listing that a mailed link would remove; nothing is used up.

    Raises:
        LinkEnded: The link works no more.
        ListingOwned: Somebody has come to speak for it meanwhile.
    """
    practitioner = _listing_of(session, look(session, keys, TokenPurpose.REMOVAL, token, now))
    _check_unowned(session, practitioner)
    return practitioner


def remove_by_link(
    session: Session, token: str, *, letters: Letters, keys: Keys, secret: str, now: datetime
) -> None:
    """Remove the listing that a mailed link is about, at once and for good.

    Args:
        session: The open session, writing.
        token: What the link holds.
        letters: Writes the mails of the site.
        keys: The site's keys.
        secret: The site's secret, which keys the list of those left out.
        now: When, aware.

    Raises:
        LinkEnded: The link works no more: when it was pressed before the listing is gone.
        ListingOwned: Somebody has come to speak for it meanwhile.
    """
    seen = look(session, keys, TokenPurpose.REMOVAL, token, now)
    practitioner = _listing_of(session, seen)
    # The listing first, as everywhere; the link may be used up when it comes to be ours.
    practitioner = unowned(session, practitioner.id)
    used = use(session, keys, TokenPurpose.REMOVAL, token, now)
    remove_and_tell(session, practitioner, used.email or "", ACTOR, letters=letters, secret=secret)


def unowned(session: Session, practitioner_id: int) -> Practitioner:
    """Take the row of a listing that nobody speaks for.

    Raises:
        ListingOwned: Somebody does.
    """
    practitioner = lock(session, practitioner_id)
    _check_unowned(session, practitioner)
    return practitioner


def remove_and_tell(
    session: Session,
    practitioner: Practitioner,
    email: str,
    actor: str,
    *,
    letters: Letters,
    secret: str,
) -> None:
    """Remove a listing for good, and mail that it is done to where it was asked from.

    Args:
        session: The open session, writing; the listing's row is locked.
        practitioner: The listing.
        email: Where the mail goes; empty for none.
        actor: Who removes it.
        letters: Writes the mails of the site.
        secret: The site's secret, which keys the list of those left out.
    """
    if email:
        letters.post(session, "listings/removal_done.txt", to=email, name=practitioner.name)
    remove(session, practitioner, secret, actor=actor)


def _check_unowned(session: Session, practitioner: Practitioner) -> None:
    if owner_of(session, practitioner.id) is not None:
        message = "Somebody speaks for the listing: they close it at their desk."
        raise ListingOwned(message)


def _listing_of(session: Session, row: ListingToken) -> Practitioner:
    found = session.get(Practitioner, row.practitioner_id)
    if found is None:
        message = "The listing is gone."
        raise LinkEnded(message)
    return found
