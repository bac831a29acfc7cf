"""The attack table has a line for each attack, the same every time, and says what is claimed."""

import pytest

from directory.vetting.simulation_table import ATTACKS, simulate, table


@pytest.fixture(scope="module")
def rows():
    return simulate(seeds=2, lists=10, advance=lambda: None)


def test_the_same_seeds_give_the_same_figures(rows):
    steps = []

    assert simulate(2, 10, lambda: steps.append(1)) == rows
    assert len(steps) == 2 * len(ATTACKS)


def test_every_attack_has_a_line_with_mean_and_spread(rows):
    lines = table(rows).splitlines()

    assert len(lines) == 2 + len(ATTACKS)
    assert lines[2].startswith("| clean | 0.")
    assert lines[2].count("±") == 5


def test_the_guard_holds_what_an_average_lets_through(rows):
    by_name = {row.name: row.average for row in rows}

    clean, attacked = by_name["clean"], by_name["20 %"]
    assert clean.score > clean.rating
    assert attacked.score > attacked.rating + 0.02
    assert clean.score - attacked.score < clean.rating - attacked.rating
    assert by_name["20 %, within ten days"].score == pytest.approx(clean.score, abs=0.01)
