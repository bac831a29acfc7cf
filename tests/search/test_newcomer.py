from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from directory.search.newcomer import MOST_DRAWN, drawn, lots, taking_part

DAY = 739_577
NAMES = [f"{number:08x}-rest" for number in range(40)]


def numbers_of(names):
    return np.array(names, dtype="S8").view(">u8").astype(np.uint64)


def draw(names, day):
    (at,) = drawn(numbers_of(names), day)
    return names[at]


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


def test_equal_numbers_have_equal_lots():
    assert drawn(numbers_of(["0000000a-two", "0000000a-one"]), DAY).tolist() == [0, 1]


def test_nobody_draws_without_candidates():
    assert drawn(np.empty(0, np.uint64), DAY).tolist() == []


def test_lots_follow_splitmix64():
    """The first outputs of the published generator, seeded with 0 and 1234567."""
    found = lots(np.array([0, 1_234_567], np.uint64), 1)

    assert found.tolist() == [0xE220A8397B1DCDAF, 6_457_827_717_110_365_317]


def test_of_very_many_a_part_draws_and_every_part_has_its_day():
    names = np.array([f"{number:08x}" for number in range(MOST_DRAWN * 3)], dtype="S8")
    numbers = names.view(">u8").astype(np.uint64)

    sizes = [len(taking_part(numbers, DAY + day)) for day in range(3)]

    assert sum(sizes) == len(numbers)
    assert max(sizes) < 1.1 * min(sizes)
    assert {int(drawn(numbers, DAY)[0])} <= set(taking_part(numbers, DAY).tolist())
