"""Recount: the stored score of one practitioner, worked out anew from its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.vetting.rescoring import restate

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.practitioners.models import Practitioner


def recount(session: Session, practitioner: Practitioner, now: datetime) -> None:
    """Work out a practitioner's score anew; if it changed, search hears of it.

    Args:
        session: The open session, with the practitioner's row locked.
        practitioner: Whose score it is.
        now: What every visit's age is measured from.
    """
    session.flush()
    restate(session, [practitioner], now)
