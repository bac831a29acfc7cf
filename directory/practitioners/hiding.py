"""Takes a listing off the site for a reason, and puts it back when the last reason falls away.

A listing can be hidden for several reasons at once, each a sentence of `hidden_reason`. Reasons
that may fall away again are fixed sentences, so that they can be found and taken out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import log
from directory.log.models import Event
from directory.practitioners.models import Status
from directory.practitioners.service import mark_changed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from directory.practitioners.models import Practitioner

REASON_LENGTH = 200
"""Letters that all reasons of a listing have together."""

HIDDEN, HIDDEN_TOO = "hidden", "also hidden"
"""What the log says when a listing is hidden, and when it was hidden for something else before."""

RESTORED, CLEARED = "restored", "cleared"
"""What the log says when the last reason falls away, and when others are left."""


def with_reason(text: str, reason: str) -> str:
    """The reasons of a listing with one more, at most `REASON_LENGTH` letters. Pure."""
    # When there is no room for both, the end of the older is cut: it stands in the log too.
    kept = text[: REASON_LENGTH - len(reason) - 1].rstrip()
    return f"{kept} {reason}".strip()


def without_reason(text: str, reason: str) -> str:
    """The reasons that are left when one falls away; nothing when it was the only one. Pure."""
    return " ".join(text.replace(reason, " ").split())


def is_hidden_for(practitioner: Practitioner, reason: str) -> bool:
    """Whether a reason is among those for which a listing is hidden."""
    hidden = practitioner.status == Status.HIDDEN
    return hidden and reason in (practitioner.hidden_reason or "")


def hide(session: Session, practitioner: Practitioner, reason: str, *, actor: str) -> bool:
    """Take a listing off the site, or add a reason where it is off already.

    Args:
        session: The open session, writing.
        practitioner: The listing.
        reason: A fixed sentence of at most 100 letters that says nothing about anybody else.
        actor: Who hides it.

    Returns:
        Whether something changed: not when it is hidden for this reason already.
    """
    if is_hidden_for(practitioner, reason):
        return False
    was_hidden = practitioner.status == Status.HIDDEN
    before = {"status": practitioner.status}
    kept = (practitioner.hidden_reason or "") if was_hidden else ""
    practitioner.hidden_reason = with_reason(kept, reason)
    practitioner.status = Status.HIDDEN
    mark_changed(session, practitioner)
    log.record(
        session,
        actor=actor,
        action=HIDDEN_TOO if was_hidden else HIDDEN,
        subject=("practitioner", str(practitioner.public_id)),
        before=before,
        after={"status": Status.HIDDEN, "reason": reason},
    )
    return True


def unhide(session: Session, practitioner: Practitioner, reason: str, *, actor: str) -> bool:
    """Let one reason fall away; the last one puts the listing back where it stood.

    Returns:
        Whether the listing is back: not when other reasons are left.
    """
    if not is_hidden_for(practitioner, reason):
        return practitioner.status != Status.HIDDEN
    before = {"status": Status.HIDDEN, "reason": practitioner.hidden_reason}
    stood = status_before(hidings(session, practitioner))
    left = without_reason(practitioner.hidden_reason or "", reason)
    practitioner.hidden_reason = left or None
    if not left:
        practitioner.status = stood
    mark_changed(session, practitioner)
    log.record(
        session,
        actor=actor,
        action=CLEARED if left else RESTORED,
        subject=("practitioner", str(practitioner.public_id)),
        before=before,
        after={"status": practitioner.status},
    )
    return not left


def hidings(session: Session, practitioner: Practitioner) -> Sequence[Event]:
    """What the log says about a listing being hidden, newest first."""
    subject = str(practitioner.public_id)
    return session.scalars(
        select(Event)
        .where(Event.subject_type == "practitioner", Event.subject_id == subject)
        .where(Event.action.in_((HIDDEN, HIDDEN_TOO)))
        .order_by(Event.id.desc())
    ).all()


def status_before(events: Sequence[Event]) -> Status:
    """Where a listing stood before it was hidden, as its `hidings` tell. Pure."""
    hiding = next((event for event in events if event.action == HIDDEN), None)
    before = (hiding.before or {}) if hiding else {}
    return Status(before.get("status", Status.UNCLAIMED))
