"""Removal of people who never asked to be listed, once they have shown that it is them.

Where no link can be mailed (`removal_links`) a moderator calls the number that the listing or the
register gives, and decides. Either way imports leave them out.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.cases import CaseKind, open_case
from directory.cases.deciding import decide_case
from directory.interchange.removal_links import (
    ACTOR,
    ListingOwned,
    contact_of,
    mail_removal_link,
    remove_and_tell,
    unowned,
)
from directory.listings.models import RemovalRequest, Stage
from directory.vetting.decisions import NothingLeft
from directory.vetting.plain_text import without_unseen
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.digests import Keys
    from directory.cases import Case
    from directory.outbox.letters import Letters
    from directory.practitioners.models import Practitioner
    from directory.vetting.decisions import Verdict

__all__ = [
    "Answer",
    "ListingOwned",
    "ask_removal",
    "carry_out",
    "refuse",
    "request_of",
]

MESSAGE_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """How somebody who asks is answered.

    Attributes:
        email: Where to, as `normalised_email` writes it.
        message: What they want a moderator to know, at most `MESSAGE_LENGTH` letters.
    """

    email: str
    message: str = ""


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
    practitioner = unowned(session, practitioner.id)
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
    practitioner = unowned(session, row.practitioner_id)
    decide_case(
        session, case, "remove", reason=verdict.reason, actor=verdict.actor, now=verdict.now
    )
    # A case goes with its listing; this one is to be counted among those decided.
    case.practitioner_id = None
    session.flush()
    session.expunge(row)
    remove_and_tell(session, practitioner, row.email, verdict.actor, letters=letters, secret=secret)
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


def _waiting(session: Session, practitioner: Practitioner, email: str) -> RemovalRequest | None:
    return session.scalars(
        select(RemovalRequest).where(
            RemovalRequest.practitioner_id == practitioner.id,
            RemovalRequest.email == email,
            RemovalRequest.status == Stage.WAITING,
        )
    ).first()
