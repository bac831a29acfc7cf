"""Adds up how often two listings were looked at, and takes it apart again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.listings.models import ListingViews

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from directory.practitioners.models import Practitioner


def add_views(session: Session, kept: Practitioner, merged: Practitioner) -> dict[str, int]:
    """Add the views of the merged listing to those of the kept one; it keeps its own as well.

    Returns:
        How many were added, by ISO day.
    """
    had, came = _by_day(session, kept), _by_day(session, merged)
    for day, row in came.items():
        if day in had:
            had[day].count += row.count
        else:
            session.add(ListingViews(practitioner_id=kept.id, day=day, count=row.count))
    session.flush()
    return {day.isoformat(): row.count for day, row in came.items()}


def take_views_away(session: Session, kept: Practitioner, added: Mapping[str, int]) -> None:
    """Take added views away again; what was looked at since stays, and forgotten days stay so."""
    had = _by_day(session, kept)
    for told, number in added.items():
        row = had.get(date.fromisoformat(told))
        if row is None:
            continue
        row.count -= number
        if row.count <= 0:
            session.delete(row)
    session.flush()


def _by_day(session: Session, listing: Practitioner) -> dict[date, ListingViews]:
    rows = session.scalars(
        select(ListingViews)
        .where(ListingViews.practitioner_id == listing.id)
        .order_by(ListingViews.day)
        .execution_options(populate_existing=True)
    )
    return {row.day: row for row in rows}
