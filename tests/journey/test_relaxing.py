"""What to give up when there is no team: each way offered works, and few questions find it."""

from dataclasses import replace

import pytest

from directory.db import begin_write
from directory.journey.relaxing import MOST_WAYS, Limit, relaxations
from directory.journey.teams import find_team
from directory.practitioners.models import Status
from tests.journey.test_teams import (
    BOULDER,
    CHICAGO,
    MOVER,
    ROLES,
    RUNNER,
    THERAPIST,
    plant,
    plant_three,
)
from tests.search.places import FakePlaces
from tests.search.worlds import TODAY


@pytest.fixture
def give_up(session, index):
    """What giving up each limit would bring, by its name."""

    def ask(answer):
        found = relaxations(session, index, answer.asked)
        return {one.limit: one for one in found}

    return ask


def test_the_budget_to_raise_is_the_least_that_suffices(session, team, give_up):
    plant_three(session)
    plant(session, MOVER, "Cheaper", fee=60.5)

    answer = team(budget=100)
    found = give_up(answer)

    assert answer.teams == ()
    assert found[Limit.BUDGET].total == 260.5
    assert found[Limit.BUDGET].teams == 1
    assert team(budget=260.5).teams
    assert not team(budget=260.49).teams


def test_the_radius_widens_to_the_first_step_that_suffices(session, team, give_up):
    plant(session, THERAPIST, "A")
    plant(session, MOVER, "B")
    plant(session, RUNNER, "C", point=BOULDER)

    found = give_up(team(radius_km=10.0))

    assert found.keys() == {Limit.RADIUS}
    assert found[Limit.RADIUS].request.search.radius_km == 40


def test_each_other_limit_is_given_up_alone(session, team, give_up):
    stated = {"language": ["de"], "stage": ["pain"], "condition": ["knee_pain"]}
    for kind in ROLES:
        plant(session, kind, str(kind), terms=stated, place={"payers": ["aetna"]})

    asked = {
        Limit.PAYMENT: {"chosen": {"payment": frozenset({"cigna"})}},
        Limit.LANGUAGE: {"chosen": {"language": frozenset({"en"})}},
        Limit.STAGE: {"chosen": {"stage": frozenset({"mobility"})}},
        Limit.OTHERS: {"max_price": 50},
        Limit.WORDS: {"q": '"elephant"'},
    }
    found = {limit: give_up(team(**limits)) for limit, limits in asked.items()}

    assert {limit: set(ways) for limit, ways in found.items()} == {
        limit: {limit} for limit in asked
    }


def test_two_limits_that_only_together_stand_in_the_way_give_no_single_way(session, team, give_up):
    for kind in ROLES:
        plant(session, kind, str(kind), terms={"language": ["de"]}, place={"payers": ["aetna"]})

    chosen = {"payment": frozenset({"cigna"}), "language": frozenset({"en"})}

    assert give_up(team(chosen=chosen)) == {}


def test_who_works_by_video_or_states_nothing_is_offered_where_it_helps(session, team, give_up):
    plant(session, THERAPIST, "A")
    plant(session, MOVER, "B", fee=None)
    plant(session, RUNNER, "C")

    stated = give_up(team(stated_only=frozenset({"price"})))
    plant(session, MOVER, "D", point=CHICAGO, telehealth=True)
    both = give_up(team(stated_only=frozenset({"price"}), radius_km=5.0))

    assert stated.keys() == {Limit.STATED}
    assert both.keys() == {Limit.STATED, Limit.VIDEO}


def test_what_is_given_up_brings_what_was_said(session, team, give_up, index):
    plant_three(session, place={"payers": ["aetna"]})
    answer = team(chosen={"payment": frozenset({"cigna"})})

    (way,) = give_up(answer).values()
    kept = find_team(session, index, FakePlaces(), way.request, today=TODAY)

    assert (kept.teams[0].total, kept.asked.possible) == (way.total, way.teams)
    assert replace(way.request, search=answer.asked.request.search) == answer.asked.request


def hide(session, one):
    begin_write(session)
    one.status, one.hidden_reason = Status.HIDDEN, "closed"
    session.commit()


def test_nobody_hidden_since_the_index_was_made_is_counted_on(session, team, give_up):
    plant_three(session, place={"payers": ["aetna"]})
    cheap = plant(session, THERAPIST, "Hidden", fee=50, terms={"language": ["en"]})
    only = plant(session, MOVER, "Hidden too", point=BOULDER, fee=10, place={"payers": ["cigna"]})
    poor = team(budget=100)
    narrow = team(chosen={"payment": frozenset({"cigna"})}, stated_only=frozenset({"payment"}))
    hide(session, cheap)
    hide(session, only)

    assert give_up(poor)[Limit.BUDGET].total == 300
    assert give_up(poor).keys() == {Limit.BUDGET}
    assert give_up(narrow)[Limit.PAYMENT].teams == 1


class Counting:
    """Counts what is asked of an engine."""

    def __init__(self, engine):
        self.engine, self.asked = engine, 0

    def offers(self, query):
        self.asked += 1
        return self.engine.offers(query)


LIMITS = {
    "radius_km": 10.0,
    "q": "knee pain",
    "max_price": 90.0,
    "stated_only": frozenset({"price"}),
    "chosen": {name: frozenset({"x"}) for name in ("payment", "language", "stage")},
}


@pytest.mark.parametrize(
    ("limits", "most"),
    [({"budget": 1}, 8), ({"budget": 400} | LIMITS, 20)],
    ids=["too_poor", "every_limit"],
)
def test_what_to_give_up_takes_few_questions(session, team, index, limits, most):
    stated = {"payment": ["aetna"], "language": ["en"], "stage": ["pain"]}
    for kind in ROLES:
        terms = {name: stated[name] for name in ("language", "stage")}
        plant(session, kind, str(kind), terms=terms, place={"payers": stated["payment"]})
    answer = team(**limits)
    counting = Counting(index)

    found = relaxations(session, counting, answer.asked)

    assert answer.teams == ()
    assert len(found) <= MOST_WAYS
    assert counting.asked <= most


def test_no_more_ways_are_offered_than_are_read(session, team, give_up):
    plant_three(session, terms={"language": ["en"]})
    for kind in ROLES:
        plant(session, kind, f"Far {kind}", point=BOULDER, fee=10, telehealth=True)

    found = give_up(team(budget=100, radius_km=5.0, stated_only=frozenset({"price"})))

    assert {Limit.BUDGET, Limit.RADIUS, Limit.VIDEO} <= found.keys()
    assert len(found) <= MOST_WAYS
