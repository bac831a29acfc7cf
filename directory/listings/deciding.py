"""What moderators decide about what owners sent: to publish it, send it back, refuse it.

Each decision names the revision that was read, closes its case in the same transaction, tells the
owner by mail, and is taken once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.cases.deciding import AlreadyDecided, ReasonMissing
from directory.cases.models import CaseStatus
from directory.listings.changes import changed
from directory.listings.content import ListingContent
from directory.listings.decided_once import (
    DecidedOtherwise,
    RevisionChanged,
    close_case,
    locked_listing,
    note,
    revision_of,
)
from directory.listings.fact_rows import date_facts
from directory.listings.live_deciding import keep_live, undo_live
from directory.listings.models import Revision, RevisionKind, Stage
from directory.listings.owner_mail import tell_owners
from directory.listings.reading import content_of
from directory.listings.revising import REPLACED, settle
from directory.listings.writing import write
from directory.practitioners.hiding import hide
from directory.practitioners.models import Practitioner, Status
from directory.vetting.decisions import NothingLeft

if TYPE_CHECKING:
    import uuid

    from sqlalchemy.orm import Session

    from directory.cases import Case
    from directory.outbox.letters import Letters
    from directory.vetting.decisions import Verdict

__all__ = [
    "AlreadyDecided",
    "DecidedOtherwise",
    "NothingLeft",
    "NpiTaken",
    "ReasonMissing",
    "RevisionChanged",
    "approve",
    "keep_live",
    "refuse",
    "revision_of",
    "send_back",
    "undo_live",
]

NOT_ACCEPTED = "It was not accepted."
"""Why a refused submission is hidden."""


class NpiTaken(Exception):
    """Another listing has the NPI: perhaps the same person, who should claim that one.

    Attributes:
        practitioner: Whose listing has it.
    """

    def __init__(self, practitioner: Practitioner) -> None:
        super().__init__(
            f"The listing of {practitioner.name} ({practitioner.slug}) has this NPI. "
            "Send this back with a word about claiming that one."
        )
        self.practitioner = practitioner


def approve(
    session: Session, case: Case, verdict: Verdict, *, seen: uuid.UUID, letters: Letters
) -> None:
    """Publish a submission, or let an edit show. What changed meanwhile beside it stays.

    Args:
        session: The open session, writing.
        case: Of the revision.
        verdict: Who decides, why and when.
        seen: Public id of the revision that was read.
        letters: Writes the mail to the owner.

    Raises:
        AlreadyDecided: The case was decided before.
        DecidedOtherwise: It went live at once; see `live_deciding`.
        NothingLeft: The listing or the revision is gone, or a submission was hidden meanwhile.
        NpiTaken: Another listing has the NPI.
        ReasonMissing: The reason is empty or too long.
        RevisionChanged: Something else waits by now.
    """
    practitioner, revision = _waiting(session, case, seen)
    submitted = revision.kind == RevisionKind.SUBMISSION
    if submitted and practitioner.status == Status.HIDDEN:
        message = "The listing was taken off the site meanwhile."
        raise NothingLeft(message)
    _check_npi(session, practitioner, revision)
    close_case(session, case, "publish" if submitted else "accept", verdict)
    before = {"status": practitioner.status}
    day = revision.submitted_at.date()
    standing = content_of(session, practitioner).as_json()
    content = ListingContent.from_json(changed(standing, revision.changes))
    write(session, practitioner, content, actor=verdict.actor, now=verdict.now, stated_on=day)
    # The name of a submission stands in its row already, and yet it is the owner who states it.
    date_facts(practitioner, content, revision.changes, day)
    if practitioner.status != Status.HIDDEN:
        practitioner.status = Status.PUBLISHED
    practitioner.confirmed_on = max(practitioner.confirmed_on or day, day)
    practitioner.times_asked = 0
    settle(revision, Stage.ACCEPTED, verdict.now)
    action = "published" if submitted else "edit accepted"
    after = {"status": practitioner.status}
    note(session, practitioner, action, verdict, before=before, after=after)
    template = "listings/published.txt" if submitted else "listings/edit_published.txt"
    tell_owners(session, practitioner, template, letters)
    session.flush()


def send_back(
    session: Session, case: Case, verdict: Verdict, *, seen: uuid.UUID, letters: Letters
) -> None:
    """Send a submission or an edit back to its owner, who is told what to change.

    Args:
        session: The open session, writing.
        case: Of the revision.
        verdict: Who decides, and when; its reason is what the owner reads.
        seen: Public id of the revision that was read.
        letters: Writes the mail to the owner.

    Raises:
        AlreadyDecided: The case was decided before.
        DecidedOtherwise: It went live at once.
        NothingLeft: The listing or the revision is gone.
        ReasonMissing: The reason is empty or too long.
        RevisionChanged: Something else waits by now.
    """
    practitioner, revision = _waiting(session, case, seen)
    close_case(session, case, "return", verdict)
    settle(revision, Stage.RETURNED, verdict.now, verdict.reason.strip())
    submitted = revision.kind == RevisionKind.SUBMISSION
    note(session, practitioner, "returned" if submitted else "edit returned", verdict)
    template = "listings/returned.txt" if submitted else "listings/edit_returned.txt"
    tell_owners(session, practitioner, template, letters, reason=verdict.reason.strip())
    session.flush()


def refuse(
    session: Session, case: Case, verdict: Verdict, *, seen: uuid.UUID, letters: Letters
) -> None:
    """Refuse a submission for good; nothing can be sent for this listing any more.

    Args:
        session: The open session, writing.
        case: Of the submission.
        verdict: Who decides, and when; its reason is what the owner reads.
        seen: Public id of the revision that was read.
        letters: Writes the mail to the owner.

    Raises:
        AlreadyDecided: The case was decided before.
        DecidedOtherwise: It is an edit: send that back.
        NothingLeft: The listing or the revision is gone.
        ReasonMissing: The reason is empty or too long.
        RevisionChanged: Something else waits by now.
    """
    practitioner, revision = _waiting(session, case, seen)
    if revision.kind != RevisionKind.SUBMISSION:
        message = "An edit is sent back, not refused: the listing stands."
        raise DecidedOtherwise(message)
    close_case(session, case, "refuse", verdict)
    settle(revision, Stage.REFUSED, verdict.now, verdict.reason.strip())
    hide(session, practitioner, NOT_ACCEPTED, actor=verdict.actor)
    reason = verdict.reason.strip()
    tell_owners(session, practitioner, "listings/refused.txt", letters, reason=reason)
    session.flush()


def _waiting(session: Session, case: Case, seen: uuid.UUID) -> tuple[Practitioner, Revision]:
    """The listing, locked, and its revision that waits and was read."""
    practitioner = locked_listing(session, case)
    if case.status == CaseStatus.DECIDED and case.decision != REPLACED:
        raise AlreadyDecided(case)
    revision = revision_of(session, case)
    if revision.kind == RevisionKind.LIVE:
        message = "This went live at once: keep it, or undo it."
        raise DecidedOtherwise(message)
    if revision.public_id != seen or revision.status != Stage.WAITING:
        raise RevisionChanged
    return practitioner, revision


def _check_npi(session: Session, practitioner: Practitioner, revision: Revision) -> None:
    _before, npi = revision.changes.get("npi", (None, None))
    if npi is None:
        return
    other = select(Practitioner).where(Practitioner.npi == npi, Practitioner.id != practitioner.id)
    found = session.scalars(other).one_or_none()
    if found is not None:
        raise NpiTaken(found)
