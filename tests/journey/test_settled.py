"""Who is in a team already counts where a search for the same place would find them."""

from types import SimpleNamespace

import pytest

from directory.geo.area import Area
from directory.geo.point import GeoPoint
from directory.journey.settled import Standing, standing
from directory.journey.wishes import Wish
from directory.practitioners.models import Location
from directory.search.query import Circle, Filters, Query
from tests.search.places import DENVER_PLACE
from tests.search.worlds import TODAY

HERE, NEAR, FAR = DENVER_PLACE.point, GeoPoint(39.9, -105.1), GeoPoint(41.88, -87.63)
AROUND = Circle(HERE, 40.0)


def place(point=None, fee=None, currency="USD", country="US", region_code="CO"):
    latitude, longitude = (point.latitude, point.longitude) if point else (None, None)
    return Location(
        latitude=latitude, longitude=longitude, fee_first=fee, currency=currency,
        country=country, region_code=region_code,
    )  # fmt: skip


def stands(*places, where=AROUND, video=False, telehealth=None, town_only=False):
    one = SimpleNamespace(locations=list(places), telehealth=telehealth, town_only=town_only)
    query = Query(today=TODAY, where=where, filters=Filters(currency="USD"))
    return standing(one, Wish(query=query, country="US", video=video))


def test_the_nearest_place_within_reach_counts_whatever_it_costs():
    found = stands(place(FAR, fee=10), place(NEAR, fee=20), place(HERE), place(HERE, fee=5))

    assert found == Standing(2, 0.0)


def test_out_of_reach_the_nearest_is_told_with_its_distance():
    found = stands(place(), place(FAR), telehealth=True)

    assert found.location == 1
    assert found.km == pytest.approx(1_480, abs=20)


def test_out_of_reach_it_is_by_video_where_that_is_wanted_and_offered():
    abroad = place(GeoPoint(52.5, 13.4), country="DE")

    assert stands(abroad, place(FAR), video=True, telehealth=True) == Standing(1, by_video=True)
    assert not stands(place(FAR), video=True, telehealth=None).by_video
    assert not stands(abroad, video=True, telehealth=True).by_video


def test_in_an_area_the_first_place_inside_counts():
    where = Area("US", "CO", "Colorado")

    assert stands(place(region_code="IL"), place(HERE), where=where) == Standing(1)
    assert stands(place(region_code="IL"), place(fee=9, country="DE"), where=where) == Standing(1)


def test_without_any_point_the_first_price_counts_and_nobody_without_a_place_stands_anywhere():
    assert stands(place(), place(fee=10, currency="EUR"), place(fee=20)) == Standing(2)
    assert stands(place(), place()) == Standing(0)
    assert stands() == Standing(-1)


def test_who_shows_only_the_town_is_as_far_as_the_town():
    exact, coarse = (stands(place(GeoPoint(39.7512, -104.9978)), town_only=one) for one in (0, 1))

    assert exact.km != coarse.km
