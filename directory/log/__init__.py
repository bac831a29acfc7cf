"""The log: an append-only record of every change of state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from directory.log.models import Event

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def record(
    session: Session,
    *,
    actor: str,
    action: str,
    subject: tuple[str, str],
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Event:
    """Append one event to the caller's transaction.

    Args:
        session: The open session.
        actor: Who did it: "command:seed", "member:UUID", ...
        action: What was done, as a past participle: "imported", "hidden".
        subject: Type and public id of the thing it was done to.
        before: Values before the change, if it had any.
        after: Values after it.
    """
    event = Event(
        actor=actor,
        action=action,
        subject_type=subject[0],
        subject_id=subject[1],
        before=before,
        after=after,
    )
    session.add(event)
    return event
