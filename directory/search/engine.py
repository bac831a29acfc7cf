"""The port of the search engines: what they take, what they answer, how they fail."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import date

    from directory.geo.point import GeoPoint
    from directory.search.offers import Offers
    from directory.search.query import Page, Query
    from directory.search.spelling import IndexWords


class SearchUnavailable(RuntimeError):
    """The index cannot answer now (missing, corrupt or being rebuilt); try again in `retry_after_s`."""

    def __init__(self, message: str, retry_after_s: int = 30) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class IndexBusy(RuntimeError):
    """Another process is writing the index; there is one indexer at a time."""


@dataclass(frozen=True, slots=True)
class DocumentLocation:
    """Where a practitioner works, as far as search needs it. Fees in major units."""

    point: GeoPoint | None
    country: str
    admin1: str = ""
    fee_first: float | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What an engine indexes about one published practitioner.

    Attributes:
        id: Public id (UUID as text).
        version: The row's version; an older one never replaces a newer.
        texts: Readable text for each of `directory.search.query.TEXT_FIELDS`; the first line of
            "name" is what the person is called.
        keys: For each facet of `directory.search.query.FACETS`, the keys stated ("yes" and "no"
            for the yes/no facets); an absent facet is not stated.
        states_methods: Whether the listing says anything about how the person works.
        score: Vetting score, 0 to 100, or `None` while not assessed.
        score_low: Lower end of its interval.
        score_is_new: Whether so few have assessed that only the interval is shown, no number.
        confirmed_on: Last day somebody confirmed the listing.
    """

    id: str
    version: int
    texts: dict[str, str]
    keys: dict[str, tuple[str, ...]]
    locations: tuple[DocumentLocation, ...]
    states_methods: bool
    score: float | None = None
    score_low: float | None = None
    score_is_new: bool = False
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class EngineState:
    """Which index answers: its name, how often it was committed, and how much is in it."""

    name: str
    generation: int
    documents: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Changes to apply together: documents to store and ids to take out."""

    documents: Sequence[Document] = ()
    removed: Collection[str] = field(default_factory=frozenset)


class SearchEngine(Protocol):
    """An index of practitioners that can be searched, changed and rebuilt."""

    def search(self, query: Query) -> Page:
        """Answer a query.

        Raises:
            SearchUnavailable: There is no index to ask.
        """
        ...

    def offers(self, query: Query) -> Offers:
        """Give all hits of a query with worth and price, in no order and without a page.

        Raises:
            SearchUnavailable: There is no index to ask.
        """
        ...

    def names(self, asked: Sequence[str], limit: int) -> tuple[str, ...]:
        """Find what people are called, for suggestions; each name once, and no more than `limit`.

        Every word asked for begins a word of the name. Names that begin with the first word asked
        for come first; beyond that they stand in the order of what follows from that word on.
        A list that is still being made counts as empty: nobody waits for a suggestion.

        Args:
            asked: Folded words (`directory.search.words.words`).
            limit: Most names to give.

        Raises:
            SearchUnavailable: There is no index to ask.
        """
        ...

    def apply(self, batch: Batch) -> None:
        """Store and remove documents; the same batch twice leaves the same index.

        Raises:
            IndexBusy: Another process holds the writer's lock.
            SearchUnavailable: There is no index to change.
        """
        ...

    def rebuild(
        self, documents: Iterable[Document], progress: Callable[[int], None] | None = None
    ) -> EngineState:
        """Build a fresh index aside and switch to it at once; readers never see a gap.

        Raises:
            IndexBusy: Another process holds the writer's lock.
        """
        ...

    def has(self, word: str) -> bool:
        """Tell whether any listing has a folded word, in any inflection.

        Raises:
            SearchUnavailable: There is no index to ask.
        """
        ...

    def words(self) -> IndexWords:
        """The words that its listings use; the same object as long as the index stays the same.

        Raises:
            SearchUnavailable: There is no index to ask.
        """
        ...

    def state(self) -> EngineState:
        """The index in use.

        Raises:
            SearchUnavailable: There is none.
        """
        ...
