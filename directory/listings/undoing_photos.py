"""Photos that come back if a decision on them is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from directory.cases.ways_back import WITHIN
from directory.listings.models import Revision, RevisionKind, Stage
from directory.practitioners.models import Practitioner

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


def photos_to_come_back(session: Session, now: datetime) -> set[str]:
    """Names of photos that nothing shows, and that taking a decision back would bring back.

    They came with a submission that was refused, or were replaced by the photo that is shown now.
    Whoever took theirs off is not among them.

    Args:
        session: The open session.
        now: When, aware.
    """
    came, replaced = Revision.content["photo"].as_string(), Revision.changes["photo"]
    refused = and_(Revision.status == Stage.REFUSED, Revision.kind == RevisionKind.SUBMISSION)
    is_shown = and_(
        Revision.status == Stage.ACCEPTED,
        Revision.kind == RevisionKind.EDIT,
        Practitioner.photo == replaced[1].as_string(),
    )
    statement = (
        select(Revision.status, came, replaced[0].as_string())
        .join(Practitioner, Practitioner.id == Revision.practitioner_id)
        .where(Revision.decided_at >= now - WITHIN, or_(refused, is_shown))
    )
    rows = session.execute(statement).all()
    names = {new if status == Stage.REFUSED else old for status, new, old in rows}
    return {name for name in names if name}
