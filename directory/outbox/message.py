"""How a mail is written out: its headers and its parts."""

from __future__ import annotations

import email.policy
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

# Seven-bit bodies pass every server; the policies refuse line breaks in a header.
_PLAIN = email.policy.SMTP.clone(cte_type="7bit")
_INTERNATIONAL = email.policy.SMTPUTF8


def compose(
    *,
    sender: str,
    to: str,
    subject: str,
    text: str,
    html: str | None,
    written_at: datetime,
    message_id: str,
) -> EmailMessage:
    """Write a mail out. Pure.

    Args:
        sender: The From header: an address, with a name or without.
        to: One bare address, its domain in ASCII.
        subject: One line.
        text: The mail as plain text.
        html: The same as HTML, if there is one.
        written_at: When it was promised; the Date header.
        message_id: The same whenever the mail is tried again, so that a mailbox can tell a
            double; without the angle brackets.

    Raises:
        ValueError: A header would hold a line break.
    """
    message = EmailMessage(policy=_PLAIN if to.isascii() else _INTERNATIONAL)
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(written_at)
    message["Message-ID"] = f"<{message_id}>"
    # RFC 3834, 5: no holiday notice is to answer this.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message
