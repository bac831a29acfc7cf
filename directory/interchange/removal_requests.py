"""Removal of people who never asked to be listed, once they have shown that it is them.

A link mailed to the address the listing has removes it at once. Without one a moderator calls the
number that the listing or the register gives, and decides. Either way imports leave them out.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import log
from directory.accounts.emails import EmailInvalid, normalised_email
from directory.cases import CaseKind, open_case
from directory.cases.deciding import decide_case
from directory.interchange.removal import remove
from directory.listings.models import RemovalRequest, Stage
from directory.listings.owning import owner_of
from directory.listings.tokens import LinkEnded, TokenPurpose, end_all, issue, look, use
from directory.practitioners.models import Practitioner
from directory.vetting.decisions import NothingLeft
from directory.vetting.plain_text import without_unseen
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.digests import Keys
    from directory.cases import Case
    from directory.listings.models import ListingToken
    from directory.outbox.letters import Letters
    from directory.vetting.decisions import Verdict

ACTOR = "visitor"
MESSAGE_LENGTH = 500


class ListingOwned(PermissionError):
    """Somebody speaks for the listing: they close it at their desk."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How somebody who asks is answered.

    Attributes:
        email: Where to, as `normalised_email` writes it.
        message: What they want a moderator to know, at most `MESSAGE_LENGTH` letters.
    """

    email: str
    message: str = ""


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
    practitioner = _unowned(session, practitioner.id)
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


def ask_removal(
    session: Session,
    practitioner: Practitioner,
    answer: Answer,
    *,
    letters: Letters,
    keys: Keys,
    now: datetime,
) -> None:
    """Ask a moderator for the removal of a listing; the same person waits only once.

    Whoever gives the address the listing has is mailed the link instead.

    Raises:
        ListingOwned: Somebody speaks for it.
    """
    practitioner = _unowned(session, practitioner.id)
    if answer.email == contact_of(practitioner):
        mail_removal_link(session, practitioner, letters=letters, keys=keys, now=now)
        return
    row = _waiting(session, practitioner, answer.email)
    if row is None:
        row = RemovalRequest(practitioner_id=practitioner.id, email=answer.email, asked_at=now)
        session.add(row)
    row.message = without_unseen(answer.message)[:MESSAGE_LENGTH]
    session.flush()
    open_case(
        session,
        CaseKind.REMOVAL,
        subject=("removal_request", str(row.public_id)),
        practitioner_id=practitioner.id,
        actor=ACTOR,
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
    lock(session, practitioner.id)
    _check_unowned(session, practitioner)
    used = use(session, keys, TokenPurpose.REMOVAL, token, now)
    _remove(session, practitioner, used.email or "", ACTOR, letters=letters, secret=secret)


def request_of(session: Session, case: Case) -> RemovalRequest:
    """The request a case is about.

    Raises:
        NothingLeft: There is none any more.
    """
    statement = select(RemovalRequest).where(RemovalRequest.public_id == uuid.UUID(case.subject_id))
    found = session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        message = "The request is not there any more."
        raise NothingLeft(message)
    return found


def carry_out(
    session: Session, case: Case, verdict: Verdict, *, letters: Letters, secret: str
) -> None:
    """Remove somebody whom a moderator has reached, and tell them.

    The decision stays; it does not tell any more which listing it was about.

    Args:
        session: The open session, writing.
        case: Of the request.
        verdict: Who decides, why and when.
        letters: Writes the mails of the site.
        secret: The site's secret, which keys the list of those left out.

    Raises:
        AlreadyDecided: The case was decided before.
        ListingOwned: Somebody has come to speak for it meanwhile.
        NothingLeft: The request is gone.
        ReasonMissing: The reason is empty or too long.
    """
    row = request_of(session, case)
    practitioner = lock(session, row.practitioner_id)
    _check_unowned(session, practitioner)
    decide_case(
        session, case, "remove", reason=verdict.reason, actor=verdict.actor, now=verdict.now
    )
    # A case goes with its listing; this one is to be counted among those decided.
    case.practitioner_id = None
    session.flush()
    session.expunge(row)
    _remove(session, practitioner, row.email, verdict.actor, letters=letters, secret=secret)
    session.flush()


def refuse(session: Session, case: Case, verdict: Verdict, *, letters: Letters) -> None:
    """Leave a listing, since nobody could show whose it is; who asked is told.

    Raises:
        AlreadyDecided: The case was decided before.
        NothingLeft: The request is gone.
        ReasonMissing: The reason is empty or too long.
    """
    row = request_of(session, case)
    practitioner = lock(session, row.practitioner_id)
    decide_case(
        session, case, "refuse", reason=verdict.reason, actor=verdict.actor, now=verdict.now
    )
    if row.email:
        letters.post(
            session,
            "listings/removal_refused.txt",
            to=row.email,
            name=practitioner.name,
            reason=verdict.reason.strip(),
            page=f"/practitioners/{practitioner.slug}/remove-me",
        )
    row.status, row.decided_at = Stage.REFUSED, verdict.now
    row.email, row.message = "", ""


def _unowned(session: Session, practitioner_id: int) -> Practitioner:
    practitioner = lock(session, practitioner_id)
    _check_unowned(session, practitioner)
    return practitioner


def _check_unowned(session: Session, practitioner: Practitioner) -> None:
    if owner_of(session, practitioner.id) is not None:
        message = "Somebody speaks for the listing: they close it at their desk."
        raise ListingOwned(message)


def _waiting(session: Session, practitioner: Practitioner, email: str) -> RemovalRequest | None:
    return session.scalars(
        select(RemovalRequest).where(
            RemovalRequest.practitioner_id == practitioner.id,
            RemovalRequest.email == email,
            RemovalRequest.status == Stage.WAITING,
        )
    ).first()


def _listing_of(session: Session, row: ListingToken) -> Practitioner:
    found = session.get(Practitioner, row.practitioner_id)
    if found is None:
        message = "The listing is gone."
        raise LinkEnded(message)
    return found


def _remove(
    session: Session,
    practitioner: Practitioner,
    email: str,
    actor: str,
    *,
    letters: Letters,
    secret: str,
) -> None:
    if email:
        letters.post(session, "listings/removal_done.txt", to=email, name=practitioner.name)
    remove(session, practitioner, secret, actor=actor)
