"""How many public listings somebody confirmed in the last half-year, by region and by kind."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, or_, select

from directory.practitioners.freshness import FRESH_FOR
from directory.practitioners.models import PUBLIC_STATUSES, Location, Practitioner

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from typing import Any

    from sqlalchemy import ColumnElement, Row, Select
    from sqlalchemy.orm import InstrumentedAttribute, Session

FEWEST = 5
"""Regions with fewer listings are told together: a share of two says nothing."""

STATES_OF = "US"
"""The country whose regions are told one by one."""


@dataclass(frozen=True, slots=True)
class Share:
    """Listings, and how many of them are fresh."""

    listings: int = 0
    fresh: int = 0

    def __add__(self, other: Share) -> Share:
        """Both together. Pure."""
        return Share(self.listings + other.listings, self.fresh + other.fresh)

    @property
    def percent(self) -> int:
        """Of a hundred listings so many are fresh, rounded to whole ones; 0 where there is none."""
        return round(100 * self.fresh / self.listings) if self.listings else 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table.

    Attributes:
        key: Code of a country or state, or a kind; "" for listings that state no place, `None` for
            regions with few listings, taken together.
        share: What it counts.
    """

    key: str | None
    share: Share


@dataclass(frozen=True, slots=True)
class FreshnessTable:
    """The whole answer for one day.

    Attributes:
        on: The day.
        total: All public listings.
        by_owners: Fresh ones whose owner confirmed them in the half-year.
        by_callers: Other fresh ones that visitors reached.
        by_sources: The other fresh ones: their register or table was brought up to date.
        made_up: Listings among `total` that are made up for the demo.
        kinds: By kind of practitioner, the most listings first, as in the following.
        countries: By the country of the first place of work.
        states: Within `STATES_OF`, by state.
    """

    on: date
    total: Share
    by_owners: int
    by_callers: int
    by_sources: int
    made_up: int
    kinds: tuple[Line, ...]
    countries: tuple[Line, ...]
    states: tuple[Line, ...]


def freshness_table(session: Session, today: date, *, with_demo: bool) -> FreshnessTable:
    """Count all public listings, in one statement.

    What is fresh is what `practitioners.freshness.fresh_on` dates within `FRESH_FOR`.

    Args:
        session: The open session; it only reads.
        today: The day, UTC.
        with_demo: Whether made-up people count.
    """
    rows = session.execute(_counts(today, with_demo=with_demo)).all()
    abroad_and_home = _shares(rows, "country")
    states = _shares([row for row in rows if row.country == STATES_OF], "region")
    return FreshnessTable(
        on=today,
        total=sum((Share(row.listings, row.fresh) for row in rows), Share()),
        by_owners=sum(row.owners for row in rows),
        by_callers=sum(row.callers for row in rows),
        by_sources=sum(row.fresh - row.owners - row.callers for row in rows),
        made_up=sum(row.made_up for row in rows),
        kinds=_sorted(_shares(rows, "kind")),
        countries=_together(abroad_and_home),
        states=_together(states),
    )


def _counts(today: date, *, with_demo: bool) -> Select[Any]:
    """Counts by country, state and kind of what is listed, fresh, and by whom."""
    first = (
        select(Location.id)
        .where(Location.practitioner_id == Practitioner.id)
        .order_by(Location.position, Location.id)
        .limit(1)
        .correlate(Practitioner)
        .scalar_subquery()
    )
    country = func.coalesce(Location.country, "")
    region = case((Location.country == STATES_OF, Location.region_code), else_="")
    owner, caller, source = (
        _within(column, today)
        for column in (
            Practitioner.confirmed_on,
            Practitioner.reached_on,
            Practitioner.source_updated_on,
        )
    )
    statement = (
        select(
            country.label("country"),
            region.label("region"),
            Practitioner.kind.label("kind"),
            func.count().label("listings"),
            _sum(or_(owner, caller, source)).label("fresh"),
            _sum(owner).label("owners"),
            _sum(and_(caller, ~owner)).label("callers"),
            _sum(Practitioner.source == "demo").label("made_up"),
        )
        .outerjoin(Location, Location.id == first)
        .where(Practitioner.status.in_(PUBLIC_STATUSES))
        .group_by(country, region, Practitioner.kind)
    )
    return statement if with_demo else statement.where(Practitioner.source != "demo")


def _within(column: InstrumentedAttribute[date | None], today: date) -> ColumnElement[bool]:
    """Whether a day confirms the listing: within the half-year, and with no doubt after it."""
    unsettled = and_(Practitioner.doubted_on.is_not(None), Practitioner.doubted_on > column)
    known = func.coalesce(column > today - FRESH_FOR, False)
    return and_(known, ~func.coalesce(unsettled, False))


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _shares(rows: Iterable[Row[Any]], column: str) -> dict[str, Share]:
    shares: defaultdict[str, Share] = defaultdict(Share)
    for row in rows:
        shares[str(getattr(row, column))] += Share(row.listings, row.fresh)
    return shares


def _sorted(shares: dict[str, Share]) -> tuple[Line, ...]:
    by_size = sorted(shares.items(), key=lambda item: (-item[1].listings, item[0]))
    return tuple(Line(key, share) for key, share in by_size)


def _together(shares: dict[str, Share]) -> tuple[Line, ...]:
    """The lines of regions, those with few listings in one line at the end."""
    lines = _sorted(shares)
    large = tuple(line for line in lines if line.share.listings >= FEWEST)
    few: Sequence[Line] = lines[len(large) :]
    if not few:
        return large
    return (*large, Line(None, sum((line.share for line in few), Share())))
