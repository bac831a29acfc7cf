"""My team from the database and the index: who may fill a role and what it costs."""

import pytest

from directory.db import begin_write
from directory.geo.failures import PlaceNotFound
from directory.geo.point import GeoPoint
from directory.journey.benches import ROLES
from directory.journey.teams import find_team
from directory.practitioners.models import Status
from tests.factories import DENVER, make_noise, make_practitioner
from tests.search.places import FakePlaces
from tests.search.worlds import TODAY

THERAPIST, MOVER, RUNNER = ROLES
PROFESSIONS = {
    THERAPIST: "physical_therapist",
    MOVER: "strength_coach",
    RUNNER: "running_coach",
}
BOULDER = GeoPoint(40.015, -105.2705)
CHICAGO = GeoPoint(41.88, -87.63)


def plant(session, kind, name, fee=100, point=DENVER, **columns):
    place = {"point": point, "fee_first": fee, "currency": "USD"} | columns.pop("place", {})
    columns.setdefault("profession", PROFESSIONS[kind])
    return make_practitioner(session, kind=kind, name=name, locations=[place], **columns)


def plant_three(session, **columns):
    return [plant(session, kind, str(kind), **columns) for kind in ROLES]


def names(team):
    return [member.practitioner.name for member in team.members]


def test_one_of_each_kind_makes_a_team_in_the_order_of_their_work(session, team):
    plant_three(session)
    make_noise(session)

    answer = team()

    (only,) = answer.teams
    assert [member.kind for member in only.members] == list(ROLES)
    assert (only.total, only.assumed) == (300, 0)
    assert answer.asked.possible == 1


def test_the_better_team_wins_unless_the_budget_forbids_it(session, team):
    plant_three(session)
    plant(session, THERAPIST, "Dear and good", fee=300, score=90.0, score_low=85.0)

    rich, poor = team(budget=500), team(budget=499)

    assert (rich.asked.possible, poor.asked.possible) == (2, 1)
    assert names(rich.teams[0])[0] == "Dear and good"
    assert names(poor.teams[0])[0] == "therapist"


def test_a_price_that_nobody_states_is_reckoned_at_the_median_and_said_so(session, team):
    plant_three(session)
    hidden = plant(session, RUNNER, "Silent", fee=None, score=99.0, score_low=95.0)
    plant(session, RUNNER, "Third", fee=160, point=BOULDER)

    free, limited = team(), team(budget=1_000)

    assert names(free.teams[0])[2] == hidden.name
    assert (free.teams[0].total, free.teams[0].assumed) == (330, 130)
    assert [one.practitioner.name for one in free.teams[0].unpriced] == ["Silent"]
    # With a budget whoever states a price is surer to fit it.
    assert names(limited.teams[0])[2] == "running_coach"


def test_those_who_state_no_price_can_be_left_out(session, team):
    plant_three(session)
    plant(session, THERAPIST, "Silent", fee=None)

    answer = team(stated_only=frozenset({"price"}))

    assert answer.asked.counts[THERAPIST] == 1


def test_a_price_in_another_currency_counts_as_not_stated(session, team):
    plant_three(session, place={"currency": "EUR"})

    (only,) = team().teams

    assert len(only.unpriced) == 3
    assert only.total == 0


def test_where_no_country_tells_the_currency_sums_are_of_the_commonest_around(session, team):
    sea = GeoPoint(0.0, 0.0)
    plant(session, THERAPIST, "A", fee=90, point=sea, place={"currency": "EUR"})
    plant(session, MOVER, "B", fee=36, point=sea, place={"currency": "GBP"})
    plant(session, RUNNER, "C", fee=42, point=sea, place={"currency": "GBP"})

    answer = team(point=sea, budget=100)

    (only,) = answer.teams
    assert answer.asked.currency == "GBP"
    assert only.total == 78
    assert [one.practitioner.name for one in only.unpriced] == ["A"]


def test_where_nobody_around_states_a_price_that_of_who_is_settled_counts(session, team):
    sea = GeoPoint(0.0, 0.0)
    plant_three(session, fee=None, point=sea)
    far = plant(session, MOVER, "Far away", fee=80, place={"currency": "CHF"})

    answer = team(point=sea, settled=[far])

    assert (answer.asked.currency, answer.teams[0].total) == ("CHF", 80)
    assert team(point=sea).asked.currency is None


def test_a_price_not_stated_is_one_lack_where_a_limit_and_a_budget_ask_for_it(session, team):
    plant_three(session, terms={"language": ["en"], "stage": ["pain"]}, place={"payers": ["aetna"]})
    stated = {"terms": {"language": ["en"]}, "score_low": 99.0, "score": 99.0}
    plant(session, THERAPIST, "Says no stage nor payer", **stated)
    everything = {"terms": {"language": ["en"], "stage": ["pain"]}, "fee": None}
    plant(session, THERAPIST, "Says no price", **everything, place={"payers": ["aetna"]})
    plant(session, THERAPIST, "Says no payer", terms={"language": ["en"], "stage": ["pain"]})

    chosen = {"payment": frozenset({"aetna"}), "stage": frozenset({"pain"})}
    answer = team(budget=900, chosen=chosen, max_price=100)

    points = {
        answer.asked.benches[0].seat(at).unstated: int(points)
        for at, points in enumerate(answer.asked.benches[0].bench.points)
    }
    assert points[frozenset({"price"})] == points[frozenset({"payment"})]


