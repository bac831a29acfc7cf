"""Searches that found nobody: how many, by week, region and kind. What was typed is never kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from directory.moderation.models import SearchMiss

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

KEPT = timedelta(days=365)

FEWEST = 5
"""Smaller numbers are not shown as they are: they could be one person's searches."""

_CODE_LENGTH = 10
"""Letters of a region's code, as the table has it."""


class Missed(NamedTuple):
    """What is counted together.

    Attributes:
        week: Its Monday.
        country: ISO 3166-1 alpha-2 code of the place that was searched.
        region_code: Of its state or region; empty where it has none.
        kind: Of practitioner, where just one was asked for; else empty.
    """

    week: date
    country: str
    region_code: str
    kind: str


@dataclass(frozen=True, slots=True)
class Number:
    """How many searches, as it may be shown.

    Attributes:
        count: None where it is more than none and fewer than `FEWEST`.
    """

    count: int | None

    @classmethod
    def of(cls, count: int) -> Number:
        """The number for a count. Pure."""
        return cls(None if 0 < count < FEWEST else count)


def missed(day: date, country: str, region_code: str | None, kind: str) -> Missed | None:
    """Where a search in vain is counted; nowhere without a country. Pure.

    Args:
        day: When it was made.
        country: Of the place found, or nothing.
        region_code: Of its state or region, if it has one.
        kind: That was asked for, or nothing.
    """
    if len(country) != 2:
        return None
    code = region_code or ""
    if len(code) > _CODE_LENGTH:
        code = ""
    return Missed(monday_of(day), country, code, kind)


def monday_of(day: date) -> date:
    """The first day of a week. Pure."""
    return day - timedelta(days=day.weekday())


def count_misses(session: Session, counts: Mapping[Missed, int]) -> None:
    """Add searches in vain to those of their weeks.

    Args:
        session: The open session, writing.
        counts: How many of each.
    """
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    # In one order, so that two processes that write at once wait for each other only once.
    for where, number in sorted(counts.items()):
        statement = insert(SearchMiss).values(**where._asdict(), count=number)
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["week", "country", "region_code", "kind"],
                set_={"count": SearchMiss.count + number},
            )
        )


def misses_by_region(session: Session) -> dict[tuple[str, str], dict[str, int]]:
    """Country and region to kind ("" for any) to how many searches of a year found nobody."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    columns = (SearchMiss.country, SearchMiss.region_code, SearchMiss.kind)
    statement = select(*columns, func.sum(SearchMiss.count)).group_by(*columns)
    for country, region_code, kind, count in session.execute(statement):
        found.setdefault((country, region_code), {})[kind] = int(count)
    return found


def misses_by_week(session: Session, country: str, since: date) -> list[tuple[Missed, int]]:
    """Searches in vain of a country, the newest week first, then the most."""
    statement = (
        select(SearchMiss)
        .where(SearchMiss.country == country, SearchMiss.week >= since)
        .order_by(SearchMiss.week.desc(), SearchMiss.count.desc(), SearchMiss.region_code)
    )
    return [
        (Missed(row.week, row.country, row.region_code, row.kind), row.count)
        for row in session.scalars(statement)
    ]


def purge_misses(session: Session, today: date) -> None:
    """Forget weeks that ended more than `KEPT` ago."""
    session.execute(delete(SearchMiss).where(SearchMiss.week < today - KEPT))
