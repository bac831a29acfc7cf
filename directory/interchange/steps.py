"""The steps in which a file is taken in: each is one transaction, and can be the last. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from directory.interchange.remarks import Remark

READING, TAKING_IN = "reading", "taking in"
"""Phases: how far a file has been read (bytes); how many listings have been looked at."""


@dataclass(slots=True)
class Step:
    """A stretch of the way.

    Attributes:
        phase: `READING` or `TAKING_IN`.
        done: How far the phase has come, of `total`.
        total: Bytes or listings.
        rows: Rows of the file behind this step, for the rate shown.
        counts: Rows by their fate.
        remarks: Rejected and odd rows.
        take: Makes the step's changes, given the session and the run's id; returns what became of
            the rows.
        place: From where another run can go on after this step; `None` while there is nothing to
            keep.
    """

    phase: str
    done: int
    total: int
    rows: int
    counts: Counter[str] = field(default_factory=Counter)
    remarks: Sequence[Remark] = ()
    take: Callable[[Session, int], Counter[str]] | None = None
    place: dict[str, Any] | None = None
