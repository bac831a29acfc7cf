"""The measures of relevance are what their definitions say."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.relevance.metrics import (
    best_order,
    interval_of_mean,
    ndcg_at,
    precision_at,
    recall_at,
)

KEYS = [f"listing {number}" for number in range(30)]

graded = st.dictionaries(st.sampled_from(KEYS), st.integers(1, 3), min_size=1)
orders = st.lists(st.sampled_from(KEYS), unique=True)


def test_ndcg_of_an_example_worked_by_hand():
    grades = {"a": 3, "b": 2, "c": 1}

    found = ndcg_at(["b", "x", "a"], grades)

    # Gains 3, 0, 7 at places 1, 2, 3 against 7, 3, 1.
    assert found == pytest.approx((3 + 7 / 2) / (7 + 3 / log2(3) + 1 / 2))


def test_ndcg_looks_no_further_than_the_first_k_places():
    assert ndcg_at(["x", "a"], {"a": 3, "b": 3}, k=1) == 0
    assert ndcg_at(["a", "x"], {"a": 3, "b": 3}, k=1) == 1


def test_ndcg_has_no_value_when_nothing_is_wanted():
    with pytest.raises(ValueError, match="above 0"):
        ndcg_at(["a"], {})


def test_precision_counts_good_ones_among_the_first_three_places():
    grades = {"a": 3, "b": 1, "c": 2}

    assert precision_at(["a", "b", "c", "d"], grades) == pytest.approx(2 / 3)


def test_an_empty_place_counts_as_a_poor_one():
    assert precision_at(["a"], {"a": 3}) == pytest.approx(1 / 3)


def test_recall_is_the_share_of_all_fair_ones_that_are_found():
    grades = {"a": 3, "b": 1, "c": 2, "d": 1}

    assert recall_at(["a", "x", "b", "c"], grades, k=3) == 0.5


def test_recall_has_no_value_when_nothing_is_wanted():
    with pytest.raises(ValueError, match="graded 2 or more"):
        recall_at(["a"], {"a": 1}, least=2)


def test_the_best_order_breaks_ties_by_id():
    assert best_order({"b": 1, "c": 3, "a": 1}) == ["c", "a", "b"]


@given(orders, graded)
def test_every_measure_is_a_share(ranking, grades):
    for measure in (ndcg_at, precision_at, recall_at):
        assert 0 <= measure(ranking, grades) <= 1 + 1e-12


@given(graded, orders)
def test_no_order_beats_the_best_one(grades, ranking):
    best = best_order(grades)

    assert ndcg_at(best, grades) == pytest.approx(1)
    for measure in (ndcg_at, precision_at, recall_at):
        assert measure(ranking, grades) <= measure(best, grades) + 1e-12


@given(graded, st.lists(st.sampled_from(KEYS), unique=True, min_size=2), st.data())
def test_moving_a_better_listing_up_never_costs(grades, ranking, data):
    place = data.draw(st.integers(0, len(ranking) - 2))
    first, second = ranking[place : place + 2]
    swapped = [*ranking[:place], second, first, *ranking[place + 2 :]]

    gain = grades.get(second, 0) - grades.get(first, 0)
    better, worse = (swapped, ranking) if gain >= 0 else (ranking, swapped)
    for measure in (ndcg_at, precision_at):
        assert measure(better, grades) >= measure(worse, grades) - 1e-12


@given(orders, graded, st.integers(1, 25))
def test_what_stands_behind_the_last_place_counted_changes_nothing(ranking, grades, k):
    for measure in (ndcg_at, precision_at, recall_at):
        assert measure(ranking, grades, k=k) == measure(ranking[:k], grades, k=k)


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=40))
def test_the_interval_lies_within_the_differences_and_repeats(differences):
    low, high = interval_of_mean(differences, resamples=200)

    assert min(differences) - 1e-9 <= low <= high <= max(differences) + 1e-9
    assert (low, high) == interval_of_mean(differences, resamples=200)


def test_the_interval_of_a_constant_difference_is_a_point():
    assert interval_of_mean([0.25] * 8) == pytest.approx((0.25, 0.25))


def test_the_interval_is_about_two_standard_errors_wide():
    low, high = interval_of_mean([0.0, 1.0] * 50)

    assert (low, high) == pytest.approx((0.5 - 1.96 * 0.05, 0.5 + 1.96 * 0.05), abs=0.012)
