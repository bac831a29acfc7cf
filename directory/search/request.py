"""What a visitor asks the search service, before places are looked up and words parsed. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from directory.search.query import Sort

if TYPE_CHECKING:
    from directory.geo.point import GeoPoint

DEFAULT_RADIUS_KM = 40.0
MAX_RADIUS_KM = 2_000.0
PER_PAGE = 10
MAX_PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One search as it was asked, its values already of the right shape.

    Attributes:
        q: Free text.
        near: A place in words; `point` wins when both are given.
        country_hint: ISO 3166-1 alpha-2 code of where the asker is likely to be; it decides between
            places of one name where `near` alone does not.
        radius_km: `None` takes the default; a state or a country has no radius.
        chosen: For a facet, the keys picked.
        max_price: Ceiling for a first visit, in major units of the searched place's currency.
        exact: Search the words as they were typed, misspelt or not.
        stated_only: Filters for which listings that do not state the fact are left out.
        page: From 1.
    """

    q: str = ""
    exact: bool = False
    near: str = ""
    country_hint: str | None = None
    point: GeoPoint | None = None
    radius_km: float | None = None
    chosen: dict[str, frozenset[str]] = field(default_factory=dict)
    max_price: float | None = None
    min_score: float | None = None
    stated_only: frozenset[str] = frozenset()
    sort: Sort = Sort.BEST
    page: int = 1
    per_page: int = PER_PAGE
