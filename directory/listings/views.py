"""How often the pages of listings are looked at, by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from directory.listings.models import ListingViews
from directory.practitioners.models import Practitioner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

KEPT = timedelta(days=396)
"""Thirteen months: a month can be held against the one a year before."""

WEEK, MONTH, YEAR = 7, 30, 365
"""Days that are added up."""


@dataclass(frozen=True, slots=True)
class Views:
    """How often a listing was looked at.

    Attributes:
        by_day: The last `MONTH` days, the oldest first.
        best_day: The latest of those among them with the most views; none without any.
        week: In the last seven days, today among them; likewise month and year.
    """

    by_day: tuple[int, ...]
    best_day: date | None
    week: int
    month: int
    year: int


def count_views(session: Session, counts: Mapping[tuple[int, date], int]) -> None:
    """Add views to those of their days; listings that are gone meanwhile are left out.

    Args:
        session: The open session, writing.
        counts: Number of a listing and day to how many views.
    """
    ids = {practitioner_id for practitioner_id, _day in counts}
    known = set(session.scalars(select(Practitioner.id).where(Practitioner.id.in_(ids))))
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    # In one order, so that two processes that write at once wait for each other only once.
    for (practitioner_id, day), number in sorted(counts.items()):
        if practitioner_id in known:
            statement = insert(ListingViews).values(
                practitioner_id=practitioner_id, day=day, count=number
            )
            session.execute(
                statement.on_conflict_do_update(
                    index_elements=["practitioner_id", "day"],
                    set_={"count": ListingViews.count + number},
                )
            )


def views_of(session: Session, practitioner_id: int, today: date) -> Views:
    """How often a listing was looked at lately."""
    since = today - timedelta(days=YEAR - 1)
    rows = session.execute(
        select(ListingViews.day, ListingViews.count).where(
            ListingViews.practitioner_id == practitioner_id,
            ListingViews.day >= since,
            ListingViews.day <= today,
        )
    )
    counts: dict[date, int] = dict(iter(rows))
    days = [today - timedelta(days=back) for back in range(YEAR)]
    by_day = [counts.get(day, 0) for day in days]
    lately = by_day[:MONTH]
    return Views(
        by_day=tuple(reversed(lately)),
        best_day=days[lately.index(max(lately))] if any(lately) else None,
        week=sum(by_day[:WEEK]),
        month=sum(by_day[:MONTH]),
        year=sum(by_day),
    )


def purge_views(session: Session, today: date) -> None:
    """Forget views that are older than `KEPT`."""
    session.execute(delete(ListingViews).where(ListingViews.day < today - KEPT))
