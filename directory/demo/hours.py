"""Weekly hours, as practices and coaches keep them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.practitioners.vocabulary import Kind

if TYPE_CHECKING:
    from random import Random

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVENING = "19:00"
"""Hours that last at least until then count as evening hours."""

Hours = dict[str, list[list[str]]]

_WEEKS = {
    Kind.THERAPIST: (
        {"mon tue wed thu fri": ("08:00-12:00", "13:00-17:00")},
        {"mon wed fri": ("07:30-13:30",), "tue thu": ("12:00-19:30",)},
        {"mon tue thu fri": ("09:00-18:00",)},
        {"tue wed thu": ("08:30-12:30", "14:00-20:00"), "sat": ("09:00-13:00",)},
        {"mon tue wed thu": ("07:00-15:30",)},
        {"mon thu": ("10:00-20:00",), "tue fri": ("08:00-13:00",)},
        {"mon tue wed thu fri": ("09:00-13:00", "15:00-19:00")},
        {"wed thu fri": ("11:00-19:00",), "sat": ("08:30-14:00",)},
        {"mon tue": ("08:00-16:00",), "fri": ("08:00-12:00",)},
        {"mon tue wed thu fri": ("07:00-19:00",), "sat": ("08:00-12:00",)},
    ),
    Kind.MOVEMENT_COACH: (
        {"mon wed fri": ("06:30-11:00",), "tue thu": ("16:00-20:30",)},
        {"mon tue wed thu": ("09:00-12:00", "17:00-20:00")},
        {"tue thu": ("07:00-10:00", "18:00-21:00"), "sat": ("09:00-12:00",)},
        {"mon tue wed thu fri": ("10:00-18:00",)},
        {"wed": ("17:30-20:00",), "sat sun": ("08:00-13:00",)},
        {"mon thu fri": ("08:00-14:00",), "tue": ("14:00-19:30",)},
        {"mon tue thu": ("12:00-18:30",), "sun": ("10:00-13:00",)},
    ),
    Kind.RUNNING_COACH: (
        {"tue thu": ("06:00-08:00", "18:00-20:00"), "sun": ("08:00-11:00",)},
        {"mon wed": ("17:30-19:30",), "sat": ("07:30-10:30",)},
        {"tue": ("18:30-20:30",), "fri": ("06:00-08:30",), "sat": ("08:00-11:00",)},
        {"mon tue wed thu fri": ("09:00-12:00",)},
        {"wed": ("18:00-20:00",), "sat sun": ("07:00-11:00",)},
        {"mon thu": ("05:30-08:00",), "tue": ("12:00-14:00",), "sat": ("06:30-09:30",)},
    ),
}
_SHIFTS_MINUTES = (-60, -30, -30, 0, 0, 0, 30, 30)


def draw_hours(rng: Random, kind: Kind) -> Hours:
    """Make up a week: one of the usual ones, moved a little, perhaps a day short."""
    week = rng.choice(_WEEKS[kind])
    shift = rng.choice(_SHIFTS_MINUTES)
    if any(block < "06:30" for blocks in week.values() for block in blocks):
        shift = max(shift, 0)  # nobody opens in the middle of the night
    open_on = {day: blocks for days, blocks in week.items() for day in days.split()}
    if len(open_on) > 3 and rng.random() < 0.3:
        del open_on[rng.choice(list(open_on))]
    return {
        day: [[_moved(time, shift) for time in block.split("-")] for block in open_on[day]]
        for day in DAYS
        if day in open_on
    }


def keeps_evenings(hours: Hours) -> bool:
    """Whether any day lasts into the evening."""
    return any(block[1] >= EVENING for blocks in hours.values() for block in blocks)


def _moved(time: str, shift_minutes: int) -> str:
    hour, minute = time.split(":")
    total = int(hour) * 60 + int(minute) + shift_minutes
    return f"{total // 60:02d}:{total % 60:02d}"
