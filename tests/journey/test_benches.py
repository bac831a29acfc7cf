"""Who may fill a role is what a plain reckoning of every listing says, whatever is asked."""

from dataclasses import dataclass, replace
from statistics import median
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.geo.area import Area
from directory.geo.point import GeoPoint
from directory.journey.benches import ROLES
from directory.journey.team import best_teams
from directory.journey.teams import TeamRequest, ask
from directory.practitioners.models import Location, Practitioner
from directory.search.engine import Document, DocumentLocation
from directory.search.query import MAX_OFFSET, Query, Sort
from directory.search.request import SearchRequest
from directory.search.whoosh_engine import WhooshEngine
from tests.journey.test_team import by_trying_all
from tests.search.brute_force import BruteForce
from tests.search.places import DENVER_PLACE, HIGH_SEAS, FakePlaces
from tests.search.worlds import TODAY

HERE, NEAR, FAR = DENVER_PLACE.point, GeoPoint(39.9, -105.1), GeoPoint(41.88, -87.63)
AT_SEA = HIGH_SEAS.point
CENTS = 100

_places = st.builds(
    DocumentLocation,
    st.sampled_from((HERE, HERE, NEAR, FAR, AT_SEA)),
    st.sampled_from(("US", "US", "DE")),
    st.just("CO"),
    st.sampled_from((None, 60.0, 80.5, 120.0)),
    st.sampled_from(("USD", "USD", "EUR")),
)
_people = st.builds(
    Document,
    id=st.integers(0, 30).map(lambda number: str(UUID(int=number << 90 | 7))),
    version=st.just(1),
    texts=st.fixed_dictionaries({"focus": st.sampled_from(("knee pain", "ankle", ""))}),
    keys=st.fixed_dictionaries(
        {"kind": st.sampled_from([(str(kind),) for kind in ROLES]), "verified": st.just(("no",))},
        optional={"telehealth": st.just(("yes",)), "language": st.sampled_from((("en",), ("de",)))},
    ),
    locations=st.lists(_places, min_size=1, max_size=2).map(tuple),
    states_methods=st.just(True),
    score=st.none(),
    score_low=st.sampled_from((None, 20.0, 80.0)),
    score_is_new=st.just(False),
    confirmed_on=st.none(),
)
crowds = st.lists(_people, min_size=10, max_size=22, unique_by=lambda one: one.id)
searches = st.builds(
    SearchRequest,
    q=st.sampled_from(("", "knee pain")),
    point=st.sampled_from((HERE, HERE, AT_SEA)),
    chosen=st.sampled_from(({}, {}, {"language": frozenset({"en"})})),
    max_price=st.sampled_from((None, None, 90.0)),
    stated_only=st.sampled_from((frozenset(), frozenset({"price"}))),
)
kept = st.lists(
    st.tuples(st.sampled_from((None, 70.0)), st.sampled_from(("USD", "EUR"))), max_size=2
)
requests = st.builds(
    lambda places, **asked: TeamRequest(settled=_settled(places), **asked),
    kept,
    search=searches,
    budget=st.sampled_from((None, None, 250.0, 320.0)),
    video=st.booleans(),
)


@dataclass(frozen=True)
class Judged:
    """Somebody as plainly reckoned: what is lacking, two ranks, and what a team counts."""

    id: str
    worth: tuple
    fee: float | None
    location: int
    by_video: bool
    unstated: frozenset


def _settled(places):
    """Somebody who fills the first role already, with these prices; nobody without any."""
    if not places:
        return {}
    one = Practitioner(public_id=UUID(int=99), kind=ROLES[0])
    one.locations = [
        Location(position=number, fee_first=fee, currency=currency)
        for number, (fee, currency) in enumerate(places)
    ]
    return {one.kind: one}


def _prices_around(judge, where):
    """The commonest currency of prices at the places in reach, the first of equals."""
    hits = judge.search(replace(where, limit=MAX_OFFSET)).hits
    places = [judge.documents[hit.id].locations[hit.location] for hit in hits if hit.location >= 0]
    stated = sorted(place.currency for place in places if place.fee_first is not None)
    return max(stated, key=stated.count, default=None)


def _hits(judge, query, kind):
    """What a search for a kind gives, and the ranks of the same people without the words."""
    chosen = {**query.filters.chosen, "kind": frozenset({str(kind)})}
    asked = replace(query, filters=replace(query.filters, chosen=chosen), limit=MAX_OFFSET)
    silent = {
        hit.id: hit.score for hit in judge.search(replace(asked, text=type(asked.text)())).hits
    }
    return [(hit, silent[hit.id]) for hit in judge.search(asked).hits]


