"""Opening hours as owners type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.hours import is_hours
from directory.web.listing_hours import HoursUnreadable, spans_of, text_of


@st.composite
def days(draw):
    """The spans of a day, in order and apart."""
    times = sorted(draw(st.sets(st.integers(0, 24 * 60), min_size=2, max_size=8)))
    pairs = zip(times[0::2], times[1::2], strict=False)
    return [[f"{one // 60:02}:{one % 60:02}" for one in pair] for pair in pairs]


@given(days())
def test_hours_that_were_written_are_read_as_they_were(spans):
    assert spans_of(text_of(spans)) == spans
    assert is_hours({"mon": spans})


@given(st.text(max_size=20))
def test_whatever_is_typed_is_read_as_hours_that_can_be_or_refused(typed):
    try:
        spans = spans_of(typed)
    except HoursUnreadable:
        return
    assert is_hours({"mon": spans})


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("8-12", [["08:00", "12:00"]]),
        ("8:00–12:30, 13.15 to 17h", [["08:00", "12:30"], ["13:15", "17:00"]]),
        ("8am-5 pm", [["08:00", "17:00"]]),
        ("12am - 12pm", [["00:00", "12:00"]]),
        ("10 until 24", [["10:00", "24:00"]]),
        (" Closed ", []),
        ("", []),
    ],
)
def test_hours_are_read_in_the_ways_people_write_them(typed, spans):
    assert spans_of(typed) == spans


@pytest.mark.parametrize(
    "typed",
    [
        "mornings",
        "12-8",
        "8-12, 11-13",
        "25-26",
        "8:75-9",
        "13pm-14pm",
        "1-2,3-4,5-6,7-8,9-10",
        ",",
    ],
)
def test_what_is_no_hours_is_refused(typed):
    with pytest.raises(HoursUnreadable):
        spans_of(typed)
