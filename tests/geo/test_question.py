"""Answers: the best guess first, a few others after it."""

from directory.geo.area import Area
from directory.geo.choice import Hit
from directory.geo.place import Place
from directory.geo.point import GeoPoint
from directory.geo.question import MOST_ALTERNATIVES, Question, answer, kilometres_apart
from directory.geo.schema import Kind

OREGON = Area("US", "OR", "United States", "Oregon")


def town(number, people=0):
    place = Place(
        "Springfield", GeoPoint(number, 0), "city", "US", "United States", f"State {number}"
    )
    return Hit(Kind.PLACE, place if not people else _of(place, people), (0, number))


def _of(place, people):
    return Place(
        place.name,
        place.point,
        place.precision,
        place.country,
        place.country_name,
        place.admin1,
        population=people,
    )


def test_only_so_many_alternatives_are_offered():
    resolution = answer([town(number) for number in range(30)], Question("Springfield"))

    assert len(resolution.alternatives) == MOST_ALTERNATIVES


def test_a_guess_is_not_confident_however_clear_the_name():
    hits = [town(1, 90_000)]

    assert answer(hits, Question("Springfield"))
    assert not answer(hits, Question("Springfield"), sure=False).confident


def test_where_a_state_was_named_towns_come_before_states():
    state = Place("Oregon", None, "admin1", "US", "US", "Oregon", "OR", OREGON, 4_000_000)
    hits = [Hit(Kind.REGION, state, (0, 9)), town(1, 5)]

    assert answer(hits, Question("x")).place is state
    assert answer(hits, Question("x"), towns_first=True).place is hits[1].place


def test_a_state_and_its_town_are_offered_under_different_labels():
    state = Place("Oregon", None, "admin1", "US", "US", "Oregon", "OR", OREGON, 4_000_000)
    town_alike = Place("Oregon", GeoPoint(45, -122), "city", "US", "US", "Oregon", population=9)
    hits = [Hit(Kind.REGION, state, (0, 9)), Hit(Kind.PLACE, town_alike, (0, 9))]

    resolution = answer(hits, Question("Oregon"))

    assert resolution.place.label == "Oregon (state)"
    assert [place.label for place in resolution.alternatives] == ["Oregon"]


def test_a_place_without_a_point_is_far_from_everything():
    nowhere = Place("Oregon", None, "admin1", "US", "United States")

    assert kilometres_apart(nowhere, town(1).place) == float("inf")
    assert kilometres_apart(town(1).place, town(2).place) < 112
