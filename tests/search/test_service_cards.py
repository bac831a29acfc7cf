"""The cards of an answer: what stands on them, whom they show, how pages of them follow."""

from datetime import date

import pytest

from directory.db import begin_write
from directory.geo.point import GeoPoint
from directory.practitioners.models import Status
from directory.search.query import MAX_OFFSET, Sort
from tests.factories import DENVER, make_noise, make_practitioner
from tests.search.places import BERLIN

KM_NORTH = 1 / 111.2
GAIT = {"method": ["running_gait"]}


def north_of_denver(km):
    return [{"point": GeoPoint(DENVER.latitude + km * KM_NORTH, DENVER.longitude)}]


def names(results):
    return [card.practitioner.name for card in results.cards]


def test_a_card_has_number_place_distance_and_reasons(session, search, indexed):
    person = make_practitioner(
        session, terms=GAIT, locations=[{"point": None}, *north_of_denver(4.2)]
    )
    indexed()

    (card,) = search(q="gait analysis", near="Denver").cards

    assert (card.number, card.practitioner.id) == (1, person.id)
    assert card.location.id == person.locations[1].id
    assert card.distance_km == pytest.approx(4.2, abs=0.05)
    assert [reason.code for reason in card.reasons] == ["match", "near"]
    assert card.reasons[0].values == {"field": "method", "words": "Running gait"}


def test_a_listing_without_places_has_no_location(session, search, indexed):
    make_practitioner(session, locations=())
    indexed()

    (card,) = search().cards

    assert card.location is None


def test_a_listing_that_lost_the_matching_place_shows_its_first(session, search, indexed):
    person = make_practitioner(session, locations=[{"point": None}, *north_of_denver(1)])
    indexed()
    begin_write(session)
    del person.locations[1]
    session.commit()

    (card,) = search(near="Denver").cards

    assert card.location.id == person.locations[0].id


def test_a_hidden_listing_is_not_shown_even_while_it_is_in_the_index(session, search, indexed):
    person = make_practitioner(session, name="Hidden Person")
    make_practitioner(session, name="Shown Person")
    indexed()
    begin_write(session)
    person.status, person.hidden_reason = Status.HIDDEN, "asked for it"
    session.commit()

    assert names(search()) == ["Shown Person"]


# Filters, order, pages


def test_a_ceiling_is_in_the_currency_of_the_place(session, search, indexed):
    for name, fee, currency in (
        ("Cheap", 60.0, "USD"),
        ("Dear", 90.0, "USD"),
        ("Euro", 9.0, "EUR"),
    ):
        where = [{"fee_first": fee, "currency": currency}]
        make_practitioner(session, name=name, locations=where)
    indexed()

    results = search(near="Denver", max_price=70.0)

    assert names(results) == ["Cheap", "Euro"]
    assert results.unstated == {"price": 1}
    assert names(search(near="Denver", sort=Sort.PRICE)) == ["Cheap", "Dear", "Euro"]


def test_the_currency_of_another_country_is_its_own(session, search, indexed):
    indexed()

    results = search(near="Berlin")

    assert (results.interpretation.place, results.interpretation.currency) == (BERLIN, "EUR")


def test_filters_reach_the_engine(session, search, indexed):
    make_practitioner(session, name="Assessed", score=80.0, score_low=70.0, telehealth=True)
    make_practitioner(session, name="Poor", score=40.0, score_low=30.0, telehealth=True)
    make_practitioner(session, name="No Video", score=90.0, score_low=80.0, telehealth=False)
    indexed()

    results = search(chosen={"telehealth": frozenset({"yes"})}, min_score=60.0)

    assert names(results) == ["Assessed"]
    assert results.facets["telehealth"].counts == {"yes": 1, "no": 1}


def test_fresher_listings_stand_higher(session, search, indexed):
    make_practitioner(session, name="Old", confirmed_on=date(2019, 1, 1))
    make_practitioner(session, name="New", confirmed_on=date(2026, 2, 20))
    indexed()

    assert names(search(near="Denver")) == ["New", "Old"]


def test_pages_follow_each_other_and_number_their_cards(session, search, indexed):
    make_noise(session, 7)
    indexed()

    pages = [search(page=page, per_page=3) for page in (1, 2, 3, 4)]

    numbers = [[card.number for card in results.cards] for results in pages]
    assert numbers == [[1, 2, 3], [4, 5, 6], [7], []]
    assert len({name for results in pages for name in names(results)}) == 7
    assert {results.pages for results in pages} == {3}


def test_far_beyond_the_last_page_there_is_nothing(session, search, indexed):
    make_noise(session, 2)
    indexed()

    results = search(page=MAX_OFFSET * 10**9, per_page=50)

    assert (results.total, results.cards) == (2, ())


@pytest.mark.parametrize(
    "hostile",
    ["email:u5*", "[a TO z]", "(" * 5_000, "x" * 20_000, "kn\x00ee", "\ud800", '"' * 999, "-" * 99],
)
def test_hostile_questions_are_answered(session, search, indexed, hostile):
    make_practitioner(session)
    indexed()

    assert search(q=hostile, near="Denver").total <= 1
