"""What was typed is read with its misspelt words repaired, and a place in it seen."""

from dataclasses import replace

import pytest

from directory.geo.point import GeoPoint
from directory.search.query import Member
from directory.search.request import SearchRequest
from directory.search.spelling import IndexWords
from directory.search.understanding import OTHER_NAME_WEIGHT, understand
from tests.api.fakes import DENVER

BIG_DENVER = replace(DENVER, population=700_000)


class Listings:
    """An index with a few names in it."""

    index = IndexWords(text={"kerb": 1}, names={"okafor": 2, "johnson": 9, "jonsson": 4})
    asked = 0

    def has(self, word):
        return word in self.index.text or word in self.index.names

    def words(self):
        self.asked += 1
        return self.index


class Towns:
    def suggest(self, text, *, country_hint=None):
        return (BIG_DENVER,) if text.casefold() == "denver" else ()


@pytest.fixture
def listings():
    return Listings()


def asked(text, **what_matters):
    return SearchRequest(q=text, **what_matters)


def test_a_misspelt_word_is_repaired_before_phrases_are_known(listings):
    right = understand(listings, Towns(), asked("plantar fasciitis"))

    misspelt = understand(listings, Towns(), asked("plantr fascitis"))

    assert misspelt.parsed == right.parsed
    assert misspelt.question == "plantar fasciitis"
    assert [repair.typed for repair in misspelt.repairs] == ["plantr", "fascitis"]


def test_known_words_cost_no_look_at_the_words_of_the_index(listings):
    understood = understand(listings, Towns(), asked("knee pain kerb okafor"))

    assert understood.repairs == ()
    assert listings.asked == 0


def test_a_name_half_typed_stands_for_the_whole(listings):
    understood = understand(listings, Towns(), asked("okaf"))

    (group,) = understood.parsed.text.groups
    assert Member(("okafor",), OTHER_NAME_WEIGHT) in group.members


def test_a_name_misspelt_stands_for_all_as_near(listings):
    understood = understand(listings, Towns(), asked("jonson"))

    (group,) = understood.parsed.text.groups
    assert [member.phrase for member in group.members] == [("johnson",), ("jonsson",)]


def test_exact_words_are_left_alone(listings):
    understood = understand(listings, Towns(), asked("physo in Denver", exact=True))

    assert (understood.question, understood.near) == ("physo in Denver", "")
    assert understood.repairs == ()


def test_a_place_at_the_end_is_where_to_look(listings):
    understood = understand(listings, Towns(), asked("physo in Denver"))

    assert (understood.near, understood.question) == ("Denver, Colorado", "physio")
    assert understood.place_named.taken


def test_a_place_among_the_words_is_offered_and_not_repaired(listings):
    understood = understand(listings, Towns(), asked("denver physio"))

    assert (understood.near, understood.question) == ("", "denver physio")
    assert understood.place_named.rest == "physio"
    assert not understood.place_named.taken


def test_a_town_that_listings_name_is_offered_beside_words_of_the_trade(listings):
    listings.index = IndexWords(text={}, names={"denver": 3})

    beside, alone = (understand(listings, Towns(), asked(q)) for q in ("denver physio", "denver"))

    assert beside.place_named.place == BIG_DENVER
    assert alone.place_named is None


@pytest.mark.parametrize(
    "where", [{"near": "Boulder"}, {"point": GeoPoint(40.01, -105.27)}], ids=["near", "point"]
)
def test_who_says_where_is_offered_no_other_place(listings, where):
    for text in ("physio in Denver", "denver physio"):
        understood = understand(listings, Towns(), asked(text, **where))

        assert understood.place_named is None
        assert understood.near == where.get("near", "")


def test_no_word_becomes_a_filler(listings):
    listings.index = IndexWords(text={"seven": 9}, names={"stephen": 1})

    assert understand(listings, Towns(), asked("steven")).question != "seven"


def test_typographic_quotes_ask_for_the_phrase(listings):
    (group,) = understand(listings, Towns(), asked("“knee pain”")).parsed.text.groups

    assert group.required


def test_nothing_asked_is_nothing_read(listings):
    assert not understand(listings, Towns(), asked("")).parsed.text
