"""Listings that may be one person's, put before a moderator: one case for each pair."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.cases import Case, CaseKind, CaseStatus, open_case
from directory.listings.duplicates import duplicates
from directory.listings.reading import content_of
from directory.practitioners.models import Practitioner
from directory.vetting.decisions import NothingLeft

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

OTHER = "other"
"""Where a case keeps the public id of the second listing."""


def look_for_double(session: Session, practitioner: Practitioner, *, actor: str) -> Case | None:
    """Put a listing before a moderator that seems to be there already; once for each pair.

    Args:
        session: The open session, writing; the listing's row is locked.
        practitioner: One that has just been published.
        actor: Who published it.

    Returns:
        The case; none where nobody like them is listed, or a moderator has decided on all.
    """
    for found in duplicates(session, content_of(session, practitioner)):
        other = found.practitioner
        is_other = other.id != practitioner.id and other.is_demo == practitioner.is_demo
        if is_other and not decided_before(session, practitioner, other):
            return open_pair(session, practitioner, other, actor=actor)
    return None


def open_pair(session: Session, one: Practitioner, other: Practitioner, *, actor: str) -> Case:
    """The case of a pair of listings: the one that waits, or a new one.

    Args:
        session: The open session, writing.
        one: The listing it is headed with; the other may be that of a case that waits.
        other: The second listing.
        actor: Who opens it.
    """
    waiting = next((c for c in _cases(session, one, other) if c.status == CaseStatus.OPEN), None)
    if waiting is not None:
        return waiting
    case = open_case(
        session,
        CaseKind.DUPLICATE,
        subject=("practitioner", str(one.public_id)),
        # The smaller number first: in that order their rows are locked.
        practitioner_id=min(one.id, other.id),
        details={OTHER: str(other.public_id)},
        actor=actor,
    )
    session.flush()
    return case


def decided_before(session: Session, one: Practitioner, other: Practitioner) -> bool:
    """Whether a moderator has said of a pair that they are one person, or that they are two."""
    return any(case.status == CaseStatus.DECIDED for case in _cases(session, one, other))


def pair_of(session: Session, case: Case) -> tuple[Practitioner, Practitioner]:
    """The two listings of a case.

    Raises:
        NothingLeft: One of them is gone.
    """
    names = [uuid.UUID(case.subject_id), uuid.UUID(case.details[OTHER])]
    rows = session.scalars(select(Practitioner).where(Practitioner.public_id.in_(names)))
    found = {row.public_id: row for row in rows}
    if len(found) < len(names):
        message = "One of the listings is not there any more."
        raise NothingLeft(message)
    return found[names[0]], found[names[1]]


def _cases(session: Session, one: Practitioner, other: Practitioner) -> list[Case]:
    named = {str(one.public_id), str(other.public_id)}
    statement = select(Case).where(
        Case.kind == CaseKind.DUPLICATE, Case.subject_id.in_(sorted(named))
    )
    rows = session.scalars(statement.order_by(Case.id))
    return [case for case in rows if {case.subject_id, case.details.get(OTHER)} == named]
