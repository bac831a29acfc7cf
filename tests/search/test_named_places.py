"""A place said at the end of a question is understood; parts of the body are no places."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.failures import GazetteerMissing
from directory.search.named_places import (
    LEAST_PEOPLE,
    MOST_LOOKED_UP,
    among,
    said_at_the_end,
    town_called,
)
from tests.api.fakes import COLORADO, DENVER

TRADE = {"knee", "heel", "pain", "physio"}
BIG_DENVER = replace(DENVER, population=700_000)
HAMLET = replace(DENVER, name="Home", population=LEAST_PEOPLE - 1)


class Towns:
    """Knows Denver, Colorado and a hamlet called Home."""

    def suggest(self, text, *, country_hint=None):
        known = (BIG_DENVER, COLORADO, HAMLET)
        return tuple(place for place in known if text.casefold().startswith(place.name.casefold()))


class NoPlaceData:
    def suggest(self, text, *, country_hint=None):
        raise GazetteerMissing("There is none.")


@pytest.mark.parametrize(
    ("question", "place", "rest"),
    [
        ("physio in Denver", BIG_DENVER, "physio"),
        ("someone for my knee, near denver, colorado?", BIG_DENVER, "someone for my knee"),
        ("physio around Denver CO", BIG_DENVER, "physio"),
        ("sports massage in Colorado", COLORADO, "sports massage"),
        ("pain in heel, physio in Denver", BIG_DENVER, "pain in heel, physio"),
    ],
)
def test_a_place_at_the_end_is_taken(question, place, rest):
    named = said_at_the_end(question, Towns(), TRADE)

    assert (named.place, named.rest, named.taken) == (place, rest, True)


@pytest.mark.parametrize(
    "question",
    ["pain in the heel", "in Denver", "physio in home", "physio Denver", "physio in Denverton", ""],
)
def test_what_is_no_place_stays_in_the_question(question):
    assert said_at_the_end(question, Towns(), TRADE) is None


def test_a_town_among_the_words_is_only_offered():
    named = among("denver physio", ["xyzzy", "denver"], Towns())

    assert (named.place, named.rest, named.taken) == (BIG_DENVER, "physio", False)


def test_a_name_of_several_words_is_taken_whole():
    named = among("physio Denver Colorado please", {"denver", "colorado"}, Towns())

    assert (named.place, named.rest) == (BIG_DENVER, "physio please")


def test_words_that_are_no_town_offer_nothing():
    assert among("physio xyzzy", ["xyzzy"], Towns()) is None


def test_only_a_few_words_are_looked_up():
    class Counting(Towns):
        asked = 0

        def suggest(self, text, *, country_hint=None):
            self.asked += 1
            return ()

    places = Counting()
    strange = [f"xyzzy{number}" for number in range(60)]

    among(" ".join(strange), strange, places)

    assert places.asked == MOST_LOOKED_UP


def test_without_place_data_nothing_is_a_town():
    assert town_called(NoPlaceData(), "Denver") is None


@given(st.text(max_size=60))
def test_any_question_is_looked_through(question):
    named = said_at_the_end(question, Towns(), TRADE)

    assert named is None or question.strip().startswith(named.rest)
