"""What to give up when no team fits: each limit by itself, and what that would bring."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from directory.journey.benches import CENTS, ROLES
from directory.journey.team import least_total, total_of
from directory.journey.teams import bench_for, best_public, wish_for
from directory.practitioners.service import load_public
from directory.search.parse import parse
from directory.search.query import Circle
from directory.search.thesaurus import lexicon
from directory.search.understanding import Understood
from directory.search.widening import wider_than

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from sqlalchemy.orm import Session

    from directory.journey.benches import Candidates
    from directory.journey.team import Team as Positions
    from directory.journey.teams import Asked, TeamRequest
    from directory.practitioners.vocabulary import Kind
    from directory.search.engine import SearchEngine

    Public = Callable[[set[str]], Collection[str]]

MOST_WAYS = 4
"""Ways out that are offered: more would not be read, and each costs three searches."""


class Limit(StrEnum):
    """What can be given up; facets by their own names."""

    BUDGET = "budget"
    RADIUS = "radius"
    VIDEO = "video"
    STATED = "stated"
    WORDS = "words"
    PAYMENT = "payment"
    LANGUAGE = "language"
    STAGE = "stage"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One limit given up, all others kept.

    Attributes:
        request: What to ask for instead.
        total: What the best team would cost then, in major units.
        teams: How many teams there would be to choose from, within the budget then.
    """

    limit: Limit
    request: TeamRequest
    total: float
    teams: int


def relaxations(session: Session, engine: SearchEngine, asked: Asked) -> tuple[Relaxation, ...]:
    """Limits that alone stand in the way, and what giving each up would bring; a few at most.

    The budget rises to the least that suffices, the radius to the first step that does; other
    limits fall. Each is worked out by looking for a team again among those who are public, so each
    is sure.

    Args:
        session: Where it is looked up who still is public.
        engine: Whom to ask.
        asked: A request for which there is no team, as it was understood.

    Raises:
        SearchUnavailable: There is no index to ask.
    """
    return ways_out(engine, asked, lambda ids: load_public(session, ids).keys())


def ways_out(engine: SearchEngine, asked: Asked, public: Public) -> tuple[Relaxation, ...]:
    """The same, whoever tells which of some public ids are those of public listings."""
    return tuple(islice(_each_way_out(engine, asked, public), MOST_WAYS))


def _each_way_out(engine: SearchEngine, asked: Asked, public: Public) -> Iterator[Relaxation]:
    money = _more_money(asked, public)
    if money:
        yield money
    for limit, requests in _ways(asked):
        found = _first_that_works(engine, asked, limit, requests, public)
        if found:
            yield found


def _more_money(asked: Asked, public: Public) -> Relaxation | None:
    """The least budget for which a team of public people is there."""
    while asked.request.budget is not None:
        least = least_total([one.bench for one in asked.benches])
        if least is None:
            break
        richer = replace(asked, request=replace(asked.request, budget=least / CENTS))
        asked, teams = best_public(richer, public)
        if teams:
            return _relaxation(Limit.BUDGET, asked, teams[0])
    return None


def _ways(asked: Asked) -> Iterator[tuple[Limit, list[TeamRequest]]]:
    """Each other limit with the requests that give it up, the smallest step first."""
    request, reach = asked.request, asked.where.reach
    search = request.search
    if isinstance(reach, Circle):
        wider = [replace(search, radius_km=radius) for radius in wider_than(reach.radius_km)]
        yield Limit.RADIUS, [replace(request, search=one) for one in wider]
    if not request.video and "telehealth" not in search.chosen:
        yield Limit.VIDEO, [replace(request, video=True)]
    if search.stated_only:
        yield Limit.STATED, [replace(request, search=replace(search, stated_only=frozenset()))]
    if search.q.strip():
        yield Limit.WORDS, [replace(request, search=replace(search, q=""))]
    yield from _facets(request)


def _facets(request: TeamRequest) -> Iterator[tuple[Limit, list[TeamRequest]]]:
    search = request.search
    named = (Limit.PAYMENT, Limit.LANGUAGE, Limit.STAGE)
    for limit in named:
        if str(limit) in search.chosen:
            rest = {name: keys for name, keys in search.chosen.items() if name != limit}
            yield limit, [replace(request, search=replace(search, chosen=rest))]
    others = search.chosen.keys() - {str(limit) for limit in named}
    if others or search.max_price is not None or search.min_score is not None:
        rest = {name: keys for name, keys in search.chosen.items() if name not in others}
        freer = replace(search, chosen=rest, max_price=None, min_score=None)
        yield Limit.OTHERS, [replace(request, search=freer)]


def _first_that_works(
    engine: SearchEngine, asked: Asked, limit: Limit, requests: list[TeamRequest], public: Public
) -> Relaxation | None:
    # Where even the last step leaves a role empty, no smaller one fills it.
    if len(requests) > 1 and not _all_fill(engine, _instead(engine, asked, requests[-1])):
        return None
    for request in requests:
        possible = _filled(engine, _instead(engine, asked, request))
        if possible:
            seen, teams = best_public(possible, public)
            if teams:
                return _relaxation(limit, seen, teams[0])
    return None


def _relaxation(limit: Limit, asked: Asked, team: Positions) -> Relaxation:
    total = total_of([one.bench for one in asked.benches], team) / CENTS
    return Relaxation(limit, asked.request, total, asked.possible)


def _instead(engine: SearchEngine, asked: Asked, request: TeamRequest) -> Asked:
    """Another request for the same place; nobody has been asked for it, its benches are the old."""
    before, search, where = asked.request.search, request.search, asked.where
    wider = search.radius_km if search.radius_km != before.radius_km else None
    if wider is not None and isinstance(where.reach, Circle):
        where = replace(where, reach=Circle(where.reach.center, wider))
    understood = asked.understood
    if search.q != before.q:
        understood = Understood(understood.near, search.q, parse(search.q, lexicon()))
    wish = wish_for(engine, request, where, understood, today=asked.wish.query.today)
    return replace(asked, request=request, where=where, understood=understood, wish=wish)


def _all_fill(engine: SearchEngine, asked: Asked) -> bool:
    """Whether somebody is there for each of the roles that were empty."""
    empty = [kind for kind, count in asked.counts.items() if not count]
    return all(len(_bench(engine, asked, kind)) for kind in empty)


def _filled(engine: SearchEngine, asked: Asked) -> Asked | None:
    """The same with everybody who may fill each role; `None` as soon as there can be no team.

    The roles most likely to rule it out are asked for first: those that were empty, then the dear.
    """
    before = {kind: one.bench.fees for kind, one in zip(ROLES, asked.benches, strict=True)}
    likely = sorted(ROLES, key=lambda kind: -before[kind].min() if len(before[kind]) else -np.inf)
    benches: dict[Kind, Candidates] = {}
    least, most = 0, asked.request.cents
    for kind in likely:
        benches[kind] = _bench(engine, asked, kind)
        if not len(benches[kind]):
            return None
        least += int(benches[kind].bench.fees.min())
        if most is not None and least > most:
            return None
    return replace(asked, benches=tuple(benches[kind] for kind in ROLES))


def _bench(engine: SearchEngine, asked: Asked, kind: Kind) -> Candidates:
    return bench_for(engine, asked.wish, asked.request, kind).without(asked.gone)
