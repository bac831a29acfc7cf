"""The made-up world is rich, varied, consistent and the same from the same seed."""

import math
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import combinations

import pytest

from directory.demo.places import JITTER_KM
from directory.demo.prose import shingles
from directory.demo.records import LISTING_COLUMNS, LOCATION_COLUMNS
from directory.demo.stock import metros, table
from directory.demo.world import world
from directory.geo.point import GeoPoint
from directory.practitioners.models import PUBLIC_STATUSES, Precision
from directory.practitioners.vocabulary import LINKS, Kind, vocabulary

CONTINENTS = {
    "America": {"US", "CA"},
    "Europe": {"GB", "IE", "DE", "FR", "ES", "NL"},
    "Oceania": {"AU", "NZ"},
}
CURRENCIES = {"US": "USD", "CA": "CAD", "GB": "GBP", "AU": "AUD", "NZ": "NZD"}


def column(people, name):
    return [person.columns[name] for person in people]


def places(people):
    return [place for person in people for place in person.locations]


def bios(people):
    return [bio for bio in column(people, "bio") if bio]


def metro_of(person):
    spot = (person.locations[0].columns["city"], person.locations[0].columns["postal_code"])
    return next(
        metro.key
        for metro in metros()
        for town in metro.towns
        if town.city == spot[0] and spot[1].startswith(town.postal_code)
    )


def test_the_same_seed_and_day_make_the_same_world(people, today):
    assert list(world(count=len(people), seed=1, today=today)) == people


def test_another_seed_makes_other_people(people, today):
    others = list(world(count=50, seed=2, today=today))

    assert not {p.public_id for p in others} & {p.public_id for p in people}
    assert column(others, "bio") != column(people[:50], "bio")


def test_a_longer_world_begins_with_the_shorter(people, today):
    assert list(world(count=37, seed=1, today=today)) == people[:37]


def test_nothing_changes_within_a_week_and_dates_move_on_after_it(people):
    sunday = list(world(count=20, seed=1, today=date(2026, 11, 22)))
    later = list(world(count=20, seed=1, today=date(2026, 11, 23)))

    assert sunday == people[:20]
    dated = [(a, b) for a, b in zip(sunday, later, strict=True) if a.columns["confirmed_on"]]
    assert all(
        b.columns["confirmed_on"] - a.columns["confirmed_on"] == timedelta(days=7) for a, b in dated
    )


def test_there_are_enough_people_of_every_kind(people):
    kinds = Counter(column(people, "kind"))

    assert len(people) >= 400
    assert set(kinds) == set(Kind)
    assert min(kinds.values()) >= 80


def test_people_live_in_many_metropolitan_areas_on_three_continents(people):
    lived_in = {metro_of(person) for person in people}
    countries = {place.columns["country"] for place in places(people)}

    assert len(lived_in) >= 30
    assert all(countries & there for there in CONTINENTS.values())


def test_every_column_is_decided(people):
    assert all(tuple(person.columns) == LISTING_COLUMNS for person in people)
    assert all(set(place.columns) == set(LOCATION_COLUMNS) for place in places(people))


def test_names_and_ids_are_nobody_elses(people):
    assert len(set(column(people, "name"))) == len(people)
    assert len({person.public_id for person in people}) == len(people)


def test_no_two_bios_are_equal_or_nearly_so(people):
    sets = [shingles(bio) for bio in bios(people)]

    alike = [len(a & b) / len(a | b) for a, b in combinations(sets, 2)]

    assert max(alike) < 0.5
    assert sum(alike) / len(alike) < 0.02


def test_most_have_a_bio_and_some_have_none_or_a_word_or_two(people):
    lengths = [len(bio.split()) for bio in column(people, "bio")]

    assert 0.08 < lengths.count(0) / len(lengths) < 0.25
    assert sum(0 < length < 12 for length in lengths) >= 10
    assert sum(length > 70 for length in lengths) >= 30


def test_bios_leave_no_blank_unfilled(people):
    assert [bio for bio in bios(people) if re.search(r"[{}]|  |\.\.", bio)] == []


def test_no_sentence_is_heard_everywhere(people):
    said = Counter(
        sentence for bio in bios(people) for sentence in re.split(r"(?<=[.!?])\s+", bio) if sentence
    )

    assert max(said.values()) <= 12
    assert len(said) >= 500


def test_keys_are_those_of_the_vocabularies(people):
    terms = {(term.vocabulary, term.key) for person in people for term in person.terms}
    payers = {payer for place in places(people) for payer in place.payers}
    accessible = {key for place in places(people) for key in place.columns["accessibility"] or ()}

    assert [term for term in terms if term[1] not in vocabulary(term[0])] == []
    assert {key for key in payers if key not in vocabulary("payer")} == set()
    assert {key for key in accessible if key not in vocabulary("accessibility")} == set()
    assert {key for key in column(people, "profession") if key not in vocabulary("profession")} == (
        set()
    )


def test_people_do_what_their_kind_may_do(people):
    astray = [
        (person.columns["name"], term.key)
        for person in people
        for term in person.terms
        if person.columns["kind"] not in vocabulary(term.vocabulary)[term.key].kinds
    ]

    assert astray == []


def test_some_look_at_the_whole_chain_some_at_the_knee_alone_some_do_not_say(people):
    looked_at = Counter(
        tuple(term.key for term in person.terms if term.vocabulary == "region") for person in people
    )

    assert looked_at[LINKS] >= 20
    assert looked_at[("knees",)] >= 5
    assert looked_at[()] >= 40


