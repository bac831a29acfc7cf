"""What the search service answers: cards with their reasons, and how the question was understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from directory.geo.gazetteer import Place
    from directory.geo.point import GeoPoint
    from directory.practitioners.models import Location, Practitioner
    from directory.search.loosening import Looser
    from directory.search.query import Facet
    from directory.search.request import SearchRequest
    from directory.search.snippets import Snippet
    from directory.search.spelling import Repair


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a hit stands where it does, as a fact that web and API put into words.

    `code` is one of "match" (values: words, field), "method_unstated", "stage", "near", "score",
    "accepting", "evening", "payer" (values: label),
    "payer_elsewhere" (values: label, city), "unstated" (values: filter).
    """

    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Card:
    """One hit with everything its card shows.

    Attributes:
        number: Place in the whole list, from 1; 0 for the "new here" place, which has none.
        location: The location that matched; `None` for a listing without any.
        distance_km: `None` when the search had no circle.
        unstated: Filters that the listing passed only by not stating the fact ("text" among them).
        snippet: The passage of the listing's free text around what was asked for.
    """

    number: int
    practitioner: Practitioner
    location: Location | None
    distance_km: float | None
    score: float
    reasons: tuple[Reason, ...]
    unstated: frozenset[str]
    snippet: Snippet | None = None

    @property
    def told(self) -> tuple[Reason, ...]:
        """The reasons, without those that the snippet shows already."""
        return tuple(reason for reason in self.reasons if not self._shown(reason))

    def _shown(self, reason: Reason) -> bool:
        of_free_text = reason.code == "match" and reason.values["field"] == "bio"
        return bool(of_free_text and self.snippet and self.snippet.shows(reason.values["words"]))


@dataclass(frozen=True, slots=True)
class PlaceNamed:
    """A place found among the words of a question.

    Attributes:
        rest: The question without it.
        taken: Whether the search was made near it; else it is only offered.
    """

    place: Place
    rest: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How the question was understood, so that nothing is guessed in silence.

    Attributes:
        place: The place taken, if one was asked for.
        alternatives: Other places of that name; each can be searched by one click.
        center: The circle's centre; `None` for an area or without a place.
        radius_km: The radius in force, after any widening.
        asked_radius_km: The radius first tried; differs from `radius_km` when it was widened.
        whole_country: Nobody was in the region asked for, so its whole country was searched.
        telehealth_only: Nobody was within reach, so these work by video.
        words_dropped: Nobody says what was asked for, so these are all who are there.
        unwanted: What puts listings further down.
        terms: Each thing asked for with the other words it was also searched by.
        question: The text as it was searched, misspelt words repaired.
        repairs: Words that were taken for others.
        place_named: A place among the words, where none was asked for.
        sore: The link of the chain the text names as sore, a key of the region vocabulary.
        currency: The currency fees are compared in, if the place tells it.
    """

    place: Place | None = None
    alternatives: tuple[Place, ...] = ()
    center: GeoPoint | None = None
    radius_km: float | None = None
    asked_radius_km: float | None = None
    whole_country: bool = False
    telehealth_only: bool = False
    words_dropped: bool = False
    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    excluded: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    question: str = ""
    repairs: tuple[Repair, ...] = ()
    place_named: PlaceNamed | None = None
    sore: str | None = None
    currency: str | None = None

    @property
    def widened(self) -> bool:
        """Whether it had to be looked further out before anybody was found."""
        return self.whole_country or self.radius_km != self.asked_radius_km


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one search request.

    Attributes:
        matched: How many of the total match the text itself; the rest state no methods.
        unstated: For each active filter (and "text"), how many passed by not stating the fact.
        looser: What one limit less would bring, where few fit.
        new_here: Somebody new or not assessed yet whom today's lot shows beside the first page of
            the best fits; they stand in the list too, further down.
    """

    request: SearchRequest
    interpretation: Interpretation
    total: int
    matched: int
    cards: tuple[Card, ...]
    facets: dict[str, Facet]
    unstated: dict[str, int]
    new_here: Card | None = None
    looser: tuple[Looser, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages there are (paging ends at `MAX_OFFSET` hits)."""
        reachable = min(self.total, 1_000)
        return -(-reachable // self.request.per_page)
