"""Reports that a fact of a listing is wrong: anybody sends them, a moderator decides.

What a visitor wrote stands in the report alone, never in the log or the case, and their address is
forgotten with the decision. Nobody tells the owner who wrote, or what.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.accounts.models import Account
from directory.cases import CaseKind, open_case
from directory.cases.deciding import decide_case
from directory.listings.doubting import doubt, tell_owner
from directory.listings.models import FactReport, Stage
from directory.listings.owning import owner_of
from directory.practitioners.hiding import hide, unhide
from directory.vetting.decisions import NothingLeft
from directory.vetting.plain_text import without_unseen
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.cases import Case
    from directory.outbox.letters import Letters
    from directory.practitioners.models import Practitioner
    from directory.vetting.decisions import Verdict

FIELDS = (
    "name",
    "profession",
    "phone",
    "address",
    "hours",
    "prices",
    "payment",
    "accepting",
    "languages",
    "website",
    "closed",
    "other",
)
"""What of a listing can be wrong; "closed" is a practice that closed or moved away."""

CLEARED = ("phone", "website")
"""Fields that a moderator can empty with the decision."""

SAID_LENGTH = 500

ACTOR = "visitor"
"""Who sends it, as the log has it: nobody is named."""

CALLERS = "Visitors who called say that the number is wrong."
"""What stands in a report that several visitors' calls have made."""

REASON_CLOSED = "Visitors say that the practice has closed or moved away."
"""What a listing is hidden for; a fixed sentence, so that it can be taken out again."""

_EQUAL_WITHIN = timedelta(days=1)


class ReportInvalid(ValueError):
    """A report names no field, or says nothing, or too much."""


@dataclass(frozen=True, slots=True)
class WrongFact:
    """What somebody sends.

    Attributes:
        field: One of `FIELDS`.
        said: What is right, in 1 to `SAID_LENGTH` letters.
        email: Whom to thank, as `normalised_email` writes it; none if they don't wish it.
    """

    field: str
    said: str
    email: str | None = None


def report(
    session: Session, practitioner: Practitioner, wrong: WrongFact, *, now: datetime
) -> FactReport:
    """Put a wrong fact before a moderator; nothing else changes.

    The same words about the same field within a day are taken once.

    Args:
        session: The open session, writing.
        practitioner: The listing, a public one.
        wrong: What was sent.
        now: When, aware.

    Raises:
        ReportInvalid: The field is none, or the words are missing or too many.
    """
    said = without_unseen(wrong.said)
    if wrong.field not in FIELDS or not 0 < len(said) <= SAID_LENGTH:
        message = f"A report names a field and says in 1 to {SAID_LENGTH} letters what is right."
        raise ReportInvalid(message)
    lock(session, practitioner.id)
    known = _equal(session, practitioner, wrong.field, said, now)
    if known is not None and wrong.email in {None, known.email}:
        return known
    return _put(session, practitioner, WrongFact(wrong.field, said, wrong.email), now)


def doubt_number(session: Session, practitioner: Practitioner, *, now: datetime) -> FactReport:
    """Put a number that callers agree is wrong before a moderator, unless that waits already.

    Args:
        session: The open session, writing; the listing's row is locked.
        practitioner: The listing.
        now: When, aware.
    """
    waiting = session.scalars(
        select(FactReport).where(
            FactReport.practitioner_id == practitioner.id,
            FactReport.said == CALLERS,
            FactReport.status == Stage.WAITING,
        )
    ).first()
    return waiting or _put(session, practitioner, WrongFact("phone", CALLERS), now)


def report_of(session: Session, case: Case) -> FactReport:
    """The report a case is about.

    Raises:
        NothingLeft: There is none any more.
    """
    statement = select(FactReport).where(FactReport.public_id == uuid.UUID(case.subject_id))
    found = session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        message = "The report is not there any more."
        raise NothingLeft(message)
    return found


def accept_report(
    session: Session, case: Case, verdict: Verdict, *, letters: Letters, clear: bool = False
) -> None:
    """Take a report as true: who sent it is thanked, and the listing is in doubt from today.

    The owner is mailed what to check. Where nobody owns the listing, a practice that has closed
    leaves the site.

    Args:
        session: The open session, writing.
        case: Of the report.
        verdict: Who decides, why and when.
        letters: Writes the mails of the site.
        clear: Whether the field is emptied at once (`CLEARED`), or an owned listing hidden.

    Raises:
        AlreadyDecided: The case was decided before.
        NothingLeft: The report is gone.
        ReasonMissing: The reason is empty or too long.
    """
    wrong = report_of(session, case)
    practitioner = lock(session, wrong.practitioner_id)
    _decide(session, case, verdict, "clear" if clear else "accept")
    owner = owner_of(session, practitioner.id)
    if wrong.field == "closed" and (owner is None or clear):
        hide(session, practitioner, REASON_CLOSED, actor=verdict.actor)
    else:
        doubt(session, practitioner, wrong.field, verdict, clear=clear)
    if owner is not None and not practitioner.is_demo:
        tell_owner(session, practitioner, session.get_one(Account, owner), wrong.field, letters)
    if wrong.email:
        letters.post(session, "listings/report_thanks.txt", to=wrong.email, name=practitioner.name)
    _close(wrong, Stage.ACCEPTED, verdict)


def dismiss_report(session: Session, case: Case, verdict: Verdict) -> None:
    """Leave the listing as it is.

    Raises:
        AlreadyDecided: The case was decided before.
        NothingLeft: The report is gone.
        ReasonMissing: The reason is empty or too long.
    """
    wrong = report_of(session, case)
    lock(session, wrong.practitioner_id)
    _decide(session, case, verdict, "dismiss")
    _close(wrong, Stage.REFUSED, verdict)


def show_reopened(session: Session, practitioner: Practitioner, *, actor: str) -> bool:
    """Put a listing back that was hidden since its practice seemed to be closed.

    Returns:
        Whether it is shown again: not when it is hidden for other reasons too.
    """
    return unhide(session, practitioner, REASON_CLOSED, actor=actor)


def _equal(
    session: Session, practitioner: Practitioner, field: str, said: str, now: datetime
) -> FactReport | None:
    return session.scalars(
        select(FactReport).where(
            FactReport.practitioner_id == practitioner.id,
            FactReport.field == field,
            FactReport.said == said,
            FactReport.reported_at > now - _EQUAL_WITHIN,
        )
    ).first()


def _put(
    session: Session, practitioner: Practitioner, wrong: WrongFact, now: datetime
) -> FactReport:
    row = FactReport(
        practitioner_id=practitioner.id,
        field=wrong.field,
        said=wrong.said,
        email=wrong.email,
        reported_at=now,
    )
    session.add(row)
    session.flush()
    open_case(
        session,
        CaseKind.FACT_REPORT,
        subject=("fact_report", str(row.public_id)),
        practitioner_id=practitioner.id,
        details={"field": wrong.field},
        actor=ACTOR,
    )
    return row


def _decide(session: Session, case: Case, verdict: Verdict, decision: str) -> None:
    decide_case(
        session, case, decision, reason=verdict.reason, actor=verdict.actor, now=verdict.now
    )


def _close(wrong: FactReport, stage: Stage, verdict: Verdict) -> None:
    wrong.status, wrong.decided_at = stage, verdict.now
    wrong.email = None