def test_claims_often_come_with_a_sentence_how(people):
    notes = [term.note for person in people for term in person.terms if term.vocabulary == "region"]

    assert 0.4 < sum(note is not None for note in notes) / len(notes) < 0.9
    assert all(len(term.note or "") <= 300 for person in people for term in person.terms)


def test_sparse_listings_are_as_sparse_as_real_ones(people):
    def states(name):
        return sum(any(t.vocabulary == name for t in p.terms) for p in people) / len(people)

    priced = sum(place.columns["fee_first"] is not None for place in places(people))

    assert 0.6 < states("method") < 0.95
    assert 0.5 < priced / len(places(people)) < 0.9
    assert {None, True, False} == set(column(people, "accepting"))
    assert any(
        a and not d
        for a, d in zip(*(column(people, n) for n in ("accepting", "accepting_as_of")), strict=True)
    )


def test_dates_lie_in_the_past_and_some_are_stale(people, today):
    confirmed = [day for day in column(people, "confirmed_on") if day]
    verified = [day for person in people for day in person.facts.values() if day]
    seen = [licence.verified_on for person in people for licence in person.licences]

    assert max([*confirmed, *verified, *filter(None, seen)]) <= today
    stale = sum(today - day > timedelta(days=183) for day in confirmed)
    assert 0.1 < stale / len(confirmed) < 0.4


def test_hours_are_in_order_and_tell_whether_there_are_evenings(people):
    for person in people:
        weeks = [p.columns["hours"] for p in person.locations if p.columns["hours"]]
        blocks = [block for week in weeks for day in week.values() for block in day]
        assert all("05:00" <= start < end <= "21:30" for start, end in blocks)
        late = any(end >= "19:00" for _, end in blocks)
        assert person.columns["evening_hours"] == (late if weeks else None)


def test_fees_are_in_the_countrys_currency_and_of_its_size(people):
    paid = defaultdict(list)
    for place in places(people):
        fee, country = place.columns["fee_first"], place.columns["country"]
        assert (place.columns["currency"] is None) == (fee is None)
        if fee is not None:
            paid[country].append(fee)
            assert place.columns["currency"] == CURRENCIES.get(country, "EUR")

    assert all(0 <= fee <= 500 for fees in paid.values() for fee in fees)
    assert len(set(paid["US"])) >= 15


def test_payers_are_those_of_the_country(people):
    for place in places(people):
        country = table("countries")[place.columns["country"]]
        regional = country.get("regional_payers", {}).get(place.columns["region_code"], [])
        assert set(place.payers) <= {*country["payers"], *regional}
        assert list(place.payers) == sorted(place.payers)


def test_addresses_lie_near_the_point_of_their_postal_code(people):
    towns = {
        (metro.country, town.postal_code): town.point for metro in metros() for town in metro.towns
    }
    for place in places(people):
        stated = place.columns
        code = next(
            c for c in towns if c[0] == stated["country"] and stated["postal_code"].startswith(c[1])
        )
        away_km = towns[code].distance_km(GeoPoint(stated["latitude"], stated["longitude"]))
        assert away_km <= JITTER_KM * 1.01
        assert (stated["precision"] is Precision.EXACT) == bool(stated["street"])


def test_nobody_can_be_called_or_written_to(people):
    phones = [place.columns["phone"] for place in places(people) if place.columns["phone"]]
    reserved = [
        re.escape(m.phone).replace(r"\#", r"\d").replace("#", r"\d") for m in metros() if m.phone
    ]
    hosts = [
        re.search(r"(?:@|//)([^/]+)", address)[1]
        for name in ("email", "website", "booking_url")
        for address in column(people, name)
        if address
    ]

    assert [p for p in phones if not any(re.fullmatch(form, p) for form in reserved)] == []
    assert [h for h in hosts if not h.endswith(".example") and h != "example.com"] == []


def test_listings_are_public_and_some_are_unclaimed(people):
    statuses = Counter(column(people, "status"))

    assert set(statuses) == set(PUBLIC_STATUSES)
    assert statuses["unclaimed"] < 0.15 * len(people)


@pytest.mark.parametrize(
    ("name", "least"),
    [("credentials", 60), ("profession", 28), ("wait_days", 12), ("runners_since", 15)],
)
def test_fields_vary(people, name, least):
    assert len(set(column(people, name))) >= least


def test_practices_go_by_their_own_name(people):
    practices = [p for p in people if p.columns["profession"].endswith("_clinic")]

    assert practices
    assert all(p.columns["name"] == p.locations[0].columns["name"] for p in practices)
    assert all(p.columns["gender"] is None for p in practices)
    said = " ".join([*bios(practices), *(t.note or "" for p in practices for t in p.terms)])
    assert re.search(r"\bI\b", said) is None


def test_names_do_not_run_out_in_a_large_world(today):
    many = list(world(count=1_500, seed=3, today=today))

    assert len({p.columns["name"] for p in many}) == len(many)


def test_shares_hold_in_every_seed(today):
    for seed in (5, 6):
        kinds = Counter(column(world(count=200, seed=seed, today=today), "kind"))
        assert math.isclose(kinds[Kind.THERAPIST] / 200, 0.5, abs_tol=0.1)
