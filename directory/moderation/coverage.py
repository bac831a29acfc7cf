"""Where people are listed and where they are not, region by region."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from directory.moderation.misses import misses_by_region
from directory.practitioners.models import PUBLIC_STATUSES, Location, Practitioner
from directory.practitioners.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.geo.region_people import RegionPeople

    Peopled = Mapping[tuple[str, str], RegionPeople]
    Key = tuple[str, str]

FRESH = timedelta(days=182)
"""A listing confirmed within half a year counts as confirmed."""


@dataclass(frozen=True, slots=True)
class Region:
    """One first-level region: a state, a province.

    Attributes:
        country: ISO 3166-1 alpha-2 code.
        code: Of the region; empty for listings whose region is not known.
        name: As people call it; the code where nobody says.
        listings: Kind to how many public listings have a place of work there.
        confirmed: How many of all of them were confirmed within `FRESH`.
        people: Who live in its towns; none where that is not known.
        misses: Kind ("" for any) to how many searches of a year found nobody.
    """

    country: str
    code: str
    name: str
    listings: Mapping[str, int] = field(default_factory=dict)
    confirmed: int = 0
    people: int | None = None
    misses: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Listings of all kinds."""
        return sum(self.listings.values())

    @property
    def missed(self) -> int:
        """Searches in vain for any kind."""
        return sum(self.misses.values())

    @property
    def confirmed_share(self) -> float | None:
        """Of the listings, from 0 to 1; none without any."""
        return self.confirmed / self.total if self.total else None

    @property
    def people_per_listing(self) -> int | None:
        """None where nobody is listed, or nobody knows how many live there."""
        return round(self.people / self.total) if self.people and self.total else None


@dataclass(frozen=True, slots=True)
class Gap:
    """A region where nobody of a kind is listed.

    Attributes:
        region: Which.
        kind: Of practitioner.
        missed: Searches of a year that found nobody, for this kind or for any.
    """

    region: Region
    kind: Kind
    missed: int


def regions(session: Session, peopled: Peopled, today: date) -> list[Region]:
    """All regions with listings, searches in vain or people; two statements.

    Args:
        session: The open session.
        peopled: Country and region code to name and people, as the place data has them.
        today: The day to count from.

    Returns:
        The most searches in vain first, then the most people for each listing.
    """
    listed, confirmed = _listed(session, today)
    misses = misses_by_region(session)
    found = [
        _region(key, peopled, listed.get(key, {}), confirmed.get(key, 0), misses.get(key, {}))
        for key in listed.keys() | misses.keys() | peopled.keys()
    ]
    return sorted(found, key=_order)


def countries_of(found: list[Region]) -> list[str]:
    """Codes of the countries where anybody is listed or was searched for, the most first. Pure."""
    weight: dict[str, int] = {}
    for region in found:
        weight[region.country] = weight.get(region.country, 0) + region.total + region.missed
    return sorted((code for code in weight if weight[code]), key=lambda code: (-weight[code], code))


def gaps(found: list[Region]) -> list[Gap]:
    """Regions without a listing of a kind, those most searched in vain first. Pure."""
    empty = [
        Gap(region, kind, region.misses.get(kind, 0) + region.misses.get("", 0))
        for region in found
        if region.code
        for kind in Kind
        if not region.listings.get(kind)
    ]
    return sorted(empty, key=lambda gap: (-gap.missed, -(gap.region.people or 0), gap.region.name))


def _listed(session: Session, today: date) -> tuple[dict[Key, dict[str, int]], dict[Key, int]]:
    """Public listings and confirmed ones; one with places in two regions counts in both."""
    fresh = case((Practitioner.confirmed_on >= today - FRESH, Practitioner.id))
    columns = (Location.country, Location.region_code, Practitioner.kind)
    statement = (
        select(*columns, func.count(Practitioner.id.distinct()), func.count(fresh.distinct()))
        .join(Practitioner, Practitioner.id == Location.practitioner_id)
        .where(Practitioner.status.in_(PUBLIC_STATUSES))
        .group_by(*columns)
    )
    listed: dict[Key, dict[str, int]] = {}
    confirmed: dict[Key, int] = {}
    for country, code, kind, number, fresh_number in session.execute(statement):
        key = (country, code)
        listed.setdefault(key, {})[str(kind)] = number
        confirmed[key] = confirmed.get(key, 0) + fresh_number
    return listed, confirmed


def _region(
    key: Key,
    peopled: Peopled,
    listings: Mapping[str, int],
    confirmed: int,
    misses: Mapping[str, int],
) -> Region:
    country, code = key
    known = peopled.get(key)
    return Region(
        country=country,
        code=code,
        name=known.name if known else code,
        listings=listings,
        confirmed=confirmed,
        people=known.people if known and known.people else None,
        misses=misses,
    )


def _order(region: Region) -> tuple[int, float, str]:
    people = region.people or 0
    thin = people / region.total if region.total else float(people)
    return (-region.missed, -thin, region.name)
