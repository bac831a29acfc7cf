"""Sending a listing in, changing it, taking a change back.

What is sent waits as a revision until a moderator decides; the public page keeps what was approved.
Small safe changes go live at once and are looked at afterwards.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from directory import log
from directory.cases.ahead import LISTINGS
from directory.cases.waiting import expected_wait
from directory.listings.changes import changes
from directory.listings.checking import checked
from directory.listings.editing import edit
from directory.listings.models import Revision, RevisionKind, Stage
from directory.listings.owner_mail import paths_of
from directory.listings.revising import REPLACED, WITHDRAWN, owner_actor, put_forward, take_away
from directory.listings.start import last_returned, start_of, waiting_revision
from directory.practitioners.models import Ownership, Practitioner, Status
from directory.practitioners.service import free_slug, mark_changed
from directory.practitioners.vocabulary import Kind

if TYPE_CHECKING:
    import uuid
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.listings.content import ListingContent
    from directory.outbox.letters import Letters

__all__ = [
    "ListingClosed",
    "NothingWaits",
    "Proposed",
    "begin_edit",
    "last_returned",
    "propose",
    "start_of",
    "submit",
    "waiting_revision",
    "withdraw_revision",
]

SOURCE = "submission"
"""Source of a listing that its owner sent in."""

SENT_TWICE_WITHIN = timedelta(hours=1)
"""The same content from the same person within this time is one submission."""


class ListingClosed(Exception):
    """The listing was not accepted, or is closed: nothing can be sent for it."""


class NothingWaits(LookupError):
    """The revision was decided, replaced or taken back before."""


class Proposed(NamedTuple):
    """What became of a change; both are `None` where nothing changed.

    Attributes:
        live: Safe changes, which the page shows already.
        waiting: The others, which a moderator sees first.
    """

    live: Revision | None
    waiting: Revision | None


def submit(
    session: Session,
    *,
    author: Account,
    content: ListingContent,
    letters: Letters,
    now: datetime,
) -> Revision:
    """Send a new listing in. It is nowhere to be seen before a moderator has read it.

    Args:
        session: The open session, writing.
        author: Who will speak for it.
        content: What it says.
        letters: Writes the mail that it has arrived and how long it takes.
        now: When, aware.

    Returns:
        The revision that waits; the first one where the same is sent twice.

    Raises:
        ContentInvalid: Something in it cannot be.
    """
    content = checked(content)
    session.flush()
    # Two clicks of one person meet here, so that the second finds what the first has sent.
    session.refresh(author, with_for_update=True)
    sent = _sent_before(session, author, content, now)
    if sent is not None:
        return sent
    practitioner = Practitioner(status=Status.PENDING, source=SOURCE)
    _name(session, practitioner, content)
    mark_changed(session, practitioner)
    session.add(Ownership(practitioner_id=practitioner.id, account_id=author.id, since=now))
    return _send_in(session, practitioner, content, author, letters, now)


def begin_edit(
    session: Session, practitioner: Practitioner, *, with_returned: bool = False
) -> ListingContent:
    """What a change begins with, which nobody else changes before this transaction ends.

    Whoever read it before the row was locked could undo what another tab has sent meanwhile.

    Args:
        session: The open session, writing.
        practitioner: The listing; its row is locked here.
        with_returned: As `start_of` has it.
    """
    session.flush()
    session.refresh(practitioner, with_for_update=True)
    return start_of(session, practitioner, with_returned=with_returned)


def propose(
    session: Session,
    *,
    practitioner: Practitioner,
    author: Account,
    content: ListingContent,
    letters: Letters,
    now: datetime,
) -> Proposed:
    """Change a listing, as far as that may be done at once, and let the rest wait.

    A submission that waits or came back is replaced. An edit that waits is replaced by the edit
    that `content` holds, so begin from `begin_edit`; content with safe changes alone leaves it
    waiting, and content that is what the page shows takes it back.

    Args:
        session: The open session, writing.
        practitioner: The listing; its row is locked here.
        author: Who speaks for it.
        content: The whole listing as it should be.
        letters: Writes mails.
        now: When, aware.

    Raises:
        ContentInvalid: Something that changes cannot be.
        ListingClosed: The submission was refused.
    """
    session.flush()
    session.refresh(practitioner, with_for_update=True)
    if practitioner.status != Status.PENDING:
        if _was_refused(session, practitioner):
            message = "This listing was not accepted."
            raise ListingClosed(message)
        return Proposed(*edit(session, practitioner, author=author, content=content, now=now))
    content = checked(content)
    before = waiting_revision(session, practitioner.id)
    if before is not None and before.content == content.as_json():
        return Proposed(None, None)
    if before is not None:
        take_away(session, before, REPLACED, actor=owner_actor(author), now=now)
    _name(session, practitioner, content)
    mark_changed(session, practitioner)
    return Proposed(None, _send_in(session, practitioner, content, author, letters, now))


def withdraw_revision(session: Session, *, revision: Revision, actor: str, now: datetime) -> None:
    """Take back a submission or an edit that waits; the public page is as it was.

    Args:
        session: The open session, writing.
        revision: The one that waits.
        actor: Who takes it back.
        now: When, aware.

    Raises:
        NothingWaits: It waits no more, or went live at once.
    """
    session.flush()
    practitioner = session.get_one(Practitioner, revision.practitioner_id)
    session.refresh(practitioner, with_for_update=True)
    session.refresh(revision)
    if revision.status != Stage.WAITING or revision.kind == RevisionKind.LIVE:
        message = "Nothing of it waits any more."
        raise NothingWaits(message)
    take_away(session, revision, WITHDRAWN, actor=actor, now=now)
    _record(session, practitioner, "revision withdrawn", actor, revision.public_id)


def _sent_before(
    session: Session, author: Account, content: ListingContent, now: datetime
) -> Revision | None:
    statement = select(Revision).where(
        Revision.author_id == author.id,
        Revision.kind == RevisionKind.SUBMISSION,
        Revision.status == Stage.WAITING,
        Revision.submitted_at > now - SENT_TWICE_WITHIN,
    )
    said = content.as_json()
    return next((row for row in session.scalars(statement) if row.content == said), None)


def _name(session: Session, practitioner: Practitioner, content: ListingContent) -> None:
    """Write the little that stands in the row of a listing that nobody has seen yet.

    An NPI and places stay in the revision: what is not approved must not take them from anybody.
    """
    practitioner.kind, practitioner.profession = Kind(content.kind), content.profession
    practitioner.name = content.name
    while not _has_address(session, practitioner, content):
        pass


def _has_address(session: Session, practitioner: Practitioner, content: ListingContent) -> bool:
    """Write the row with the next free address, unless somebody took that very one just now."""
    known = practitioner if practitioner in session else None
    slug = free_slug(session, content.name, content.places[0].city, known)
    try:
        with session.begin_nested():
            practitioner.slug = slug
            session.add(practitioner)
            session.flush()
    except IntegrityError:
        # Who was first has committed by now; a slug that is free still is not what was wrong.
        if free_slug(session, content.name, content.places[0].city, known) == slug:
            raise
        return False
    return True


def _send_in(
    session: Session,
    practitioner: Practitioner,
    content: ListingContent,
    author: Account,
    letters: Letters,
    now: datetime,
) -> Revision:
    expected = expected_wait(session, LISTINGS, now)
    revision = put_forward(
        session,
        practitioner,
        RevisionKind.SUBMISSION,
        content,
        changes({}, content.as_json()),
        author=author,
        now=now,
    )
    _record(session, practitioner, "submitted", owner_actor(author), revision.public_id)
    if author.active and not author.is_demo:
        letters.post(
            session,
            "listings/received.txt",
            to=author.email,
            **paths_of(practitioner),
            days=expected.days,
            waiting=expected.waiting,
        )
    session.flush()
    return revision


def _was_refused(session: Session, practitioner: Practitioner) -> bool:
    statement = select(Revision.id).where(
        Revision.practitioner_id == practitioner.id,
        Revision.kind == RevisionKind.SUBMISSION,
        Revision.status == Stage.REFUSED,
    )
    return session.scalars(statement.limit(1)).first() is not None


def _record(
    session: Session, practitioner: Practitioner, action: str, actor: str, revision: uuid.UUID
) -> None:
    subject = ("practitioner", str(practitioner.public_id))
    log.record(
        session, actor=actor, action=action, subject=subject, after={"revision": str(revision)}
    )
