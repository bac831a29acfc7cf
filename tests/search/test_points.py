"""The map's points are the list: its order, its numbers, its places, and nobody hidden."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from directory.db import begin_write
from directory.geo.failures import GazetteerMissing
from directory.geo.point import GeoPoint
from directory.practitioners.models import Status
from directory.search.points import MAX_POINTS, Evidence, find_points
from directory.search.request import SearchRequest
from tests.api.fakes import FakeEngine
from tests.factories import DENVER, make_location, make_noise, make_practitioner
from tests.search.places import FakePlaces
from tests.search.worlds import TODAY

GOLDEN = GeoPoint(39.7555, -105.2211)


class NoTowns(FakePlaces):
    """Places of a site whose place data are not there."""

    def largest_towns(self, center, radius_km, count):
        raise GazetteerMissing


@pytest.fixture
def look(session, index):
    """Asks for points; by another engine where the test has one."""

    def ask(engine=None, **asked):
        request = SearchRequest(**asked)
        return find_points(session, engine or index, FakePlaces(), request, today=TODAY)

    return ask


def near_denver(number):
    return [{"point": GeoPoint(DENVER.latitude + number / 50, DENVER.longitude)}]


def test_points_have_the_order_and_the_numbers_of_all_pages_of_the_list(
    session, indexed, search, look
):
    for number in range(13):
        make_practitioner(session, locations=near_denver(number % 5))
    make_noise(session)
    indexed()

    points = look(near="Denver").points

    pages = [search(near="Denver", page=page).cards for page in (1, 2)]
    listed = [(card.number, card.practitioner.slug) for cards in pages for card in cards]
    assert [(point.number, point.slug) for point in points] == listed


def test_filters_and_order_hold_for_points_too(session, indexed, look):
    make_practitioner(session, name="Far", kind="therapist", locations=near_denver(4))
    make_practitioner(session, name="Near", kind="therapist", locations=near_denver(1))
    make_practitioner(session, kind="running_coach", profession="running_coach")
    indexed()

    found = look(near="Denver", chosen={"kind": frozenset({"therapist"})}, sort="nearest")

    assert [point.name for point in found.points] == ["Near", "Far"]
    assert found.total == 2


def test_a_point_is_the_place_of_work_that_matched(session, indexed, look):
    one = make_practitioner(session, locations=[{"city": "Perth", "point": GeoPoint(-31.9, 115.9)}])
    make_location(session, one, city="Golden", point=GOLDEN)
    indexed()

    (point,) = look(near="Denver").points

    assert (point.at, point.city) == (GOLDEN, "Golden")
    assert point.distance_km == round(GOLDEN.distance_km(DENVER), 1)


def test_who_shows_a_town_only_stands_somewhere_in_it(session, indexed, look):
    make_practitioner(session, town_only=True, locations=[{"point": GOLDEN}])
    indexed()

    (point,) = look(near="Denver").points

    assert point.at == GOLDEN.rounded(1)
    assert point.distance_km == round(GOLDEN.rounded(1).distance_km(DENVER))


def test_no_small_circle_tells_where_in_the_town(session, indexed, look):
    make_practitioner(session, town_only=True, locations=[{"point": GOLDEN}])
    indexed()
    shown = GOLDEN.rounded(1)

    at_home, at_the_pin = (look(point=at, radius_km=2.0) for at in (GOLDEN, shown))

    assert GOLDEN.distance_km(shown) > 2.0
    # Nobody is that near: the search looks further out.
    assert (at_home.circle.radius_km, at_the_pin.circle.radius_km) == (40.0, 2.0)


@pytest.mark.parametrize(
    ("said", "evidence"),
    [
        ({}, Evidence.UNKNOWN),
        ({"terms": {"region": ["feet"]}}, Evidence.CLAIMED),
        ({"score": 70.0, "score_is_new": True}, Evidence.CLAIMED),
        ({"score": 70.0, "score_members": 5}, Evidence.MEMBERS),
    ],
)
def test_a_pin_tells_what_stands_behind_a_listing(session, indexed, look, said, evidence):
    make_practitioner(session, **said)
    indexed()

    (point,) = look(near="Denver").points

    assert point.evidence is evidence


def test_a_hit_that_is_nowhere_keeps_its_number_and_has_no_point(session, indexed, look):
    make_practitioner(session, name="Nowhere", locations=[{"point": None}])
    make_practitioner(session, name="No place", locations=[])
    make_practitioner(session, name="Somewhere", score_low=90.0, score=95.0)
    indexed()

    found = look()

    assert [(point.name, point.number) for point in found.points] == [("Somewhere", 1)]
    assert found.total == 3


def test_nobody_shows_who_was_hidden_after_the_index_was_made(session, indexed, look):
    made = make_practitioner(session)
    indexed()
    begin_write(session)
    made.status, made.hidden_reason = Status.HIDDEN, "asked to be"
    session.commit()

    assert look(near="Denver").points == ()


def test_an_index_that_lags_behind_gives_the_first_place(session, look):
    engine = FakeEngine()
    made = make_practitioner(session, locations=[{"point": GOLDEN}])
    session.commit()
    engine.finds(made)
    (hit,) = engine.page.hits
    engine.page = replace(engine.page, hits=(replace(hit, location=7, distance_km=None),))

    (point,) = look(engine).points

    assert (point.at, point.distance_km) == (GOLDEN, None)


def test_no_more_are_asked_for_than_the_list_can_be_paged_through(session, look):
    engine = FakeEngine()

    look(engine, page=4)

    (query,) = engine.queries
    assert (query.offset, query.limit, query.new_here) == (0, MAX_POINTS, False)
    assert MAX_POINTS == 1_000


def test_two_statements_tell_of_any_number_of_points(session, indexed, look):
    for number in range(30):
        make_practitioner(session, locations=near_denver(number % 5), terms={"region": ["feet"]})
    indexed()
    asked = []
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", lambda *call: asked.append(call[2]))

    look(near="Denver")

    assert len(asked) == 2


def test_towns_of_the_circle_are_named_where_anybody_knows_them(session, indexed, index, look):
    make_practitioner(session)
    indexed()

    assert [town.name for town in look(near="Denver").towns] == ["Denver"]
    assert look(near="Colorado").towns == ()
    unknown = find_points(session, index, NoTowns(), SearchRequest(point=DENVER), today=TODAY)
    assert (unknown.total, unknown.towns) == (1, ())


def test_the_circle_in_force_is_told_and_so_is_that_nobody_is_near(session, indexed, look):
    make_practitioner(session, telehealth=True, locations=[{"point": GeoPoint(-31.9, 115.9)}])
    indexed()

    found = look(near="Berlin")

    assert found.by_video
    assert found.circle.center == GeoPoint(52.52, 13.405)
    assert look(near="Colorado").circle is None
