"""How opening hours are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.hours import DAYS, is_hours

TIMES = st.integers(0, 24 * 60 - 1).map(lambda n: f"{n // 60:02}:{n % 60:02}")
SPANS = st.lists(TIMES, min_size=2, max_size=8, unique=True).map(
    lambda times: [list(pair) for pair in zip(*[iter(sorted(times))] * 2, strict=False)]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(DAYS), inner),
)


@given(st.dictionaries(st.sampled_from(DAYS), SPANS))
def test_spans_in_order_and_apart_are_hours(hours):
    assert is_hours(hours)


@given(JSON)
def test_any_value_is_looked_at(value):
    assert is_hours(value) in {True, False}


@pytest.mark.parametrize(
    "value",
    [
        [],
        {"noday": []},
        {"mon": "08:00"},
        {"mon": [["08:00"]]},
        {"mon": [["8:00", "12:00"]]},
        {"mon": [["08:00", "25:00"]]},
        {"mon": [["24:00", "24:00"]]},
        {"mon": [["12:00", "08:00"]]},
        {"mon": [[8, 12]]},
        {"mon": [["08:00", 12]]},
        {"mon": ["08:00-12:00"]},
        {"mon": [["08:00", "12:00"], ["11:00", "13:00"]]},
        {"mon": [["13:00", "14:00"], ["08:00", "12:00"]]},
        {"mon": [[f"0{n}:00", f"0{n}:30"] for n in range(5)]},
    ],
)
def test_these_are_not(value):
    assert not is_hours(value)


def test_a_day_may_end_at_midnight():
    assert is_hours({"sat": [["18:00", "24:00"]]})
