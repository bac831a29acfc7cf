"""Counts members' answers again and compares with the running sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, union

from directory import log
from directory.db import begin_write
from directory.practitioners.models import Practitioner
from directory.vetting.models import Assessment, Tally
from directory.vetting.tallies import count_all, recount_all, stored

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Subquery
    from sqlalchemy.orm import Session


def counted(session: Session) -> int:
    """How many practitioners have sums, or assessments that may need some."""
    return session.scalar(select(func.count()).select_from(_counted())) or 0


def recheck(session: Session, advance: Callable[[int], None], *, mend: bool) -> list[str]:
    """Compare the running sums of every practitioner with what the assessments say.

    A difference is looked at again under lock, since an assessment may have arrived meanwhile.

    Args:
        session: A session without anything pending; commits what it mends.
        advance: Told after each practitioner that one more was looked at.
        mend: Whether to put wrong sums right.

    Returns:
        Public ids of those whose sums were wrong.
    """
    wrong = []
    for one in session.scalars(select(_counted().c.practitioner_id)).all():
        if not _is_right(session, one):
            begin_write(session)
            practitioner = session.get(Practitioner, one, with_for_update=True)
            if practitioner and not _is_right(session, one):
                wrong.append(str(practitioner.public_id))
                if mend:
                    _mend(session, practitioner)
            session.commit()
        advance(1)
    return wrong


def _mend(session: Session, practitioner: Practitioner) -> None:
    recount_all(session, practitioner.id)
    subject = ("practitioner", str(practitioner.public_id))
    log.record(session, actor="command:rescore", action="recounted", subject=subject)


def _counted() -> Subquery:
    return union(select(Tally.practitioner_id), select(Assessment.practitioner_id)).subquery()


def _is_right(session: Session, practitioner_id: int) -> bool:
    return stored(session, practitioner_id) == count_all(session, practitioner_id)
