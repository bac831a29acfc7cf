"""Plain records that pass between the search service and an engine. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from directory.geo.area import Area
    from directory.geo.point import GeoPoint

Phrase = tuple[str, ...]
"""Folded, unstemmed words in order; a single word is a phrase of one."""

TEXT_FIELDS = ("name", "craft", "focus", "bio")
"""Searchable fields, weightiest first: the person's and practices' names; profession, credentials
and modalities; methods, conditions, links and stages; the free text."""


FACETS = (
    "kind",
    "profession",
    "modality",
    "condition",
    "region",
    "method",
    "stage",
    "payment",
    "language",
    "telehealth",
    "accepting",
    "verified",
)
"""Filters that choose among keys; each is counted for every answer."""

LIMITS = ("price", "score")
"""Filters that set a bound."""

STATABLE = (*FACETS[1:-1], *LIMITS, "text")
"""Filters that a sparse listing may simply not state; kind and verified are always known."""

MAX_OFFSET = 1_000
"""Paging ends here: nobody reads further, and it bounds the work of one query."""


class Sort(StrEnum):
    """Orders a visitor can choose."""

    BEST = "best"
    NEAREST = "nearest"
    VETTED = "vetted"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class Member:
    """A phrase that may stand for what was asked.

    Attributes:
        weight: What finding it is worth, 0 to 1.
        fields: Text fields in which it counts: "art" is a method of release, but also a name.
    """

    phrase: Phrase
    weight: float = 1.0
    fields: tuple[str, ...] = TEXT_FIELDS


@dataclass(frozen=True, slots=True)
class TermGroup:
    """One thing that was asked for, in all the ways a listing may say it.

    Attributes:
        asked: The visitor's own words for it.
        members: Interchangeable phrases, the visitor's own words first; the occurrences of all
            count together, and the group is as rare as its members of full weight are together (as
            all of them, if none has it).
        required: Quoted by the visitor: a hit must have it.
        weight: How much of the question it is, beside how rare it is: "pain" says less than "knee".
    """

    asked: str
    members: tuple[Member, ...]
    required: bool = False
    weight: float = 1.0

    @property
    def defining(self) -> tuple[Member, ...]:
        """The members that tell how rare the group is."""
        return tuple(m for m in self.members if m.weight >= 1.0) or self.members


@dataclass(frozen=True, slots=True)
class Text:
    """Free text, parsed.

    Attributes:
        groups: Of which any may match.
        excluded: Phrases that must not be there.
        unwanted: What puts a listing further down.
    """

    groups: tuple[TermGroup, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    unwanted: tuple[TermGroup, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups or self.excluded or self.unwanted)


@dataclass(frozen=True, slots=True)
class Circle:
    """Everything within a distance of a point."""

    center: GeoPoint
    radius_km: float


@dataclass(frozen=True, slots=True)
class Filters:
    """What a hit must be or have.

    Attributes:
        chosen: For a facet in `FACETS`, the keys of which a hit needs one.
        max_price: Ceiling for a first visit, in major units of `currency`.
        currency: Fees in another currency count as not stated; `None` compares numbers only.
        min_score: Least vetting score, 0 to 100.
        stated_only: Filters for which a listing that does not state the fact is left out.
    """

    chosen: dict[str, frozenset[str]] = field(default_factory=dict)
    max_price: float | None = None
    currency: str | None = None
    min_score: float | None = None
    stated_only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Query:
    """One question to an engine.

    Attributes:
        unstated_professions: Professions that fit the text: their listings are included, behind
            those that match, when they state no methods at all.
        today: The day freshness is counted from, and whose lot "new here" is.
        new_here: Whether to draw somebody for the "new here" place.
    """

    today: date
    text: Text = Text()
    where: Circle | Area | None = None
    filters: Filters = Filters()
    unstated_professions: frozenset[str] = frozenset()
    sort: Sort = Sort.BEST
    offset: int = 0
    limit: int = 10
    new_here: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One practitioner found.

    Attributes:
        id: Public id (UUID as text).
        location: Position of the location that stands nearest or matches, in the document's order.
        distance_km: From the circle's centre; `None` without a circle.
        score: The final score on which best-match order rests.
        unstated: Filters the listing passed only because it does not state the fact.
    """

    id: str
    location: int
    distance_km: float | None
    score: float
    unstated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Facet:
    """Counts of one filter over the hits that pass all the other filters.

    Attributes:
        counts: Hits per key, keys without hits left out.
        unstated: Hits that do not state it.
    """

    counts: dict[str, int]
    unstated: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """An engine's answer: the exact total, one page of hits, and counts for every filter.

    Attributes:
        unstated: For each active filter, how many of the total passed by not stating it.
        matched: How many of the total match the text itself.
        newcomer: Who stands in the "new here" place beside the page; counted in the total once.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    facets: dict[str, Facet] = field(default_factory=dict)
    unstated: dict[str, int] = field(default_factory=dict)
    matched: int = 0
    newcomer: Hit | None = None
