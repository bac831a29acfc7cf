"""The ways to rank are what they are called, and the guard weighs in the score of the site."""

import numpy as np
import pytest

from directory.practitioners.vocabulary import Kind
from directory.vetting.simulation import (
    DAYS,
    LISTED,
    NOT_ANSWERED,
    Attack,
    Visits,
    World,
    make_world,
)
from directory.vetting.simulation_ways import (
    AVERAGE_MEMBERS,
    coverage,
    kendall_tau,
    naive_mean,
    scores,
    weighted_rating,
)
from tests.vetting.voices import WEIGHTS

WEIGHTS_OF_THERAPISTS = WEIGHTS[Kind.THERAPIST]


def _world(*visits):
    """A list in which visits are (whom, half-points for everything, day, device) and unproved."""
    whom, said, day, device = zip(*visits, strict=True)
    return World(
        truth=np.arange(float(LISTED)),
        claims=np.zeros((13, LISTED), np.bool_),
        documents=np.zeros((13, LISTED)),
        visits=Visits(
            whom=np.array(whom),
            answers=np.repeat(np.array(said)[:, None], 13, axis=1),
            day=np.array(day, dtype=float),
            proved=np.zeros(len(whom), np.bool_),
            device=np.array(device),
        ),
    )


@pytest.fixture
def world():
    """One with a yes and a no, one with a yes, one who is answered "don't know"."""
    return _world((0, 2, 1, 0), (0, 0, 300, 1), (1, 2, 2, 2), (2, NOT_ANSWERED, 3, 3))


def test_the_naive_mean_is_that_of_the_assessments_and_else_of_all(world):
    means = naive_mean(world, WEIGHTS_OF_THERAPISTS)

    assert list(means[:4]) == pytest.approx([0.5, 1.0, 2 / 3, 2 / 3])


def test_the_weighted_rating_is_drawn_to_the_mean_of_all(world):
    ratings = weighted_rating(world, WEIGHTS_OF_THERAPISTS)

    drawn = (1 + AVERAGE_MEMBERS * 2 / 3) / (1 + AVERAGE_MEMBERS)
    assert ratings[1] == pytest.approx(drawn)
    assert ratings[2] == pytest.approx(2 / 3)


def test_the_true_order_has_tau_one_and_its_reverse_minus_one():
    truth = np.random.default_rng(1).permutation(2 * LISTED).astype(float)

    assert kendall_tau(truth, truth) == pytest.approx(1)
    assert kendall_tau(-truth, truth) == pytest.approx(-1)
    assert kendall_tau(np.zeros(2 * LISTED), truth) == 0


def test_tau_counts_pairs_and_leaves_ties_out():
    truth = np.arange(float(LISTED))
    ranked = truth.copy()
    ranked[:2] = ranked[1::-1]

    pairs = LISTED * (LISTED - 1) / 2
    assert kendall_tau(ranked, truth) == pytest.approx((pairs - 2) / pairs)


def test_assessments_far_apart_all_count_under_the_guard():
    world = _world(*((0, 2, day, day) for day in range(0, DAYS, 100)))

    guarded = scores(world, WEIGHTS_OF_THERAPISTS, guarded=True)

    free = scores(world, WEIGHTS_OF_THERAPISTS, guarded=False)
    assert guarded.evidence_n[0] == free.evidence_n[0]


def test_a_burst_does_not_count_under_the_guard():
    world = _world(*((0, 2, 100 + day, day) for day in range(8)), (1, 2, 500, 99))

    guarded = scores(world, WEIGHTS_OF_THERAPISTS, guarded=True)

    free = scores(world, WEIGHTS_OF_THERAPISTS, guarded=False)
    assert guarded.evidence_n[0] < 0.5 < free.evidence_n[0]
    assert guarded.evidence_n[1] == free.evidence_n[1]


def test_linked_accounts_weigh_as_one_under_the_guard():
    linked = _world((0, 2, 100, 7), (0, 2, 200, 7), (1, 2, 200, 8))

    guarded = scores(linked, WEIGHTS_OF_THERAPISTS, guarded=True)

    assert guarded.evidence_n[0] <= guarded.evidence_n[1]


def test_the_interval_holds_the_truth_nine_times_in_ten_in_a_clean_world():
    world = make_world(np.random.default_rng(1), WEIGHTS_OF_THERAPISTS, 50, Attack(0.0))

    rated = scores(world, WEIGHTS_OF_THERAPISTS, guarded=False)

    assert coverage(rated, world.truth) == pytest.approx(0.9, abs=0.03)
    assert np.isnan(rated.score[~rated.assessed]).all()
