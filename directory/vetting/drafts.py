"""What a draft of an assessment may hold: its pages and their fields, cut to what the form sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.drafts import About
from directory.practitioners.vocabulary import Kind
from directory.vetting.checklist import checklist

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.drafts import Fields

STEPS = ("visits", "core", "more", "send")
"""The pages of the form, in order."""

COMMENT = "comment"
"""The one field that is free text."""

MAX_VALUES, MAX_LENGTH, MAX_COMMENT_BYTES = 12, 40, 16_000
"""More than any field sends: links ticked, letters of a value, bytes of the comment in UTF-8."""

_CODES = frozenset(item.code for kind in Kind for item in checklist(kind).items) | frozenset(
    flag.code for kind in Kind for flag in checklist(kind).flags
)
_FIELDS = {
    "visits": frozenset({"sore", "visits", "month", "links"}),
    "core": _CODES | {"whole"},
    "more": _CODES | {COMMENT},
    "send": frozenset({"attested"}),
}
"""What each page asks, whoever it is about."""


def assessment_of(practitioner_id: int) -> About:
    """The form in which a practitioner is assessed. Pure."""
    return About("assess", practitioner_id)


def bounded(step: str, fields: Mapping[str, list[str]]) -> Fields:
    """Fields of a page cut to what the form can send. Pure.

    Args:
        step: One of `STEPS`.
        fields: Name to values as they were sent.
    """
    return {
        name: [_cut(name, value) for value in values[: MAX_VALUES if name == "links" else 1]]
        for name, values in fields.items()
        if name in _FIELDS[step]
    }


def _cut(name: str, value: str) -> str:
    text = value.replace("\0", "")
    if name != COMMENT:
        return text[:MAX_LENGTH]
    return text.encode(errors="ignore")[:MAX_COMMENT_BYTES].decode(errors="ignore")
