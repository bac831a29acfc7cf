"""Where somebody is listed, region by region."""

from datetime import date, timedelta

from directory.geo.region_people import RegionPeople
from directory.moderation.coverage import FRESH, Region, countries_of, gaps, regions
from directory.moderation.misses import Missed, count_misses
from directory.practitioners.models import Status
from directory.practitioners.vocabulary import Kind
from tests.databases import ensure_writing
from tests.factories import make_practitioner

TODAY = date(2026, 5, 20)
PEOPLED = {
    ("US", "CO"): RegionPeople("Colorado", 3_000_000),
    ("US", "WY"): RegionPeople("Wyoming", 300_000),
    ("US", "XX"): RegionPeople("Nowhere", 0),
}
WYOMING = {"region_code": "WY", "city": "Cody"}


def of(session, code, peopled=PEOPLED):
    return next(one for one in regions(session, peopled, TODAY) if one.code == code)


def test_listings_are_counted_by_kind_and_only_public_ones(session):
    make_practitioner(session)
    make_practitioner(session, status=Status.UNCLAIMED)
    make_practitioner(session, kind=Kind.RUNNING_COACH)
    make_practitioner(session, status=Status.HIDDEN, hidden_reason="x")
    make_practitioner(session, status=Status.PENDING)

    colorado = of(session, "CO")

    assert colorado.listings == {"therapist": 2, "running_coach": 1}
    assert (colorado.name, colorado.people_per_listing) == ("Colorado", 1_000_000)


def test_two_places_in_a_region_are_one_listing_and_in_two_regions_one_in_each(session):
    make_practitioner(session, locations=[{}, {}, WYOMING])

    assert of(session, "CO").total == of(session, "WY").total == 1


def test_confirmed_is_who_was_so_within_half_a_year(session):
    for day in (TODAY - FRESH, TODAY - FRESH - timedelta(1), None, TODAY):
        make_practitioner(session, confirmed_on=day)

    assert of(session, "CO").confirmed_share == 0.5


def test_nobody_listed_has_no_share_and_unknown_people_no_ratio(session):
    assert of(session, "WY").confirmed_share is None
    assert of(session, "WY").people_per_listing is None
    assert of(session, "XX").people is None


def test_a_region_the_place_data_does_not_know_goes_by_its_code(session):
    make_practitioner(session)

    assert of(session, "CO", {}).name == "CO"


def test_the_most_searched_in_vain_stand_first_then_the_thinnest(session):
    ensure_writing(session)
    make_practitioner(session)
    count_misses(session, {Missed(TODAY, "US", "ZZ", "therapist"): 6})

    assert [one.code for one in regions(session, PEOPLED, TODAY)] == ["ZZ", "CO", "WY", "XX"]


def test_gaps_are_kinds_that_nobody_is_of_the_most_missed_first():
    found = [
        Region("US", "CO", "Colorado", {"therapist": 1}, people=9, misses={"running_coach": 3}),
        Region("US", "WY", "Wyoming", misses={"": 2, "therapist": 2}),
        Region("US", "", "", {}),
    ]

    told = [(gap.region.code, gap.kind, gap.missed) for gap in gaps(found)]

    assert told == [
        ("WY", "therapist", 4),
        ("CO", "running_coach", 3),
        ("WY", "movement_coach", 2),
        ("WY", "running_coach", 2),
        ("CO", "movement_coach", 0),
    ]


def test_countries_are_those_where_anything_happened_the_most_first():
    found = [
        Region("US", "CO", "Colorado", {"therapist": 1}),
        Region("CA", "ON", "Ontario", misses={"": 2}),
        Region("DE", "BE", "Berlin", people=3),
        Region("AT", "9", "Wien", {"therapist": 1}),
    ]

    assert countries_of(found) == ["CA", "AT", "US"]
