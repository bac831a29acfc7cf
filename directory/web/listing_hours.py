"""Opening hours of one day, as owners type them and as listings keep them. Pure."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_SPANS = 4
"""Spans of one day: nobody opens more often."""

DAY_MINUTES = 24 * 60

CLOSED = frozenset({"", "-", "–", "closed", "none"})
"""What says that a day has no hours."""

_DASH = r"\s*(?:-|–|—|to|until)\s*"
_TIME = r"([0-9]{1,2})(?:[:.h]([0-9]{2})?)?\s*(am|pm|a\.m\.|p\.m\.)?"
_SPAN = re.compile(f"{_TIME}{_DASH}{_TIME}", re.ASCII | re.IGNORECASE)


class HoursUnreadable(ValueError):
    """A text that is no opening hours."""


def spans_of(text: str) -> list[list[str]]:
    """Read "8:00-12:00, 13-17" or "8am to 5pm" as `[["08:00", "12:00"], ["13:00", "17:00"]]`.

    Raises:
        HoursUnreadable: It is none, a span ends before it begins, or two overlap.
    """
    text = text.strip().casefold()
    if text in CLOSED:
        return []
    spans = [_span(part) for part in re.split(r"[,;&]|\band\b", text) if part.strip()]
    in_order = all(one[1] <= other[0] for one, other in pairwise(spans))
    if not spans or len(spans) > MAX_SPANS or not in_order:
        raise HoursUnreadable(text)
    return [[_clock(start), _clock(end)] for start, end in spans]


def text_of(spans: Sequence[Sequence[str]]) -> str:
    """Write the spans of a day as an owner would type them: "8:00-12:00, 13:00-17:00"."""
    return ", ".join("-".join(_short(when) for when in span) for span in spans)


def _span(part: str) -> tuple[int, int]:
    found = _SPAN.fullmatch(part.strip())
    if found is None:
        raise HoursUnreadable(part)
    start, end = _minutes(*found.groups()[:3]), _minutes(*found.groups()[3:])
    if start >= end:
        raise HoursUnreadable(part)
    return start, end


def _minutes(hours: str, minutes: str | None, half: str | None) -> int:
    number, rest = int(hours), int(minutes or 0)
    if half:
        if not 1 <= number <= 12:
            raise HoursUnreadable(hours)
        number = number % 12 + (12 if half.startswith("p") else 0)
    total = 60 * number + rest
    if rest > 59 or total > DAY_MINUTES:
        raise HoursUnreadable(hours)
    return total


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _short(when: str) -> str:
    return when.removeprefix("0") if len(when) == 5 else when
