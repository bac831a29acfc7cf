"""The revisions of a listing: which one waits, which came back, and what its owner's form shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.listings.changes import changed
from directory.listings.content import ListingContent
from directory.listings.models import Revision, RevisionKind, Stage
from directory.listings.reading import content_of
from directory.practitioners.models import Status

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.practitioners.models import Practitioner


def waiting_revision(session: Session, practitioner_id: int) -> Revision | None:
    """The submission or edit of a listing that waits to be decided, if one does."""
    return session.scalars(
        select(Revision).where(
            Revision.practitioner_id == practitioner_id,
            Revision.status == Stage.WAITING,
            Revision.kind != RevisionKind.LIVE,
        )
    ).one_or_none()


def waiting_live(session: Session, practitioner_id: int) -> Revision | None:
    """What went live at once and has not been looked at, if there is something."""
    statement = select(Revision).where(
        Revision.practitioner_id == practitioner_id,
        Revision.status == Stage.WAITING,
        Revision.kind == RevisionKind.LIVE,
    )
    return session.scalars(statement.order_by(Revision.id)).first()


def last_returned(session: Session, practitioner_id: int) -> Revision | None:
    """What came back to the owner with a reason, unless they have sent something later."""
    newest = _newest(session, practitioner_id, without=Stage.WITHDRAWN)
    return newest if newest is not None and newest.status == Stage.RETURNED else None


def start_of(
    session: Session, practitioner: Practitioner, *, with_returned: bool = False
) -> ListingContent:
    """What an owner begins with: what waits, or else what is shown; the last submission if none is.

    Whoever changes one field alone should begin here too, so that what waits is kept.

    Args:
        session: The open session.
        practitioner: The listing.
        with_returned: Whether an edit that came back is begun with, to be put right and sent
            again; only where the owner sees all of it.
    """
    standing = content_of(session, practitioner)
    if practitioner.status == Status.PENDING:
        newest = _newest(session, practitioner.id)
        return ListingContent.from_json(newest.content) if newest else standing
    revision = waiting_revision(session, practitioner.id)
    if revision is None and with_returned:
        revision = last_returned(session, practitioner.id)
    if revision is None or revision.kind != RevisionKind.EDIT:
        return standing
    return ListingContent.from_json(changed(standing.as_json(), revision.changes))


def _newest(
    session: Session, practitioner_id: int, without: Stage | None = None
) -> Revision | None:
    statement = select(Revision).where(
        Revision.practitioner_id == practitioner_id, Revision.kind != RevisionKind.LIVE
    )
    if without is not None:
        statement = statement.where(Revision.status != without)
    return session.scalars(statement.order_by(Revision.id.desc()).limit(1)).one_or_none()
