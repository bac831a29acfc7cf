"""A reminder for a calendar: assess somebody after the visit (RFC 5545). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from directory.journey.contentlines import plain_value, text_value, written

if TYPE_CHECKING:
    from datetime import date, datetime

DEFAULT_WAIT = timedelta(days=14)
"""When one is reminded unless one says otherwise: most first visits lie behind by then."""

FARTHEST = timedelta(days=366)
"""How far ahead a reminder may be set."""

_HOUR = "PT9H"
"""When the calendar speaks up on that day: nine in the morning."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What to remember.

    Attributes:
        uid: Stable for a practitioner, so that a second reminder replaces the first.
        on: The day.
        summary: In a few words.
        description: What to do then.
        address: Where to do it.
    """

    uid: str
    on: date
    summary: str
    description: str
    address: str


def can_remind_on(day: date, today: date) -> bool:
    """Tell whether a reminder may be set for a day: from today on, within a year. Pure."""
    return today <= day <= today + FARTHEST


def calendar(reminder: Reminder, now: datetime) -> str:
    """Write a reminder as a calendar with one event of a whole day and an alarm. Pure.

    Args:
        reminder: What to remember.
        now: When it is written, aware; of two with one uid the later counts.
    """
    event = [("BEGIN", "VEVENT"), *_event(reminder, now), *_alarm(reminder), ("END", "VEVENT")]
    return written(
        [
            ("BEGIN", "VCALENDAR"),
            ("VERSION", "2.0"),
            ("PRODID", "-//Whole Chain//Reminder//EN"),
            *event,
            ("END", "VCALENDAR"),
        ]
    )


def _event(reminder: Reminder, now: datetime) -> list[tuple[str, str]]:
    stamp = now.astimezone(UTC)
    day = "%Y%m%d"
    return [
        ("UID", plain_value(reminder.uid)),
        ("DTSTAMP", f"{stamp:%Y%m%dT%H%M%SZ}"),
        ("SEQUENCE", str(int(stamp.timestamp()) // 60)),
        ("DTSTART;VALUE=DATE", reminder.on.strftime(day)),
        ("DTEND;VALUE=DATE", (reminder.on + timedelta(days=1)).strftime(day)),
        ("SUMMARY", text_value(reminder.summary)),
        ("DESCRIPTION", text_value(reminder.description)),
        ("URL", plain_value(reminder.address)),
        ("TRANSP", "TRANSPARENT"),
    ]


def _alarm(reminder: Reminder) -> list[tuple[str, str]]:
    return [
        ("BEGIN", "VALARM"),
        ("ACTION", "DISPLAY"),
        ("TRIGGER", _HOUR),
        ("DESCRIPTION", text_value(reminder.summary)),
        ("END", "VALARM"),
    ]
