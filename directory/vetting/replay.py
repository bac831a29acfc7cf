"""Replay: where the guard puts every assessment of a practitioner, told from the log alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from directory.log.models import Event
from directory.vetting import guard
from directory.vetting.guard import Arrival, Entry, Standing
from directory.vetting.models import Assessment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session


def replay(session: Session, practitioner_id: int) -> dict[int, Entry]:
    """Place all assessments of a practitioner again, one logged event after the other.

    The result should be what stands in their rows (`standings.entry_of`). Assessments of accounts
    that were deleted are no longer told apart from others' and are left out.
    """
    statement = select(Assessment.public_id, Assessment.id)
    rows = session.execute(statement.where(Assessment.practitioner_id == practitioner_id))
    numbers = {str(public_id): number for public_id, number in rows}
    events = session.scalars(
        select(Event)
        .where(Event.subject_type == "assessment", Event.subject_id.in_(numbers))
        .order_by(Event.id)
    )
    return stepwise(((e.action, numbers[e.subject_id], e.after or {}) for e in events), numbers)


def stepwise(
    events: Iterable[tuple[str, int, dict[str, Any]]], numbers: Mapping[str, int]
) -> dict[int, Entry]:
    """Take one event after the other. Pure.

    Args:
        events: What happened, to which assessment by number, and what the log says of it.
        numbers: Numbers of the assessments by their public ids.
    """
    entries: dict[int, Entry] = {}
    for action, number, after in events:
        if action == "assessed":
            at = datetime.fromisoformat(after["arrived_at"])
            linked = frozenset(numbers[one] for one in after["linked"] if one in numbers)
            placement = guard.place(entries, Arrival(number, at, linked))
            entries |= {entry.id: entry for entry in placement.changed}
        else:
            entries[number] = _decided(entries[number], action, after)
    return entries


def _decided(entry: Entry, action: str, after: dict[str, Any]) -> Entry:
    """What a later event makes of an entry; what follows from arrivals has been done with them."""
    match action:
        case "counted":
            entry = replace(entry, standing=Standing.COUNTED)
        case "proved":
            entry = guard.prove(entry)
        case "released":
            entry = guard.release(entry, datetime.fromisoformat(after["counts_from"]))
        case "rejected":
            entry = guard.reject(entry)
        case "held again" | "set aside" | "taken up again":
            entry = _as_told(entry, after)
        case "withdrawn":
            entry = guard.withdraw(entry)
    return entry


def _as_told(entry: Entry, after: dict[str, Any]) -> Entry:
    """An entry that was put where the log says, whatever the guard would do."""
    began = after["counts_from"]
    return replace(
        entry,
        standing=Standing(after["standing"]),
        counts_from=datetime.fromisoformat(began) if began else None,
        released=after.get("released", entry.released),
    )