def test_somebody_settled_stays_wherever_they_work_and_whatever_is_asked(session, team):
    plant_three(session)
    far = plant(session, MOVER, "Far away", fee=80, point=CHICAGO)

    answer = team(settled=[far], chosen={"payment": frozenset({"aetna"})})

    assert [names(one)[1] for one in answer.teams] == ["Far away"]
    assert answer.teams[0].members[1].settled
    assert answer.teams[0].total == 280


def test_keeping_who_was_found_changes_neither_place_nor_price(session, team):
    plant_three(session)
    two = [
        {"point": CHICAGO, "fee_first": 60, "currency": "USD", "country": "US"},
        {"point": BOULDER, "fee_first": 90, "currency": "USD", "country": "US"},
        {"point": DENVER, "fee_first": 110, "currency": "USD", "country": "US"},
    ]
    both = make_practitioner(
        session, kind=MOVER, profession="strength_coach", name="Twice", locations=two,
        score=95.0, score_low=92.0,
    )  # fmt: skip

    found, kept = team(), team(settled=[both])

    before, after = (one.teams[0].members[1] for one in (found, kept))
    assert (before.practitioner, before.fee) == (both, 110)
    assert (after.location, after.distance_km, after.fee) == (
        before.location, before.distance_km, before.fee,
    )  # fmt: skip
    assert kept.teams[0].total == found.teams[0].total


def test_somebody_settled_far_away_tells_how_far_or_that_it_is_by_video(session, team):
    plant_three(session)
    far = plant(session, MOVER, "Far away", point=CHICAGO, telehealth=True)

    there, by_video = team(settled=[far]), team(settled=[far], video=True)

    assert 1_400 < there.teams[0].members[1].distance_km < 1_500
    assert not there.teams[0].members[1].by_video
    assert by_video.teams[0].members[1].by_video
    assert by_video.teams[0].members[1].distance_km is None


def test_somebody_settled_without_place_or_price_is_not_counted(session, team):
    plant_three(session)
    nowhere = make_practitioner(session, kind=RUNNER, name="Nowhere", locations=())

    (only,) = team(settled=[nowhere]).teams

    member = only.members[2]
    assert (member.location, member.fee, member.reckoned) == (None, None, 0)


def test_by_video_the_country_is_near_enough_but_near_is_better(session, team):
    plant_three(session)
    plant(session, RUNNER, "By video", point=CHICAGO, telehealth=True, score=99.0, score_low=98.0)
    plant(
        session,
        RUNNER,
        "Elsewhere",
        telehealth=True,
        place={"point": GeoPoint(52.5, 13.4), "country": "DE"},
    )

    without, within = team(), team(video=True)

    assert without.asked.counts[RUNNER] == 1
    assert within.asked.counts[RUNNER] == 2
    assert names(within.teams[0])[2] == "running_coach"


def test_the_only_one_by_video_fills_the_role_and_is_marked(session, team):
    plant(session, THERAPIST, "A")
    plant(session, MOVER, "B")
    plant(session, RUNNER, "C", point=CHICAGO, telehealth=True)

    (only,) = team(video=True).teams

    assert [member.by_video for member in only.members] == [False, False, True]


def test_words_that_nobody_of_a_role_says_do_not_leave_it_empty(session, team):
    for kind in ROLES:
        terms = {"condition": ["knee_pain"]} if kind == THERAPIST else {"language": ["en"]}
        plant(session, kind, str(kind), terms=terms, bio="We walk." if kind != THERAPIST else "")

    (only,) = team(q="knee pain").teams

    assert [member.silent for member in only.members] == [False, True, True]


def test_each_member_tells_what_fits_and_what_they_do_not_state(session, team):
    plant(session, THERAPIST, "A", place={"payers": ["aetna"]})
    plant(session, MOVER, "B")
    plant(session, RUNNER, "C", point=CHICAGO, telehealth=True)

    asked = {"payment": frozenset({"aetna"}), "language": frozenset({"en"})}
    (only,) = team(chosen=asked, video=True).teams

    assert [one.unstated for one in only.members] == [{"language"}] * 3
    assert [reason.code for reason in only.members[0].reasons] == ["payer", "near"]


def test_an_insurer_is_asked_of_the_therapist_alone(session, team):
    plant_three(session, place={"payers": ["cigna"], "self_pay": True})

    insured = team(chosen={"payment": frozenset({"aetna", "self_pay"})})
    alone = team(chosen={"payment": frozenset({"sliding_scale"})})
    cigna = team(chosen={"payment": frozenset({"aetna"})})

    assert [len(bench) for bench in insured.asked.benches] == [1, 1, 1]
    assert [len(bench) for bench in alone.asked.benches] == [0, 0, 0]
    assert [len(bench) for bench in cigna.asked.benches] == [0, 1, 1]


def test_somebody_hidden_a_moment_ago_is_replaced(session, team, index):
    plant_three(session)
    best = plant(session, THERAPIST, "Hidden", score=99.0, score_low=98.0)
    first = team()
    begin_write(session)
    best.status, best.hidden_reason = Status.HIDDEN, "closed"
    session.commit()

    answer = find_team(session, index, FakePlaces(), first.asked.request, today=TODAY)

    assert names(first.teams[0])[0] == "Hidden"
    assert names(answer.teams[0])[0] == "therapist"


def test_an_unknown_place_is_told(team):
    with pytest.raises(PlaceNotFound):
        team(near="Atlantis")
