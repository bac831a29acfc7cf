"""Mail: written inside a transaction, sent by the worker after it, forgotten once sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import delete, select

from directory.outbox import enqueue
from directory.outbox.models import Mail, OutboxEntry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

TOPIC = "mail"
"""Topic of the promises to send a mail (key: the mail's id)."""

LONGEST_ADDRESS = 254
"""Characters of an address that fits a mail path (RFC 5321, 4.5.3.1.3)."""

LONGEST_SUBJECT = 200


class AddressInvalid(ValueError):
    """No mail can be sent to this address; the message does not repeat it."""


class SubjectInvalid(ValueError):
    """A subject is empty, too long or holds a line break or control character."""


def post(
    session: Session,
    *,
    to: str,
    subject: str,
    text: str,
    html: str | None = None,
    expires_at: datetime | None = None,
) -> Mail:
    """Promise a mail; it is sent if, and only if, the caller's transaction is committed.

    Args:
        session: The open session, inside a write transaction.
        to: One bare address ("ada@example.org").
        subject: One line.
        text: The mail as plain text.
        html: The same as HTML, for those who want both.
        expires_at: When the mail becomes useless (a code that runs out); it is then not sent.

    Raises:
        AddressInvalid: The address is no single address, or could smuggle in a header.
        SubjectInvalid: The subject is not one printable line of 1 to 200 characters.
    """
    mail = Mail(
        recipient=checked_address(to),
        subject=_checked_subject(subject),
        text=text,
        html=html,
        expires_at=expires_at,
    )
    session.add(mail)
    session.flush()
    enqueue(session, TOPIC, str(mail.id), 0)
    return mail


def discard(session: Session, address: str) -> None:
    """Take back the mails that still wait to be sent to an address."""
    _drop(session, session.scalars(select(Mail.id).where(Mail.recipient == address)).all())


def purge_mails(session: Session, now: datetime) -> None:
    """Forget the mails that are of no use any more, sent or not."""
    ids = session.scalars(select(Mail.id).where(Mail.expires_at <= now)).all()
    _drop(session, ids)


def checked_address(address: str) -> str:
    """Give an address back if it is one address and nothing else. Pure.

    Raises:
        AddressInvalid: It is not.
    """
    domain_in_ascii(address)
    return address


def domain_in_ascii(address: str) -> str:
    """Write an address as mail servers take it: the domain in ASCII (IDNA 2008). Pure.

    Raises:
        AddressInvalid: It is no single address.
    """
    try:
        checked = validate_email(
            address, check_deliverability=False, allow_smtputf8=True, test_environment=True
        )
    except (EmailNotValidError, UnicodeError):
        checked = None
    if checked is None or len(address) > LONGEST_ADDRESS or not address.isprintable():
        message = "This is not one e-mail address."
        raise AddressInvalid(message)
    return f"{checked.local_part}@{checked.ascii_domain}"


def _drop(session: Session, ids: Sequence[int]) -> None:
    keys = [str(mail_id) for mail_id in ids]
    session.execute(
        delete(OutboxEntry).where(OutboxEntry.topic == TOPIC, OutboxEntry.key.in_(keys))
    )
    session.execute(delete(Mail).where(Mail.id.in_(ids)))


def _checked_subject(subject: str) -> str:
    if not subject.strip() or len(subject) > LONGEST_SUBJECT or not subject.isprintable():
        message = f"A subject is one printable line of 1 to {LONGEST_SUBJECT} characters."
        raise SubjectInvalid(message)
    return subject
