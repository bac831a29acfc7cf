"""What every decision about an owner's revision begins and ends with, so that it is taken once."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from directory import log
from directory.cases.deciding import decide_case
from directory.listings.models import Revision
from directory.practitioners.models import Practitioner
from directory.vetting.decisions import NothingLeft
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.cases import Case
    from directory.vetting.decisions import Verdict


class RevisionChanged(Exception):
    """The owner has sent something newer, or taken it back, since it was read."""

    def __init__(self) -> None:
        super().__init__("The owner has changed this since you read it. Please read it again.")


class DecidedOtherwise(ValueError):
    """This decision is none for a revision of this kind."""


def revision_of(session: Session, case: Case) -> Revision:
    """The revision a case is about, as it is now.

    Raises:
        NothingLeft: There is none any more.
    """
    wanted = select(Revision).where(Revision.public_id == uuid.UUID(case.subject_id))
    found = session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        message = "What was sent is not there any more."
        raise NothingLeft(message)
    return found


def locked_listing(session: Session, case: Case) -> Practitioner:
    """The listing of a case with its row locked, and the case as it is under that lock.

    Raises:
        NothingLeft: It is gone.
    """
    session.flush()
    number = case.practitioner_id
    if number is None or session.get(Practitioner, number) is None:
        message = "The listing is not there any more."
        raise NothingLeft(message)
    practitioner = lock(session, number)
    session.refresh(case)
    return practitioner


def close_case(session: Session, case: Case, decision: str, verdict: Verdict) -> None:
    """Close a case with a verdict.

    Raises:
        AlreadyDecided: It was decided before.
        ReasonMissing: The reason is empty or too long.
    """
    decide_case(
        session, case, decision, reason=verdict.reason, actor=verdict.actor, now=verdict.now
    )


def note(
    session: Session,
    practitioner: Practitioner,
    action: str,
    verdict: Verdict,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Log what was done to a listing, and by whom; never what it says."""
    log.record(
        session,
        actor=verdict.actor,
        action=action,
        subject=("practitioner", str(practitioner.public_id)),
        before=before,
        after=after,
    )
