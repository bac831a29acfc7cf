from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.newcomer import MOST_DRAWN, drawn, lots

DAY = 739_577
NAMES = [f"{number:08x}-rest" for number in range(40)]


def numbers_of(names):
    return np.array(names, dtype="S8").view(">u8").astype(np.uint64)


def draw(names, day):
    at = drawn(numbers_of(names), np.array(names, dtype="S36"), day)
    return None if at is None else names[at]


@given(st.permutations(NAMES), st.integers(1, 3_000_000))
def test_the_draw_is_the_same_in_whatever_order_they_stand(names, day):
    assert draw(names, day) == draw(NAMES, day)


def test_everybody_has_about_the_same_chance_over_the_days():
    won = Counter(draw(NAMES, DAY + day) for day in range(4_000))

    assert set(won) == set(NAMES)
    assert max(won.values()) < 2 * min(won.values())


def test_the_winner_of_a_day_wins_among_fewer_too():
    winner = draw(NAMES, DAY)

    assert draw([winner, *NAMES[:3]], DAY) == winner


def test_of_equal_lots_the_smaller_id_has_the_place():
    names = ["0000000a-two", "0000000a-one"]

    assert draw(names, DAY) == "0000000a-one"


def test_nobody_draws_without_candidates():
    assert drawn(np.empty(0, np.uint64), np.empty(0, "S36"), DAY) is None


def test_lots_follow_splitmix64():
    """The first outputs of the published generator, seeded with 0 and 1234567."""
    found = lots(np.array([0, 1_234_567], np.uint64), 1)

    assert found.tolist() == [0xE220A8397B1DCDAF, 6_457_827_717_110_365_317]


@pytest.mark.parametrize("day", [DAY, DAY + 1, DAY + 2])
def test_of_very_many_a_part_draws_and_another_part_the_next_day(day):
    names = np.array([f"{number:08x}" for number in range(MOST_DRAWN * 3)], dtype="S8")
    numbers = names.view(">u8").astype(np.uint64)

    at = drawn(numbers, names, day)

    assert lots(numbers[at : at + 1], 0)[0] % 3 == day % 3
