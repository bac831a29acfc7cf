"""Private reports: somebody felt that something was wrong. Never scored, never shown.

What they write stands in the case alone; the log tells only that a report came.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.cases import Case, CaseKind, CaseStatus, open_case
from directory.cases.deciding import checked_reason, decide_case
from directory.practitioners.hiding import hide, is_hidden_for, unhide
from directory.practitioners.models import Practitioner
from directory.vetting.plain_text import without_unseen

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

TEXT_LENGTH = (20, 5_000)
"""Letters of a report, at least and at most."""

CONTACT_LENGTH = 200

KEPT = timedelta(days=365)
"""How long the words of a report or an appeal are kept after it was decided on."""

ACTOR = "visitor"
"""Who sends it, as the log has it: nobody is named."""

REASON = "A moderator looks into something that was reported."
"""What a listing is hidden for meanwhile; a fixed sentence, so that it can be taken out again."""


SHOWN_AGAIN = "shown_again"
"""Where the case of a report keeps when and why its listing was shown again."""


class NotHidden(Exception):
    """No report hides the listing."""


class ReportInvalid(ValueError):
    """A report is too short or too long, or its contact is too long."""


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody sends.

    Attributes:
        text: What happened, as they wrote it.
        contact: How they may be reached; empty if they don't wish it.
    """

    text: str
    contact: str = ""


def report_privately(session: Session, practitioner: Practitioner, report: Report) -> Case:
    """Put a private report on top of what waits for moderators. Nothing else changes.

    Args:
        session: The open session, writing.
        practitioner: Whom it is about.
        report: What was sent.

    Raises:
        ReportInvalid: The text is too short or too long, or the contact too long.
    """
    text, contact = without_unseen(report.text), without_unseen(report.contact)
    least, most = TEXT_LENGTH
    if not least <= len(text) <= most or len(contact) > CONTACT_LENGTH:
        message = f"A report has {least} to {most:,} letters."
        raise ReportInvalid(message)
    return open_case(
        session,
        CaseKind.PRIVATE_REPORT,
        # A subject of its own: each report is a case, however many there are.
        subject=("report", str(uuid.uuid4())),
        practitioner_id=practitioner.id,
        details={"text": text, "contact": contact},
        actor=ACTOR,
    )


def hide_reported(session: Session, case: Case, *, actor: str, reason: str, now: datetime) -> None:
    """Take the listing of a report off the site at once, and close the report.

    Raises:
        AlreadyDecided: The report was decided on before.
        ReasonMissing: The reason is empty or too long.
    """
    practitioner = session.get_one(
        Practitioner, case.practitioner_id, with_for_update=True, populate_existing=True
    )
    decide_case(session, case, "hide", reason=reason, actor=actor, now=now)
    hide(session, practitioner, REASON, actor=actor)


def show_reported(session: Session, case: Case, *, actor: str, reason: str, now: datetime) -> bool:
    """Put the listing of a report back that was hidden because of it; the case keeps why.

    Returns:
        Whether it is shown again: not when it is hidden for other reasons too.

    Raises:
        NotHidden: No report hides the listing.
        ReasonMissing: The reason is empty or too long.
    """
    practitioner = session.get_one(
        Practitioner, case.practitioner_id, with_for_update=True, populate_existing=True
    )
    session.refresh(case, with_for_update=True)
    if not is_hidden_for(practitioner, REASON):
        message = "No report hides this listing any more."
        raise NotHidden(message)
    why = {"why": checked_reason(reason), "at": now.isoformat()}
    case.details = {**case.details, SHOWN_AGAIN: why}
    return unhide(session, practitioner, REASON, actor=actor)


def close_report(session: Session, case: Case, *, actor: str, reason: str, now: datetime) -> None:
    """Close a report and leave the listing as it is.

    Raises:
        AlreadyDecided: The report was decided on before.
        ReasonMissing: The reason is empty or too long.
    """
    decide_case(session, case, "close", reason=reason, actor=actor, now=now)


def show_again(session: Session, practitioner: Practitioner, *, actor: str) -> bool:
    """Put a listing back that was hidden because of a report.

    Returns:
        Whether it is shown again: not when it is hidden for other reasons too.
    """
    session.flush()
    session.refresh(practitioner, with_for_update=True)
    return unhide(session, practitioner, REASON, actor=actor)


def forget_reports(session: Session, now: datetime) -> int:
    """Forget what was written in reports and appeals decided on twelve months ago, and by whom.

    What was decided and why stays. No log row is written: nothing is decided by it.

    Args:
        session: The open session, writing.
        now: The time.

    Returns:
        How many cases lost their words.
    """
    told = select(Case).where(
        Case.kind.in_((CaseKind.PRIVATE_REPORT, CaseKind.APPEAL)),
        Case.status == CaseStatus.DECIDED,
        Case.decided_at <= now - KEPT,
    )
    with_words = [case for case in session.scalars(told) if case.details]
    for case in with_words:
        case.details = {}
    session.flush()
    return len(with_words)
