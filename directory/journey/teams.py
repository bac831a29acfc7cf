"""My team: a therapist, a movement coach and a running coach near a place, within limits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from directory.journey.benches import CENTS, ROLES, pinned
from directory.journey.settled import standing
from directory.journey.team import best_teams, count_within
from directory.journey.wishes import Wish, candidates_for, commonest_currency
from directory.practitioners.service import load_public
from directory.search.finding import filters_of, where_of
from directory.search.query import Hit, Query
from directory.search.reasons import reasons_for
from directory.search.service import location_of
from directory.search.thesaurus import fitting_professions, sore_link
from directory.search.understanding import understand

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.geo.finder import PlaceFinder
    from directory.journey.benches import Candidates, Seat
    from directory.journey.team import Team as Positions
    from directory.practitioners.models import Location, Practitioner
    from directory.practitioners.vocabulary import Kind
    from directory.search.engine import SearchEngine
    from directory.search.finding import Where
    from directory.search.request import SearchRequest
    from directory.search.results import Reason
    from directory.search.understanding import Understood


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRequest:
    """What a team is asked for.

    Attributes:
        search: Place, words and filters that hold for everybody; its kind, order and page do not.
        budget: Most that the three first visits may cost together, in major units of the currency
            they are summed in; `None` for no limit.
        video: Whether people of the country who work by video may fill a role.
        settled: Who fills a role already.
    """

    search: SearchRequest
    budget: float | None = None
    video: bool = False
    settled: Mapping[Kind, Practitioner] = field(default_factory=dict)

    @property
    def cents(self) -> int | None:
        """The budget in hundredths."""
        return None if self.budget is None else round(self.budget * CENTS)


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a team.

    Attributes:
        fee: Price of a first visit in major units, `None` where it is not stated.
        reckoned: What it is counted as.
        settled: Was in the team before it was looked for.
        unstated: What was asked for and is not stated, filters of a search ("text" among them).
        reasons: Why they fit, as on a card of a search.
    """

    kind: Kind
    practitioner: Practitioner
    location: Location | None
    distance_km: float | None
    fee: float | None
    reckoned: float
    by_video: bool
    silent: bool
    settled: bool
    unstated: frozenset[str]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """Three people, in the order in which their work begins."""

    members: tuple[Member, ...]

    @property
    def total(self) -> float:
        """What their first visits cost together, prices not stated as they are reckoned."""
        return sum(round(one.reckoned * CENTS) for one in self.members) / CENTS

    @property
    def assumed(self) -> float:
        """The part of it that nobody states."""
        cents = [round(one.reckoned * CENTS) for one in self.members if one.fee is None]
        return sum(cents) / CENTS

    @property
    def unpriced(self) -> tuple[Member, ...]:
        """Who states no price."""
        return tuple(one for one in self.members if one.fee is None)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it was understood, and who may fill each role.

    Attributes:
        where: The place taken, others of its name, and the reach.
        wish: What is asked of everybody.
        benches: Candidates for each of `ROLES`.
        gone: Public ids of people who were hidden since the index was made.
    """

    request: TeamRequest
    where: Where
    understood: Understood
    wish: Wish
    benches: tuple[Candidates, ...]
    gone: frozenset[str] = frozenset()

    @property
    def currency(self) -> str | None:
        """The currency that prices are summed in; those in others count as not stated."""
        return self.wish.query.filters.currency

    @property
    def sore(self) -> str | None:
        """The link of the chain that the words name as sore."""
        return sore_link(self.understood.parsed.concepts)

    @property
    def counts(self) -> dict[Kind, int]:
        """How many may fill each role."""
        return {kind: len(bench) for kind, bench in zip(ROLES, self.benches, strict=True)}

    @property
    def possible(self) -> int:
        """How many teams these people make within the budget."""
        return count_within([one.bench for one in self.benches], self.request.cents)

    def without(self, gone: Collection[str]) -> Asked:
        """The same without some people."""
        benches = tuple(one.without(gone) for one in self.benches)
        return replace(self, benches=benches, gone=self.gone | set(gone))


@dataclass(frozen=True, slots=True)
class Answer:
    """The best team and those beside it, none where nothing fits all limits."""

    asked: Asked
    teams: tuple[Team, ...]


def find_team(
    session: Session,
    engine: SearchEngine,
    places: PlaceFinder,
    request: TeamRequest,
    *,
    today: date,
) -> Answer:
    """Find the best team within all limits and two that differ from it in more than one person.

    Raises:
        PlaceNotFound: Nothing fits the place.
        GeocodingError: Places cannot be looked up now.
        SearchUnavailable: There is no index to ask.
    """
    known = {str(one.public_id): one for one in request.settled.values()}

    def public(ids: set[str]) -> set[str]:
        known.update(load_public(session, ids - known.keys()))
        return ids & known.keys()

    asked, found = best_public(ask(engine, places, request, today=today), public)
    seats = [_seats(asked.benches, team) for team in found]
    return Answer(asked, tuple(_team(asked, team, known) for team in seats))


def best_public(
    asked: Asked, public: Callable[[set[str]], Collection[str]]
) -> tuple[Asked, tuple[Positions, ...]]:
    """The best team and its alternatives among those who still are public.

    The index lags behind listings that were hidden a moment ago.

    Args:
        asked: Who may fill each role by the index.
        public: Tells which of some public ids are those of public listings.

    Returns:
        The same without those found to be hidden, and teams as positions on its benches.
    """
    while True:
        found = best_teams([one.bench for one in asked.benches], asked.request.cents)
        wanted = {seat.id for team in found for seat in _seats(asked.benches, team)}
        gone = wanted.difference(public(wanted) if wanted else ())
        if not gone:
            return asked, found
        asked = asked.without(gone)


def ask(engine: SearchEngine, places: PlaceFinder, request: TeamRequest, *, today: date) -> Asked:
    """Understand a request and ask who may fill each role; raises like `find_team`."""
    understood = understand(engine, places, request.search)
    where = where_of(places, request.search, understood.near)
    wish = wish_for(engine, request, where, understood, today=today)
    benches = tuple(bench_for(engine, wish, request, kind) for kind in ROLES)
    return Asked(request, where, understood, wish, benches)


def wish_for(
    engine: SearchEngine, request: TeamRequest, where: Where, understood: Understood, *, today: date
) -> Wish:
    """What a request asks of everybody, its place and its words being understood.

    Raises:
        SearchUnavailable: There is no index to ask, which tells the currency where no place does.
    """
    plain = Query(
        today=today,
        text=understood.parsed.text,
        where=where.reach,
        unstated_professions=fitting_professions(understood.parsed.concepts),
    )
    currency = where.currency or commonest_currency(engine, plain) or _settled_in(request)
    return Wish(
        query=replace(plain, filters=filters_of(request.search, currency)),
        country=where.place.country if where.place else None,
        budgeted=request.budget is not None,
        priced="price" in request.search.stated_only,
        video=request.video,
        general=understood.general,
    )


def bench_for(engine: SearchEngine, wish: Wish, request: TeamRequest, kind: Kind) -> Candidates:
    """Who may fill a role: whoever does already, or else all whom the search finds.

    Raises:
        SearchUnavailable: There is no index to ask.
    """
    if kind in request.settled:
        one = request.settled[kind]
        return pinned(one, standing(one, wish), wish.query.filters.currency)
    return candidates_for(engine, wish, kind)


def _settled_in(request: TeamRequest) -> str | None:
    """The first currency in which somebody settled states a price."""
    places = [place for one in request.settled.values() for place in one.locations]
    stated = (place.currency for place in places if place.fee_first is not None)
    return next((currency for currency in stated if currency), None)


def _seats(benches: Sequence[Candidates], team: Positions) -> tuple[Seat, ...]:
    return tuple(bench.seat(at) for bench, at in zip(benches, team, strict=True))


def _team(asked: Asked, seats: Sequence[Seat], known: Mapping[str, Practitioner]) -> Team:
    return Team(
        tuple(
            _member(asked, kind, seat, known[seat.id])
            for kind, seat in zip(ROLES, seats, strict=True)
        )
    )


def _member(asked: Asked, kind: Kind, seat: Seat, practitioner: Practitioner) -> Member:
    hit = Hit(seat.id, seat.location, seat.distance_km, score=0.0, unstated=seat.unstated)
    location, query = location_of(practitioner, hit), asked.wish.query
    return Member(
        kind=kind,
        practitioner=practitioner,
        location=location,
        distance_km=seat.distance_km,
        fee=seat.fee,
        reckoned=seat.reckoned / CENTS,
        by_video=seat.by_video,
        silent=seat.silent,
        settled=kind in asked.request.settled,
        unstated=seat.unstated,
        reasons=reasons_for(practitioner, location, hit, query.text, query.filters),
    )
