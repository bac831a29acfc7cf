"""The ranking formula: computed by hand once, and true to its promises always."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.practitioners.vocabulary import Kind
from directory.search import ranking
from directory.search.query import TEXT_FIELDS
from directory.vetting import score_columns
from directory.vetting.checklist import checklist
from directory.vetting.score import Evidence, Weights, rate

frequencies = st.floats(0, 1e6)
distances = st.floats(0, 20_100)
lows = st.none() | st.floats(0, 100)
ages = st.none() | st.floats(-100, 50_000)
scores = st.floats(0, 1)


def array(*values):
    return np.array([math.nan if value is None else value for value in values])


def test_the_formula_computed_by_hand():
    # Two groups in 10 listings. "knee": 3 have it; this one twice in its focus of 6 words (mean
    # 4) and once in its bio of 50 (mean 80), and there once a word of it that is worth 0.4.
    # "gait": 1 has it; this one only a synonym, once in its name of 4 (mean 5).
    knee = 2.5 * 2 + (1 + 0.4) * 2.5 / (0.75 + 0.25 * 50 / 80)
    gait = 4 * 1 / (0.8 + 0.2 * 4 / 5)
    rare_knee, rare_gait = math.log(1 + 7.5 / 3.5), math.log(1 + 9.5 / 1.5)
    text = rare_knee * (0.9 * knee / (1.2 + knee) + 0.1) + rare_gait * 0.9 * gait / (1.2 + gait)
    text /= rare_knee + rare_gait
    by_hand = text * (25 / (25 + 10)) * (0.5 + 0.62) * (0.7 + 0.3 / 2)

    frequency = ranking.field_frequency(array(2), array(6), 4.0, "focus")
    frequency = frequency + 1.4 * ranking.field_frequency(array(1), array(50), 80.0, "bio")
    named = ranking.field_frequency(array(1), array(4), 5.0, "name")
    groups = [
        (ranking.idf(10, 3), ranking.group_value(frequency, np.array([True]))),
        (ranking.idf(10, 1), ranking.group_value(named, np.array([False]))),
    ]
    rank = ranking.blend(
        ranking.text_score(groups, 1),
        ranking.nearness(array(10.0), 1),
        ranking.vetted(array(62.0)),
        ranking.freshness(array(365.0)),
    )

    assert rank[0] == pytest.approx(by_hand, abs=1e-9)


def test_every_text_field_has_a_weight_and_a_length_norm_and_the_name_weighs_most():
    weights = [ranking.FIELD_WEIGHTS[field] for field in TEXT_FIELDS]

    assert set(ranking.LENGTH_NORMS) == set(TEXT_FIELDS)
    assert weights == sorted(weights, reverse=True)


def test_a_field_empty_everywhere_has_no_length_to_compare():
    assert ranking.field_frequency(array(1), array(0), 0.0, "bio")[0] == 2.5


def test_without_text_or_place_all_are_equal():
    assert ranking.text_score([], 3).tolist() == [1, 1, 1]
    assert ranking.nearness(None, 3).tolist() == [1, 1, 1]


@given(st.integers(0, 10**7), st.data())
def test_rarer_says_more_and_even_what_all_have_says_something(documents, data):
    containing = data.draw(st.integers(0, documents))

    rarity = ranking.idf(documents, containing)

    assert rarity > 0
    if containing:
        assert ranking.idf(documents, containing - 1) > rarity


@given(frequencies, frequencies)
def test_more_mentions_never_count_less_and_never_reach_one(one, other):
    low, high = sorted((one, other))

    synonyms, verbatim = (
        ranking.group_value(array(low, high), np.array([there, there])) for there in (False, True)
    )

    assert 0 <= synonyms[0] <= synonyms[1] < 1
    assert 0 < verbatim[0] <= verbatim[1] <= 1
    assert (verbatim > synonyms).all()


@given(st.floats(0.1, 1e4), st.floats(1, 1e4), st.floats(1, 1e4), st.sampled_from(TEXT_FIELDS))
def test_the_same_mentions_count_less_in_a_longer_text(mentions, one, other, field):
    short, long = sorted((one, other))

    values = ranking.field_frequency(array(mentions, mentions), array(short, long), 50.0, field)

    assert values[0] >= values[1] > 0


@given(st.lists(st.tuples(st.floats(0.01, 20), scores), min_size=1, max_size=6))
def test_a_text_score_lies_between_its_groups_values(groups):
    values = [value for _, value in groups]

    (score,) = ranking.text_score([(weight, array(value)) for weight, value in groups], 1)

    assert min(values) - 1e-9 <= score <= max(values) + 1e-9


@given(distances, distances)
def test_farther_never_stands_higher(one, other):
    near, far = sorted((one, other))

    values = ranking.nearness(array(near, far), 2)

    assert 1 >= values[0] >= values[1] > 0


def test_half_the_distance_constant_halves():
    assert ranking.nearness(array(0.0, ranking.HALF_DISTANCE_KM), 2).tolist() == [1.0, 0.5]


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_better_lower_end_never_stands_lower(one, other):
    low, high = sorted((one, other))

    values = ranking.vetted(array(low, high))

    assert 0.5 <= values[0] <= values[1] <= 1.5


def test_the_neutral_prior_is_the_lower_end_of_the_average_without_members():
    """Step 5 of the score with S = mu = .55 and n = 0."""
    average, spread = score_columns.MEAN, score_columns.LEVEL_VARIANCE
    logit = math.log(average / (1 - average))
    deviation = math.sqrt(spread) / (average * (1 - average))

    low = 100 / (1 + math.exp(score_columns.NINETY_PERCENT * deviation - logit))

    assert low == pytest.approx(ranking.NEUTRAL_LOW, abs=0.05)


@pytest.mark.parametrize("kind", Kind)
def test_the_neutral_prior_lies_between_those_who_claim_nothing_and_everything(kind):
    weights = Weights.of(checklist(kind))
    hardly = Evidence.none(len(weights.shares), 2)
    hardly.asked_proved[0] = 1
    hardly.claims[:, 1] = hardly.documents[:, 1] = True

    rated = rate(weights, hardly, month=0, caps=np.array([100.0, 100.0]))

    assert rated.low[0] < ranking.NEUTRAL_LOW < rated.low[1]


def test_not_assessed_stands_at_the_neutral_prior():
    assert ranking.vetted(array(None))[0] == ranking.vetted(array(ranking.NEUTRAL_LOW))[0]


@given(st.floats(-100, 50_000), st.floats(-100, 50_000))
def test_older_never_stands_higher_nor_falls_through_the_floor(one, other):
    young, old = sorted((one, other))

    values = ranking.freshness(array(young, old))

    assert 1 >= values[0] >= values[1] >= ranking.FRESH_FLOOR


def test_never_confirmed_counts_as_old_and_tomorrow_as_today():
    never, old, tomorrow, today = ranking.freshness(
        array(None, ranking.UNKNOWN_AGE_DAYS, -1.0, 0.0)
    )

    assert never == old
    assert tomorrow == today == 1.0


@given(scores, distances, lows, ages)
def test_a_rank_is_bounded_and_rounded(text, distance, low, age):
    (rank,) = ranking.blend(
        array(text),
        ranking.nearness(array(distance), 1),
        ranking.vetted(array(low)),
        ranking.freshness(array(age)),
    )

    assert 0 <= rank <= 1.5
    assert rank == round(rank, ranking.DECIMALS)


def test_what_is_not_wanted_leaves_a_tenth_at_most_of_the_score():
    lower = ranking.demoted(array(0.5, 0.5, 0.5), array(0.0, 0.5, 1.0))

    assert lower.tolist() == pytest.approx([0.5, 0.275, 0.05])
