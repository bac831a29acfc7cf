"""The log as moderators read it: filtered, newest first, a page at a time."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import defer

from directory.cases import Case
from directory.listings.models import (
    FactReport,
    ListingFile,
    ListingMerge,
    OwnerReply,
    OwnershipClaim,
    RemovalRequest,
    Revision,
)
from directory.log.models import Event
from directory.practitioners.models import Practitioner
from directory.vetting.models import Assessment, Flag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from directory.moderation.service import Stakes

PAGE = 50
"""Rows of the log that a page shows."""

_TABLES: dict[str, tuple[Any, Any]] = {
    "practitioner": (Practitioner.public_id, Practitioner.id),
    "case": (Case.public_id, Case.practitioner_id),
    "assessment": (Assessment.public_id, Assessment.practitioner_id),
    "red_flag": (Flag.public_id, Flag.practitioner_id),
    "revision": (Revision.public_id, Revision.practitioner_id),
    "listing_file": (ListingFile.public_id, ListingFile.practitioner_id),
    "ownership_claim": (OwnershipClaim.public_id, OwnershipClaim.practitioner_id),
    "fact_report": (FactReport.public_id, FactReport.practitioner_id),
    "owner_reply": (OwnerReply.public_id, OwnerReply.practitioner_id),
    "removal_request": (RemovalRequest.public_id, RemovalRequest.practitioner_id),
    "listing_merge": (ListingMerge.public_id, ListingMerge.kept_id),
}
"""What each type of subject is found by, and the listing it is about."""


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which rows are asked for; what is empty does not narrow.

    Attributes:
        who: Beginning of who did it: "moderator", "command:import", "member:UUID".
        action: What was done.
        kind: Type of what it was done to.
        subject: Its public id.
        first: First day, in UTC.
        last: Last day.
        before: Only rows with smaller numbers: where the page before ended.
    """

    who: str = ""
    action: str = ""
    kind: str = ""
    subject: str = ""
    first: date | None = None
    last: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the log.

    Attributes:
        event: The row.
        slug: Of the public listing it is about, if it is about one.
        is_closed: Whether its values are kept from the reader, who has a hand in it.
    """

    event: Event
    slug: str | None
    is_closed: bool


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the log, and where the next one begins; none on the last."""

    entries: list[Entry]
    before: int | None


def log_page(session: Session, asked: LogFilter, stakes: Stakes) -> LogPage:
    """Read a page of the log; two statements.

    Args:
        session: The open session.
        asked: Which rows.
        stakes: What the reader has a hand in: of that they learn that it happened, and neither
            values nor which of the members or moderators it was, not by asking for one of them
            either: then a page has fewer rows.
    """
    events = session.scalars(_statement(asked).limit(PAGE + 1)).all()
    entries = _entries(session, events[:PAGE], stakes)
    return LogPage(
        entries=[one for one in entries if not (one.is_closed and ":" in asked.who)],
        before=events[PAGE - 1].id if len(events) > PAGE else None,
    )


def history_of(
    session: Session, subject: tuple[str, str], stakes: Stakes, limit: int = 10
) -> list[Entry]:
    """What happened to one thing, the newest first."""
    asked = LogFilter(kind=subject[0], subject=subject[1])
    return _entries(session, session.scalars(_statement(asked).limit(limit)).all(), stakes)


def _statement(asked: LogFilter) -> Select[Event]:
    statement = select(Event).order_by(Event.id.desc())
    if asked.who:
        statement = statement.where(Event.actor.startswith(asked.who, autoescape=True))
    if asked.action:
        statement = statement.where(Event.action == asked.action)
    if asked.kind:
        statement = statement.where(Event.subject_type == asked.kind)
    if asked.subject:
        statement = statement.where(Event.subject_id == asked.subject)
    if asked.first:
        statement = statement.where(Event.at >= _midnight(asked.first))
    if asked.last:
        statement = statement.where(Event.at < _midnight(asked.last + timedelta(days=1)))
    if asked.before is not None:
        statement = statement.where(Event.id < asked.before)
    return statement


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)


def _entries(session: Session, events: Sequence[Event], stakes: Stakes) -> list[Entry]:
    about = _listings(session, events)
    closed = (stakes.owned | stakes.assessed) - {None}
    entries = []
    for event in events:
        number, slug = about.get((event.subject_type, event.subject_id), (None, None))
        is_closed = number in closed or event.subject_id in stakes.sent
        entries.append(Entry(event, slug, is_closed))
    return entries


def _listings(
    session: Session, events: Iterable[Event]
) -> dict[tuple[str, str], tuple[int, str | None]]:
    """The listing that each of some events is about, with its slug where it is public."""
    asked: dict[str, set[uuid.UUID]] = {}
    for event in events:
        if event.subject_type in _TABLES and (number := _uuid(event.subject_id)):
            asked.setdefault(event.subject_type, set()).add(number)
    if not asked:
        return {}
    found = union_all(*(_about(kind, numbers) for kind, numbers in asked.items())).subquery()
    statement = select(found.c.kind, found.c.public_id, Practitioner.id, Practitioner).join(
        Practitioner, Practitioner.id == found.c.number
    )
    return {
        (kind, str(public_id)): (number, listing.slug if listing.is_public else None)
        for kind, public_id, number, listing in session.execute(
            statement.options(defer(Practitioner.bio))
        )
    }


def _about(kind: str, numbers: Iterable[uuid.UUID]) -> Select[Any]:
    public_id, listing = _TABLES[kind]
    return select(
        literal(kind).label("kind"), public_id.label("public_id"), listing.label("number")
    ).where(public_id.in_(numbers))


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
