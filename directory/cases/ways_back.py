"""How long a case keeps what taking its decision back needs: it holds what a listing once said."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import update

from directory.cases.models import Case

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

WITHIN = timedelta(days=30)
"""How long a decision can be taken back."""


def forget_ways_back(session: Session, now: datetime) -> None:
    """Forget what decisions had changed that can be taken back no more."""
    _forget(session, Case.decided_at < now - WITHIN)


def forget_ways_back_of(session: Session, practitioner_id: int) -> None:
    """Forget what a listing once said, since who said it has left; its decisions stand."""
    _forget(session, Case.practitioner_id == practitioner_id)


def forget_ways_back_about(session: Session, subject: tuple[str, str]) -> None:
    """Forget what one thing once said, since its sender has changed it or taken it back."""
    _forget(session, (Case.subject_type == subject[0]) & (Case.subject_id == subject[1]))


def _forget(session: Session, which: ColumnElement[bool]) -> None:
    session.execute(update(Case).where(which, Case.undo.is_not(None)).values(undo=None))
