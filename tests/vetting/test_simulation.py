"""The made-up world is the same for a seed, and is what its description says."""

import numpy as np
import pytest

from directory.practitioners.vocabulary import Kind
from directory.vetting.simulation import LISTED, NOT_ANSWERED, Attack, make_world
from tests.vetting.voices import WEIGHTS

LISTS = 50


def _world(attack, seed=1):
    return make_world(np.random.default_rng(seed), WEIGHTS[Kind.THERAPIST], LISTS, attack)


def _malicious(world):
    return world.visits.device < 0


def test_a_seed_makes_the_same_world_again():
    one, again = _world(Attack(0.2)), _world(Attack(0.2))

    assert np.array_equal(one.truth, again.truth)
    assert np.array_equal(one.visits.answers, again.visits.answers)
    assert not np.array_equal(one.truth, _world(Attack(0.2), seed=2).truth)


def test_an_attack_adds_to_the_same_truth_and_the_same_honest_members():
    clean, attacked = _world(Attack(0.0)), _world(Attack(0.2))

    honest = ~_malicious(attacked)
    assert np.array_equal(clean.truth, attacked.truth)
    assert np.array_equal(clean.visits.answers, attacked.visits.answers[honest])


def test_half_of_the_practitioners_have_two_members_at_most():
    world = _world(Attack(0.0))

    members = np.bincount(world.visits.whom, minlength=LISTS * LISTED)
    assert np.median(members) == 2
    assert members.min() == 0
    assert members.max() > 12


def test_honest_members_on_the_whole_say_what_is_true():
    world = _world(Attack(0.0))

    said = world.visits.answers[world.visits.answers != NOT_ANSWERED].mean() / 2
    assert said == pytest.approx(world.truth.mean() / 100, abs=0.03)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.2])
def test_the_share_of_malicious_accounts_is_as_told(share):
    assert _malicious(_world(Attack(share))).mean() == pytest.approx(share, abs=0.001)


def test_assessments_stand_in_order_of_arrival():
    assert (np.diff(_world(Attack(0.2)).visits.day) >= 0).all()


def test_malicious_accounts_answer_all_the_same_and_prove_nothing():
    visits = _world(Attack(0.2)).visits

    said = visits.answers[visits.device < 0]
    assert set(np.unique(said)) == {0, 2}
    assert (said == said[:, :1]).all()
    assert not visits.proved[visits.device < 0].any()


def test_strangers_share_no_device_and_others_do():
    quick, strangers = _world(Attack(0.2)), _world(Attack(0.2, strangers=True))

    def devices(world):
        found = world.visits.device[_malicious(world)]
        return len(set(found)) / len(found)

    assert devices(strangers) == 1
    assert 0.5 < devices(quick) < 0.7


def test_a_campaign_takes_no_longer_than_told():
    world = _world(Attack(0.2, within_days=10))

    mine = _malicious(world)
    for device in set(world.visits.device[mine]):
        days = world.visits.day[world.visits.device == device]
        assert days.max() - days.min() <= 10


def test_an_aimed_campaign_praises_the_lesser_and_blames_the_better():
    world = _world(Attack(0.2, aimed=True))

    mine = _malicious(world)
    praised = world.visits.answers[mine, 0] == 2
    truth = world.truth[world.visits.whom[mine]]
    assert truth[praised].mean() < truth[~praised].mean() - 10
