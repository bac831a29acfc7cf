"""What the three checklists have in common: items of different codes that are one idea. Pure.

Practitioners of different kinds are compared by these: each kind's items are all among them, each
once, so that nothing is compared twice and nothing is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.practitioners.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True)
class Idea:
    """One thing to look for, whatever somebody's kind.

    Attributes:
        key: Stable key.
        codes: The item of each kind that asks for it; a kind that is not asked is left out.
    """

    key: str
    codes: dict[Kind, str]


def _idea(
    key: str, therapist: str | None = None, movement: str | None = None, running: str | None = None
) -> Idea:
    asked = zip(Kind, (therapist, movement, running), strict=True)
    return Idea(key, {kind: code for kind, code in asked if code})


IDEAS = (
    _idea("whole_chain", "T1", "M1", "N1"),
    _idea("beyond", "T2", "M5"),
    _idea("hands_on", "T3", "M3", "N6"),
    _idea("movement", "T4", "M4", "N5"),
    _idea("gait", "T5", None, "N2"),
    _idea("cues", None, None, "N3"),
    _idea("own_programme", "T6", "M7", "N8"),
    _idea("order", None, "M2"),
    _idea("control", None, "M8"),
    _idea("more_than_running", None, "M9", "N7"),
    _idea("pain_limit", "T7", "M6", "N4"),
    _idea("measured", "T8", "M11", "N10"),
    _idea("less_pain", "T9"),
    _idea("several_ways", "T10"),
    _idea("self_care", "T11", "M10", "N9"),
    _idea("explains", "T12"),
    _idea("training", "T13", "M12", "N11"),
)
"""Every idea, in the order a comparison goes through them."""


def ideas_of(kinds: Collection[Kind]) -> tuple[Idea, ...]:
    """The ideas that at least one of some kinds is asked for, in order. Pure."""
    return tuple(idea for idea in IDEAS if any(kind in idea.codes for kind in kinds))
