"""The book-keeping of mail on its way: what is due, what was sent, what is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select, update

from directory.outbox.mail import TOPIC
from directory.outbox.models import Mail, OutboxEntry

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=1)
"""Waits between tries double from the first to the longest."""

GIVEN_UP_AFTER = timedelta(days=5)
"""How long a mail without an end of its own is tried (RFC 5321, 4.5.4.1: four to five days)."""

LEASE = timedelta(minutes=1)
"""How long mails are out of others' reach while they are being sent. It outlasts a round, and a
worker that was killed meanwhile holds them no longer than this."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that was taken out to be sent."""

    entry_id: int
    mail_id: int
    to: str
    subject: str
    text: str
    html: str | None
    written_at: datetime
    ends_at: datetime
    attempts: int

    @property
    def name(self) -> str:
        """A name for it, the same whenever it is tried, that sorts by age and holds no address."""
        return f"{self.written_at:%Y%m%dT%H%M%S%f}-{self.mail_id}"


def retry_after(attempts: int) -> timedelta:
    """How long to wait after so many tries that failed. Pure."""
    doublings = min(attempts - 1, 10)
    return min(FIRST_RETRY * (1 << doublings), LONGEST_RETRY)


def is_due(session: Session, now: datetime) -> bool:
    """Whether any mail waits to be sent at this moment."""
    return session.scalar(_due(now).limit(1)) is not None


def take_due(session: Session, now: datetime, limit: int) -> list[Letter]:
    """Take out the oldest mails that are due, so that no other worker sends them meanwhile."""
    entries = session.scalars(_due(now).limit(limit).with_for_update(skip_locked=True)).all()
    mails = {
        mail.id: mail
        for mail in session.scalars(select(Mail).where(Mail.id.in_([int(e.key) for e in entries])))
    }
    orphans = [entry.id for entry in entries if int(entry.key) not in mails]
    session.execute(delete(OutboxEntry).where(OutboxEntry.id.in_(orphans)))
    letters = []
    for entry in entries:
        if entry.id not in orphans:
            entry.not_before = now + LEASE
            letters.append(_letter(entry, mails[int(entry.key)]))
    return letters


def forget(session: Session, letter: Letter) -> None:
    """Delete a mail and its promise: it was sent, or never will be."""
    session.execute(delete(OutboxEntry).where(OutboxEntry.id == letter.entry_id))
    session.execute(delete(Mail).where(Mail.id == letter.mail_id))


def postpone(session: Session, letter: Letter, now: datetime) -> None:
    """Have a mail that was not taken tried again, each time after a longer wait."""
    attempts = letter.attempts + 1
    session.execute(
        update(OutboxEntry)
        .where(OutboxEntry.id == letter.entry_id)
        .values(attempts=attempts, not_before=now + retry_after(attempts))
    )


def put_back(session: Session, letters: Collection[Letter]) -> None:
    """Put mails back that were taken out and not tried."""
    session.execute(
        update(OutboxEntry)
        .where(OutboxEntry.id.in_([letter.entry_id for letter in letters]))
        .values(not_before=None)
    )


def _due(now: datetime) -> Select[OutboxEntry]:
    return (
        select(OutboxEntry)
        .where(
            OutboxEntry.topic == TOPIC,
            or_(OutboxEntry.not_before.is_(None), OutboxEntry.not_before <= now),
        )
        .order_by(OutboxEntry.id)
    )


def _letter(entry: OutboxEntry, mail: Mail) -> Letter:
    return Letter(
        entry_id=entry.id,
        mail_id=mail.id,
        to=mail.recipient,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        written_at=mail.created_at,
        ends_at=mail.expires_at or mail.created_at + GIVEN_UP_AFTER,
        attempts=entry.attempts,
    )
