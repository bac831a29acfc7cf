"""Closing a practice, leaving the directory, handing a listing over: what owners decide alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from directory import log
from directory.accounts.emails import normalised_email
from directory.accounts.models import Account
from directory.listings.models import ListingToken, Revision, RevisionKind, Stage
from directory.listings.owner_mail import paths_of
from directory.listings.owning import owner_of, take_over
from directory.listings.revising import WITHDRAWN, owner_actor, take_away
from directory.listings.tokens import LinkEnded, TokenPurpose, end_all, issue, look, use
from directory.practitioners.hiding import hide, is_hidden_for, unhide
from directory.practitioners.models import Ownership, Practitioner, Status
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.accounts.digests import Keys
    from directory.outbox.letters import Letters

CLOSED = "The practice is closed."
"""Why a listing is hidden whose owner closed it; they can open it again."""

LEFT = "Its owner left."
"""Why a listing is hidden whose owner left. What members said of it is kept: nobody sheds what
was said about them by leaving and coming back."""


class NotPublished(Exception):
    """A listing that does not show cannot be closed; one that waits is taken back instead."""


class OtherAddress(Exception):
    """A listing was handed over to another address than the one that is signed in."""


def close(session: Session, practitioner: Practitioner, *, owner: Account, now: datetime) -> None:
    """Take the page of a practice that is closed off the site; what waited is taken back.

    Closing it twice changes nothing.

    Args:
        session: The open session, writing.
        practitioner: The listing.
        owner: Who speaks for it.
        now: When, aware.

    Raises:
        NotPublished: It has never been published.
    """
    practitioner = lock(session, practitioner.id)
    if practitioner.status == Status.PENDING:
        message = "Nothing of it shows yet."
        raise NotPublished(message)
    _end_waiting(session, practitioner, owner, now)
    hide(session, practitioner, CLOSED, actor=owner_actor(owner))


def reopen(session: Session, practitioner: Practitioner, *, owner: Account) -> bool:
    """Bring the page of a closed practice back.

    Returns:
        Whether it shows: not when it is hidden for something else too.
    """
    practitioner = lock(session, practitioner.id)
    if not is_hidden_for(practitioner, CLOSED):
        return practitioner.is_public
    return unhide(session, practitioner, CLOSED, actor=owner_actor(owner))


def leave(
    session: Session,
    practitioner: Practitioner,
    *,
    owner: Account,
    letters: Letters,
    now: datetime,
) -> None:
    """Let an owner go. When nobody speaks for the listing any more, its page goes too.

    A listing that was never published goes for good.

    Args:
        session: The open session, writing.
        practitioner: The listing.
        owner: Who leaves.
        letters: Writes them what that means.
        now: When, aware.
    """
    practitioner = lock(session, practitioner.id)
    actor, name, fate = owner_actor(owner), practitioner.name, "stays"
    session.execute(
        delete(Ownership).where(
            Ownership.practitioner_id == practitioner.id, Ownership.account_id == owner.id
        )
    )
    log.record(
        session,
        actor=actor,
        action="left",
        subject=("practitioner", str(practitioner.public_id)),
        before={"owner": str(owner.public_id)},
    )
    if owner_of(session, practitioner.id) is None:
        fate = _end(session, practitioner, owner, now)
    if owner.active and not owner.is_demo:
        letters.post(session, "listings/left.txt", to=owner.email, name=name, fate=fate)


def _end(session: Session, practitioner: Practitioner, owner: Account, now: datetime) -> str:
    """Take a listing that nobody speaks for any more off the site; tells what became of it."""
    _end_waiting(session, practitioner, owner, now)
    end_all(session, TokenPurpose.HAND_OVER, practitioner.id)
    end_all(session, TokenPurpose.STILL_TRUE, practitioner.id)
    if practitioner.status == Status.PENDING:
        # Nobody has seen it, and nobody would come back to it.
        session.delete(practitioner)
        session.flush()
        return "deleted"
    hide(session, practitioner, LEFT, actor=owner_actor(owner))
    return "hidden"


def offer(
    session: Session,
    practitioner: Practitioner,
    *,
    owner: Account,
    email: str,
    letters: Letters,
    keys: Keys,
    now: datetime,
) -> None:
    """Offer a listing to somebody by mail; an offer made before ends.

    Args:
        session: The open session, writing.
        practitioner: The listing.
        owner: Who speaks for it, and will until the other accepts.
        email: Address of who is to take it over.
        letters: Writes the mail.
        keys: The site's keys.
        now: When, aware.

    Raises:
        EmailInvalid: It is no address.
        NotPublished: It does not show: a name that nobody has read is mailed to no stranger.
    """
    practitioner = lock(session, practitioner.id)
    if not practitioner.is_public:
        message = "Only a listing that shows can be handed over."
        raise NotPublished(message)
    to = normalised_email(email)
    end_all(session, TokenPurpose.HAND_OVER, practitioner.id)
    token = issue(
        session,
        keys,
        TokenPurpose.HAND_OVER,
        now=now,
        practitioner_id=practitioner.id,
        email=to,
        details={"owner": owner.id},
    )
    letters.post(
        session,
        "listings/hand_over.txt",
        to=to,
        name=practitioner.name,
        accept=f"/desk/hand-over/{token}",
    )
    log.record(
        session,
        actor=owner_actor(owner),
        action="hand-over offered",
        subject=("practitioner", str(practitioner.public_id)),
    )


def offered_to(session: Session, practitioner_id: int, now: datetime) -> str | None:
    """The address that a listing is offered to at present."""
    statement = select(ListingToken.email).where(
        ListingToken.purpose == TokenPurpose.HAND_OVER,
        ListingToken.practitioner_id == practitioner_id,
        ListingToken.used_at.is_(None),
        ListingToken.expires_at > now,
    )
    return session.scalars(statement).first()


def take_offer_back(session: Session, practitioner: Practitioner, *, owner: Account) -> None:
    """Let the mailed link to take a listing over work no more."""
    end_all(session, TokenPurpose.HAND_OVER, practitioner.id)
    log.record(
        session,
        actor=owner_actor(owner),
        action="hand-over taken back",
        subject=("practitioner", str(practitioner.public_id)),
    )


def offered(
    session: Session, *, token: str, account: Account | None, keys: Keys, now: datetime
) -> Practitioner:
    """The listing that a mailed link hands over; nothing is used up.

    Args:
        session: The open session.
        token: What the link holds.
        account: Who is signed in; with nobody the address is not compared.
        keys: The site's keys.
        now: When, aware.

    Raises:
        LinkEnded: The link works no more.
        OtherAddress: It was mailed to another address.
    """
    row = look(session, keys, TokenPurpose.HAND_OVER, token, now)
    if account is not None and row.email != account.email:
        message = "This link was mailed to another address."
        raise OtherAddress(message)
    return session.get_one(Practitioner, row.practitioner_id)


def accept(
    session: Session,
    *,
    token: str,
    account: Account,
    letters: Letters,
    keys: Keys,
    folder: Path,
    now: datetime,
) -> Practitioner:
    """Take a listing over: who offered it does not speak for it any more, and is told by mail.

    Args:
        session: The open session, writing.
        token: What the link holds.
        account: Who is signed in, with the address it was mailed to.
        letters: Writes the mail to who offered it.
        keys: The site's keys.
        folder: Of the proofs' files: what the new owner had said as a member is taken back.
        now: When, aware.

    Raises:
        LinkEnded: The link works no more, or who offered it does not speak for it any more.
        OtherAddress: It was mailed to another address.
    """
    seen = offered(session, token=token, account=account, keys=keys, now=now)
    practitioner = lock(session, seen.id)
    row = use(session, keys, TokenPurpose.HAND_OVER, token, now)
    former = session.get(Account, int((row.details or {}).get("owner", 0)))
    ownership = former and session.get(Ownership, (practitioner.id, former.id))
    if former is None or not former.active or ownership is None:
        message = "Who offered it does not speak for it any more."
        raise LinkEnded(message)
    if former.id == account.id:
        return practitioner
    session.delete(ownership)
    session.flush()
    take_over(session, practitioner, account, actor=owner_actor(former), folder=folder, now=now)
    if former.active and not former.is_demo:
        letters.post(session, "listings/handed_over.txt", to=former.email, **paths_of(practitioner))
    return practitioner


def _end_waiting(
    session: Session, practitioner: Practitioner, owner: Account, now: datetime
) -> None:
    """Take back what waits to be decided: there will be no page for it."""
    statement = select(Revision).where(
        Revision.practitioner_id == practitioner.id,
        Revision.status == Stage.WAITING,
        Revision.kind != RevisionKind.LIVE,
    )
    for revision in session.scalars(statement).all():
        take_away(session, revision, WITHDRAWN, actor=owner_actor(owner), now=now)
