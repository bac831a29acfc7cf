"""Hides listings whose number went out of use or changed its trade, and shows them again.

A listing can be hidden for several reasons at once, each a sentence of `hidden_reason`: what the
registry says about a listing that a moderator has hidden is added to it, so that it is not
forgotten when the moderator's own reason falls away.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from directory import log
from directory.interchange import difference_cases
from directory.interchange.kept_facts import kept_facts
from directory.interchange.outcomes import ACTOR, Outcome
from directory.listings.owner_mail import tell_owners
from directory.practitioners.hiding import (
    CLEARED,
    HIDDEN,
    HIDDEN_TOO,
    RESTORED,
    hidings,
    is_hidden_for,
    status_before,
    with_reason,
    without_reason,
)
from directory.practitioners.models import Status
from directory.practitioners.service import mark_changed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from directory.interchange.record import Deactivation, Departure, ListingRecord
    from directory.log.models import Event
    from directory.outbox.letters import Letters
    from directory.practitioners.models import Practitioner

DEACTIVATED = "Its NPI was deactivated."
DEPARTED = "It no longer lists a profession we cover."
"""The reasons an import hides for; only what was hidden for these alone does it show again."""

_DATE_KEYS = {DEACTIVATED: "deactivated_on", DEPARTED: "departed_on"}


def hide_deactivated(
    session: Session,
    practitioner: Practitioner | None,
    change: Deactivation,
    run_id: int,
    *,
    letters: Letters | None = None,
) -> Outcome:
    """Take a listing off the site, whoever keeps it: its number is no longer in use.

    Args:
        session: The open session, writing.
        practitioner: The listing; none where the number is not listed.
        change: What the registry says.
        run_id: The run, for the log.
        letters: Writes to the owner of an owned listing, which a moderator then looks at; none
            where nobody speaks for it.
    """
    if practitioner is None:
        return Outcome.NOT_LISTED
    if DEACTIVATED in hidden_for(practitioner):
        return Outcome.ALREADY_HIDDEN
    day = change.on.isoformat() if change.on else None
    key = _DATE_KEYS[DEACTIVATED]
    if difference_cases.is_shown_despite(session, practitioner, key, day):
        return Outcome.SHOWN_DESPITE
    outcome = _hide(session, practitioner, DEACTIVATED, change.on, run_id)
    if letters is not None:
        details = {"source": "nppes", key: day}
        difference_cases.open_hidden(session, practitioner, details)
        tell_owners(session, practitioner, "listings/deactivated.txt", letters, on=day)
    return outcome


def hide_departed(
    session: Session,
    practitioner: Practitioner | None,
    change: Departure,
    run_id: int,
    *,
    is_owned: bool = False,
) -> Outcome:
    """Take an unclaimed listing off the site whose row has no code of a listed profession left.

    What an owner or a moderator says about the profession stands against the registry.
    """
    if practitioner is None or practitioner.source != "nppes":
        return Outcome.NOT_LISTED
    stands = is_owned or "profession" in kept_facts(practitioner)
    if stands or practitioner.status not in {Status.UNCLAIMED, Status.HIDDEN}:
        return Outcome.CLAIMED_DIFFERS
    known = practitioner.source_updated_on
    if known and change.on and change.on < known:
        return Outcome.OLDER
    outcome = _hide(session, practitioner, DEPARTED, change.on, run_id)
    return Outcome.LEFT if outcome is Outcome.HIDDEN else outcome


def hidden_for(practitioner: Practitioner) -> list[str]:
    """The registry's reasons among those for which a listing is hidden."""
    return [reason for reason in _DATE_KEYS if is_hidden_for(practitioner, reason)]


def show_again(
    session: Session, practitioner: Practitioner, record: ListingRecord, run_id: int
) -> bool:
    """Lift those of the registry's reasons that a row overrules; the last one shows the listing.

    Files may be read in any order, so a row must be newer than what it overrules.

    Returns:
        Whether the listing stands where it stood before it was hidden.
    """
    events = hidings(session, practitioner)
    overruled = [
        reason
        for reason in hidden_for(practitioner)
        if _is_overruled(practitioner, record, reason, _day_of(events, reason))
    ]
    if not overruled:
        return False
    before = {"status": Status.HIDDEN, "reason": practitioner.hidden_reason}
    remaining = practitioner.hidden_reason or ""
    for reason in overruled:
        remaining = without_reason(remaining, reason)
    practitioner.hidden_reason = remaining or None
    if not remaining:
        practitioner.status = status_before(events)
    mark_changed(session, practitioner)
    after = {"status": practitioner.status, "import_run": run_id}
    _log_change(session, practitioner, CLEARED if remaining else RESTORED, before, after)
    difference_cases.close_hidden(session, practitioner)
    return not remaining


def _hide(
    session: Session, practitioner: Practitioner, reason: str, on: date | None, run_id: int
) -> Outcome:
    if reason in hidden_for(practitioner):
        return Outcome.ALREADY_HIDDEN
    is_hidden = practitioner.status == Status.HIDDEN
    before = {"status": practitioner.status}
    kept = (practitioner.hidden_reason or "") if is_hidden else ""
    practitioner.hidden_reason = with_reason(kept, reason)
    practitioner.status = Status.HIDDEN
    mark_changed(session, practitioner)
    day = on.isoformat() if on else None
    after = {"status": Status.HIDDEN, "reason": reason, _DATE_KEYS[reason]: day}
    action = HIDDEN_TOO if is_hidden else HIDDEN
    _log_change(session, practitioner, action, before, after | {"import_run": run_id})
    return Outcome.HIDDEN_TOO if is_hidden else Outcome.HIDDEN


def _day_of(events: Sequence[Event], reason: str) -> date | None:
    told = (event.after for event in events if (event.after or {}).get("reason") == reason)
    stated = (next(told, None) or {}).get(_DATE_KEYS[reason])
    return date.fromisoformat(stated) if stated else None


def _is_overruled(
    practitioner: Practitioner, record: ListingRecord, reason: str, on: date | None
) -> bool:
    if reason == DEPARTED:
        return on is None or (record.updated_on is not None and record.updated_on >= on)
    if record.reactivated_on and (on is None or record.reactivated_on >= on):
        return True
    # A registry can date a deactivation back, before the last update that we know.
    known = [day for day in (on, practitioner.source_updated_on) if day]
    return bool(known) and record.updated_on is not None and record.updated_on > max(known)


def _log_change(
    session: Session,
    practitioner: Practitioner,
    action: str,
    before: Mapping[str, object],
    after: Mapping[str, object],
) -> None:
    subject = ("practitioner", str(practitioner.public_id))
    log.record(
        session,
        actor=ACTOR,
        action=action,
        subject=subject,
        before=dict(before),
        after=dict(after),
    )
