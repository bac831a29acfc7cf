"""The best team is the best of all teams, and its alternatives the best of those that differ."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.journey.team import (
    LACK,
    Bench,
    best_teams,
    count_within,
    least_total,
    points_of,
    total_of,
)


def bench(*people):
    """People as pairs of points and fee."""
    return Bench(
        np.array([points for points, _ in people], dtype=np.int64),
        np.array([fee for _, fee in people], dtype=np.int64),
    )


@st.composite
def benches(draw, most=7):
    """Three small benches with many ties."""
    person = st.tuples(st.integers(-3, 6), st.integers(0, 8))
    return [bench(*draw(st.lists(person, max_size=most))) for _ in range(3)]


BUDGETS = st.none() | st.integers(-1, 26)


def better(roles, team):
    """What a team is compared by, written down plainly: less is better."""
    people = list(zip(roles, team, strict=True))
    worth = sum(int(role.points[at]) for role, at in people)
    return -worth, sum(int(role.fees[at]) for role, at in people), team


def by_trying_all(roles, budget):
    """The best team and its alternatives, each found by trying every one there is."""
    every = [
        team
        for team in product(*(range(len(role)) for role in roles))
        if budget is None or total_of(roles, team) <= budget
    ]
    found = []
    while len(found) < 3:
        apart = [
            team
            for team in every
            if all(sum(a == b for a, b in zip(team, other, strict=True)) <= 1 for other in found)
        ]
        if not apart:
            break
        found.append(min(apart, key=lambda team: better(roles, team)))
    return tuple(found)


@given(benches(), BUDGETS)
def test_no_team_is_better_than_the_one_found_nor_any_alternative(roles, budget):
    found = best_teams(roles, budget)

    assert found == by_trying_all(roles, budget)


@given(benches(), st.data())
def test_somebody_who_is_chosen_already_stays_in_every_team(roles, data):
    roles[1] = bench(data.draw(st.tuples(st.integers(-3, 6), st.integers(0, 8))))

    found = best_teams(roles, None)

    assert found == by_trying_all(roles, None)
    assert all(team[1] == 0 for team in found)


@given(benches())
def test_the_least_total_is_a_budget_that_suffices_and_none_below_it(roles):
    least = least_total(roles)

    if least is None:
        assert best_teams(roles, None) == ()
    else:
        assert best_teams(roles, least)
        assert not best_teams(roles, least - 1)


@given(benches(), BUDGETS)
def test_every_team_within_the_budget_is_counted_and_no_other(roles, budget):
    count = count_within(roles, budget)

    every = list(product(*(range(len(role)) for role in roles)))
    assert count == sum(budget is None or total_of(roles, team) <= budget for team in every)


@given(benches(), st.integers(0, 26), st.integers(0, 10))
def test_more_money_never_makes_a_team_worse(roles, budget, more):
    less_rich, richer = best_teams(roles, budget), best_teams(roles, budget + more)

    if less_rich:
        assert better(roles, richer[0])[0] <= better(roles, less_rich[0])[0]


ranks = st.floats(0, 1.5).map(lambda rank: round(rank, 9))


@given(st.lists(st.tuples(ranks, ranks, st.integers(0, 3)), min_size=6, max_size=6))
def test_points_of_a_team_count_what_is_not_stated_then_ranks_then_silent_ranks(people):
    rank, silent, lacking = (np.array(column) for column in zip(*people, strict=True))
    points = points_of(rank, silent, lacking.astype(np.int64))

    one, other = points[:3].sum(), points[3:].sum()

    thousandths = np.rint(rank * 1e9).astype(int)
    steps = np.rint(silent * 1_000).astype(int)
    keys = [
        (-int(lacking[part].sum()), int(thousandths[part].sum()), int(steps[part].sum()))
        for part in (slice(3), slice(3, 6))
    ]
    assert (one > other) == (keys[0] > keys[1])


def test_what_is_not_stated_weighs_more_than_three_people_can_be_worth():
    assert LACK > 3 * 1.5


@pytest.mark.parametrize("empty", [0, 1, 2])
def test_a_role_that_nobody_fills_leaves_no_team(empty):
    roles = [bench((1, 1), (2, 2)) for _ in range(3)]
    roles[empty] = bench()

    assert best_teams(roles, None) == ()
    assert least_total(roles) is None
