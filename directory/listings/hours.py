"""Whether opening hours are written as they should be. Pure."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_SPANS = 4
"""Spans that a day may have."""

_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_MIDNIGHT = "24:00"


def is_hours(value: Any) -> bool:
    """Tell whether a value has the shape of `Hours`, each day's spans in order and apart."""
    if not isinstance(value, dict) or not value.keys() <= set(DAYS):
        return False
    return all(_is_day(spans) for spans in value.values())


def _is_day(spans: Any) -> bool:
    if not isinstance(spans, list | tuple) or len(spans) > MOST_SPANS:
        return False
    if not all(_is_span(span) for span in spans):
        return False
    # Times of two digits each sort as they follow one another.
    return all(earlier[1] <= later[0] for earlier, later in pairwise(spans))


def _is_span(span: Any) -> bool:
    if not isinstance(span, list | tuple) or len(span) != 2:
        return False
    start, end = span
    if not isinstance(start, str) or not isinstance(end, str):
        return False
    return bool(_TIME.fullmatch(start)) and _is_end(end) and start < end


def _is_end(text: str) -> bool:
    return text == _MIDNIGHT or bool(_TIME.fullmatch(text))
