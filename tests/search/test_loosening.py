"""Where few fit, it is told what one limit less brings; each way brings what it says."""

import pytest

from directory.geo.point import GeoPoint
from directory.search import loosening
from directory.search.loosening import FEW, RADIUS, Looser
from tests.factories import DENVER, make_noise, make_practitioner

KM_NORTH = 1 / 111.2
NORTH = GeoPoint(DENVER.latitude + 60 * KM_NORTH, DENVER.longitude)
THERAPIST = {"kind": frozenset({"therapist"})}


def plant(session, fee, point=DENVER, **columns):
    place = {"fee_first": fee, "currency": "USD", "point": point}
    return make_practitioner(session, locations=[place], **columns)


def test_a_limit_that_leaves_few_is_told_with_what_it_keeps_out(session, search, indexed):
    plant(session, 60)
    plant(session, 90)
    plant(session, 100)
    make_noise(session)
    indexed()

    results = search(near="Denver", max_price=80.0, stated_only=frozenset({"price"}))

    assert results.total == 1
    assert Looser("price", 3) in results.looser
    assert search(near="Denver", stated_only=frozenset({"price"})).total == 3


def test_a_wider_circle_is_told_where_it_brings_more(session, search, indexed):
    plant(session, 60)
    plant(session, 90, point=NORTH)
    indexed()

    (way,) = search(near="Denver").looser

    assert way == Looser(RADIUS, 2, 80.0)
    assert search(near="Denver", radius_km=80.0).total == 2


def test_who_stands_in_for_nobody_counts_as_nobody(session, search, indexed):
    plant(session, 100)
    plant(session, 50, point=GeoPoint(41.88, -87.63), telehealth=True)
    indexed()

    results = search(near="Denver", max_price=80.0, stated_only=frozenset({"price"}))

    assert results.interpretation.telehealth_only
    assert Looser("price", 1) in results.looser


@pytest.mark.parametrize("limits", [{}, {"chosen": THERAPIST}])
def test_where_many_fit_nothing_is_told(session, search, indexed, limits):
    for _ in range(FEW + 1):
        plant(session, 60)
    plant(session, 90, point=NORTH)
    indexed()

    assert search(near="Denver", **limits).looser == ()


def test_no_more_ways_are_told_than_are_read(session, search, indexed, monkeypatch):
    monkeypatch.setattr(loosening, "MOST_WAYS", 2)
    plant(session, 60)
    plant(session, 200)
    plant(session, 60, point=NORTH)
    plant(session, 60, kind="running_coach", profession="running_coach")
    indexed()

    ways = search(near="Denver", chosen=THERAPIST, max_price=100.0).looser

    assert [(way.name, way.total) for way in ways] == [("price", 2), ("kind", 2)]
