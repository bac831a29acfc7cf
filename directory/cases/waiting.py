"""How long it takes until something is decided: measured, so that what is promised is true."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from directory.cases.models import Case, CaseStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.cases.models import CaseKind

LAST = 50
"""Decided cases that are looked at: long enough for a share, short enough for the present."""

FEWEST = 5
"""With fewer decided cases nothing is said."""

SHARE_TENTHS = 9
"""Tenths of the cases that were decided within the time told."""

BY_THEIR_SENDERS = ("replaced", "withdrawn")
"""Decisions that no moderator took: they say nothing about how long one waits."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Expected:
    """How long somebody waits.

    Attributes:
        days: Within how many days nine of ten were decided, 1 at least; none where too few were.
        decided: How many decided cases that is taken from.
        waiting: How many wait now.
    """

    days: int | None
    decided: int
    waiting: int


def expected_wait(session: Session, kinds: Collection[CaseKind], now: datetime) -> Expected:
    """Tell how long cases of some kinds take to be decided.

    Args:
        session: The open session.
        kinds: Which cases.
        now: What the wait of those still open is measured to.
    """
    of_kinds = Case.kind.in_(tuple(kinds))
    decided = session.scalars(
        select(Case)
        .where(of_kinds, Case.status == CaseStatus.DECIDED)
        .where(Case.decision.not_in(BY_THEIR_SENDERS))
        .order_by(Case.decided_at.desc(), Case.id.desc())
        .limit(LAST)
    ).all()
    still_open = select(Case.opened_at).where(of_kinds, Case.status == CaseStatus.OPEN)
    oldest = session.scalars(still_open.order_by(Case.opened_at).limit(LAST)).all()
    return Expected(
        days=days_of(
            [case.decided_at - case.opened_at for case in decided if case.decided_at],
            [now - start for start in oldest],
        ),
        decided=len(decided),
        waiting=session.scalar(select(func.count()).select_from(still_open.subquery())) or 0,
    )


def days_of(decided: Iterable[timedelta], waiting: Iterable[timedelta] = ()) -> int | None:
    """Within how many whole days nine of ten were decided. Pure.

    Those that wait longer already than that count with their age, or a queue that nobody works
    on would go on to promise what it once kept.

    Args:
        decided: How long each decided case took.
        waiting: How long each open one has been waiting.

    Returns:
        Days, 1 at least; none below `FEWEST` decided cases.
    """
    took = sorted(decided)
    if len(took) < FEWEST:
        return None
    first = _share(took)
    longest = _share(sorted([*took, *(age for age in waiting if age > first)]))
    return max(1, math.ceil(longest / _DAY))


def _share(took: list[timedelta]) -> timedelta:
    """The least time within which at least nine of ten are."""
    return took[-(-SHARE_TENTHS * len(took) // 10) - 1]
