"""What search keeps about a practitioner is what the listing shows."""

from datetime import date

import pytest

from directory.practitioners.vocabulary import Kind
from directory.search.document import WHOLE_CHAIN, document_of
from directory.search.query import FACETS, TEXT_FIELDS
from tests.factories import DENVER, make_licence, make_practitioner, make_term

pytestmark = pytest.mark.databases("sqlite")


def test_readable_texts_go_where_they_weigh_what_they_should(session):
    practitioner = make_practitioner(
        session,
        name="Zoë Łukasz",
        other_names=["Zoë Peak"],
        bio="Twenty years of trail running.",
        locations=[{"name": "Peak Physio"}],
        terms={"modality": ["active_release"], "condition": ["knee_pain"], "stage": ["pain"]},
    )
    make_term(session, practitioner, "method", "running_gait", note="On a treadmill, filmed.")

    texts = document_of(practitioner).texts

    assert set(texts) == set(TEXT_FIELDS)
    assert texts["name"].splitlines() == ["Zoë Łukasz", "z l", "Zoë Peak", "Peak Physio"]
    assert texts["craft"].splitlines() == ["Physical therapist", "DPT", "Active release"]
    assert texts["focus"].splitlines() == ["Running gait", "Knee pain", "Pain"]
    assert texts["bio"].splitlines() == [
        "Twenty years of trail running.",
        "On a treadmill, filmed.",
    ]


def test_what_somebody_does_not_do_is_not_among_their_words(session):
    practitioner = make_practitioner(session, bio="I film you. I do not treat knees, only hips.")
    make_term(session, practitioner, "language", "en", note="Aetna is not accepted.")

    bio = document_of(practitioner).texts["bio"]

    assert bio.split() == ["I", "film", "you.", "I", ",", "only", "hips.", "."]


def test_facets_hold_what_is_stated_and_nothing_else(session):
    practitioner = make_practitioner(
        session,
        kind=Kind.RUNNING_COACH,
        profession="running_coach",
        telehealth=True,
        accepting=None,
        terms={"language": ["en", "de"]},
    )

    keys = document_of(practitioner).keys

    assert {facet: key for facet, key in keys.items() if key} == {
        "kind": ("running_coach",),
        "profession": ("running_coach",),
        "language": ("en", "de"),
        "telehealth": ("yes",),
        "verified": ("no",),
    }
    assert set(keys) == set(FACETS)


def test_no_is_stated_and_a_licence_seen_verifies(session):
    practitioner = make_practitioner(session, telehealth=False, accepting=False)
    make_licence(session, practitioner, verified_on=date(2026, 1, 1))

    keys = document_of(practitioner).keys

    assert keys["telehealth"] == keys["accepting"] == ("no",)
    assert keys["verified"] == ("yes",)


def test_ways_to_pay_are_gathered_from_all_locations(session):
    practitioner = make_practitioner(
        session,
        locations=[
            {"payers": ["aetna", "kaiser_permanente"], "self_pay": True},
            {"payers": ["aetna", "no_such_payer"], "sliding_scale": True},
        ],
    )

    payment = document_of(practitioner).keys["payment"]

    assert sorted(payment) == sorted(
        ["aetna", "kaiser_permanente", "no_such_payer", "hmo", "self_pay", "sliding_scale"]
    )


@pytest.mark.parametrize(
    ("stated", "states"),
    [
        ({}, False),
        ({"terms": {"language": ["en"], "region": ["knees"]}}, False),
        ({"bio": "Watches you run."}, True),
        ({"terms": {"method": ["running_gait"]}}, True),
        ({"terms": {"condition": ["knee_pain"]}}, True),
    ],
)
def test_whether_methods_are_stated(session, stated, states):
    assert document_of(make_practitioner(session, **stated)).states_methods is states


def test_places_keep_their_order_point_region_and_fee(session):
    practitioner = make_practitioner(
        session,
        locations=[
            {"fee_first": 120.0, "currency": "USD"},
            {"point": None, "country": "DE", "region_code": "BE"},
        ],
    )

    first, second = document_of(practitioner).locations

    assert (first.point, first.country, first.admin1) == (DENVER, "US", "CO")
    assert (first.fee_first, first.currency) == (120.0, "USD")
    assert (second.point, second.country, second.admin1, second.fee_first) == (
        None,
        "DE",
        "BE",
        None,
    )


def test_freshness_counts_from_confirmation_else_from_the_source(session):
    confirmed = make_practitioner(
        session, confirmed_on=date(2026, 2, 1), source_updated_on=date(2020, 1, 1)
    )
    imported = make_practitioner(session, source_updated_on=date(2020, 1, 1))

    assert document_of(confirmed).confirmed_on == date(2026, 2, 1)
    assert document_of(imported).confirmed_on == date(2020, 1, 1)


def test_a_least_score_is_asked_of_the_published_one(session):
    few = make_practitioner(session, score=56.37, score_low=37.6, score_members=2)
    more = make_practitioner(session, score=56.37, score_low=37.6, score_members=3)

    kept = [document_of(few), document_of(more)]

    assert [one.score for one in kept] == [56.0, 56.4]
    assert [one.score_low for one in kept] == [37.6, 37.6]


def test_id_version_and_score_are_carried_over(session):
    practitioner = make_practitioner(session, score=81.0, score_low=68.0)

    kept = document_of(practitioner)

    assert (kept.id, kept.version) == (str(practitioner.public_id), practitioner.version)
    assert (kept.score, kept.score_low) == (81.0, 68.0)


def test_who_examines_most_of_the_chain_is_found_by_saying_so(session):
    links = ["feet", "knees", "hips", "core"]
    whole = make_practitioner(session, terms={"region": links})
    part = make_practitioner(session, terms={"region": links[:3]})

    assert WHOLE_CHAIN in document_of(whole).texts["focus"].splitlines()
    assert WHOLE_CHAIN not in document_of(part).texts["focus"].splitlines()


def test_a_private_address_is_searched_no_more_exactly_than_it_is_shown(session):
    practitioner = make_practitioner(session, town_only=True, locations=[{"point": DENVER}])

    (place,) = document_of(practitioner).locations

    assert place.point == DENVER.rounded(1) != DENVER