def _judged(judge, request, hit, silent, currency, *, by_video):
    place = judge.documents[hit.id].locations[hit.location] if hit.location >= 0 else None
    priced = place and place.fee_first is not None and place.currency == currency
    lacks = len(hit.unstated) + by_video
    if request.budget is not None and not priced and "price" not in hit.unstated:
        lacks += 1
    worth = (-lacks, hit.score, silent)
    fee = place.fee_first if priced else None
    return Judged(hit.id, worth, fee, hit.location, by_video, hit.unstated)


def plainly(judge, request, wish, kind):
    """Everybody for a role, by id: those near, and those by video who are not near."""
    currency = wish.query.filters.currency
    if kind in request.settled:
        return _plainly_settled(request.settled[kind], currency)
    near = [(*found, False) for found in _hits(judge, wish.query, kind)]
    known = {hit.id for hit, *_ in near}
    if request.video and wish.country:
        filters = wish.query.filters
        chosen = {**filters.chosen, "telehealth": frozenset({"yes"})}
        stated = filters.stated_only | {"telehealth"}
        remote = replace(
            wish.query,
            where=Area(wish.country),
            filters=replace(filters, chosen=chosen, stated_only=stated),
        )
        near += [(*f, True) for f in _hits(judge, remote, kind) if f[0].id not in known]
    everybody = [
        _judged(judge, request, hit, silent, currency, by_video=by_video)
        for hit, silent, by_video in near
    ]
    return sorted(everybody, key=lambda one: one.id)


def _plainly_settled(one, currency):
    stated = [
        (number, place.fee_first)
        for number, place in enumerate(one.locations)
        if place.fee_first is not None and place.currency == currency
    ]
    number, fee = stated[0] if stated else (0, None)
    return [Judged(str(one.public_id), (0, 0.0, 0.0), fee, number, False, frozenset())]


def reckoned(people):
    """What each is counted as, in hundredths: the median where no price is stated."""
    known = [one.fee for one in people if one.fee is not None]
    middle = median(known) if known else 0.0
    return [round((middle if one.fee is None else one.fee) * CENTS) for one in people]


def worth(people):
    """Whole points by the words of the formula."""
    return [
        round((rank + 5 * lacks) * 1e9) * 8_192 + round(silent * 1_000)
        for lacks, rank, silent in (one.worth for one in people)
    ]


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(crowds, st.lists(requests, min_size=3, max_size=3))
def test_benches_and_the_best_team_are_those_of_a_plain_reckoning(
    tmp_path_factory, crowd, asked_for
):
    engine = WhooshEngine(tmp_path_factory.mktemp("benches") / "index")
    engine.rebuild(crowd)
    judge = BruteForce(crowd)

    for request in asked_for:
        asked = ask(engine, FakePlaces(), request, today=TODAY)

        assert asked.currency == _currency(judge, request, asked)
        for kind, bench in zip(ROLES, asked.benches, strict=True):
            wish = asked.wish
            people = plainly(judge, request, wish, kind)
            # Words of the trade are left out where nobody within the limits says them.
            kept = [one for one in people if not wish.priced or one.fee is not None]
            wordless = not kept and bool(request.search.q) and kind not in request.settled
            if wordless:
                bare = replace(wish, query=replace(wish.query, text=type(wish.query.text)()))
                people = plainly(judge, request, bare, kind)
            _compare(bench, people, wish.priced and kind not in request.settled, wordless)
        roles = [one.bench for one in asked.benches]
        assert best_teams(roles, request.cents) == by_trying_all(roles, request.cents)


def _currency(judge, request, asked):
    if asked.where.currency:
        return asked.where.currency
    around = _prices_around(judge, Query(today=TODAY, where=asked.where.reach, sort=Sort.BEST))
    places = [place for one in request.settled.values() for place in one.locations]
    return around or next((one.currency for one in places if one.fee_first is not None), None)


def _compare(bench, people, priced, wordless):
    counted = [
        (one, cents, points)
        for one, cents, points in zip(people, reckoned(people), worth(people), strict=True)
        if not priced or one.fee is not None
    ]
    assert [bench.seat(at).id for at in range(len(bench))] == [one.id for one, *_ in counted]
    for at, (one, cents, points) in enumerate(counted):
        seat = bench.seat(at)
        assert (seat.fee, seat.reckoned) == (one.fee, cents)
        assert (seat.location, seat.by_video) == (one.location, one.by_video)
        assert (seat.unstated, seat.silent) == (one.unstated, wordless)
        assert bench.bench.points[at] == points
