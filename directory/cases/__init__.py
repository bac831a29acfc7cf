"""Cases: whatever waits for a moderator, and who opened it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from directory import log
from directory.cases.models import Case, CaseKind, CaseStatus

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["Case", "CaseKind", "CaseStatus", "open_case"]


def open_case(
    session: Session,
    kind: CaseKind,
    *,
    subject: tuple[str, str],
    practitioner_id: int | None = None,
    details: dict[str, Any] | None = None,
    actor: str,
) -> Case:
    """Put something before a moderator; an open case of the same kind and subject is taken again.

    Args:
        session: The open session; call it under the lock of what the case is about.
        kind: What is to be decided.
        subject: Type and public id of the thing it is about.
        practitioner_id: The listing concerned, if any.
        details: What the moderator needs to know; it replaces what an open case held.
        actor: Who or what opened it.
    """
    waiting = session.scalars(
        select(Case).where(
            Case.kind == kind,
            Case.subject_type == subject[0],
            Case.subject_id == subject[1],
            Case.status == CaseStatus.OPEN,
        )
    ).first()
    if waiting is not None:
        waiting.details = details or waiting.details
        return waiting
    case = Case(
        kind=kind,
        subject_type=subject[0],
        subject_id=subject[1],
        practitioner_id=practitioner_id,
        details=details or {},
    )
    session.add(case)
    named = {"kind": str(kind), "subject": list(subject)}
    log.record(
        session,
        actor=actor,
        action="opened",
        subject=("case", str(case.public_id)),
        after=named,
    )
    return case
