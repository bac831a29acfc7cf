"""Counts of searches that found nobody."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from directory.moderation.misses import (
    FEWEST,
    KEPT,
    Missed,
    Number,
    count_misses,
    missed,
    misses_by_region,
    misses_by_week,
    monday_of,
    purge_misses,
)
from directory.moderation.models import SearchMiss
from tests.databases import ensure_writing

DAY = date(2026, 5, 20)
WEEK = date(2026, 5, 18)


def plant(session, **counts):
    """Misses of this week in states of the US."""
    ensure_writing(session)
    count_misses(session, {Missed(WEEK, "US", code, ""): n for code, n in counts.items()})


def test_a_search_counts_in_its_week_region_and_kind():
    assert missed(DAY, "US", "CO", "therapist") == Missed(WEEK, "US", "CO", "therapist")
    assert missed(DAY, "MC", None, "") == Missed(WEEK, "MC", "", "")


def test_what_is_no_country_counts_nowhere_and_what_is_no_code_in_no_region():
    assert missed(DAY, "", "CO", "") is None
    assert missed(DAY, "US", "a code longer than any", "") == Missed(WEEK, "US", "", "")


@given(day=st.dates(min_value=date(1, 1, 8)))
def test_a_week_begins_on_a_monday_at_most_six_days_ago(day):
    monday = monday_of(day)

    assert monday.weekday() == 0
    assert 0 <= (day - monday).days <= 6


@given(count=st.integers(min_value=0, max_value=1000))
def test_only_small_numbers_are_withheld(count):
    assert Number.of(count).count == (None if 0 < count < FEWEST else count)


def test_counts_of_a_week_add_up(session):
    plant(session, CO=2)

    plant(session, CO=3, WY=1)

    rows = session.execute(select(SearchMiss.region_code, SearchMiss.count))
    assert dict(iter(rows)) == {"CO": 5, "WY": 1}


def test_misses_are_added_up_by_region_and_kind(session):
    plant(session, CO=2)
    earlier = {Missed(WEEK - timedelta(7), "US", "CO", ""): 4, Missed(WEEK, "US", "CO", "x"): 1}
    count_misses(session, earlier)

    assert misses_by_region(session) == {("US", "CO"): {"": 6, "x": 1}}


def test_weeks_are_told_newest_first_and_of_one_country_alone(session):
    plant(session, CO=2, WY=7)
    others = {Missed(WEEK, "CA", "ON", ""): 9, Missed(WEEK - timedelta(7), "US", "CO", ""): 9}
    count_misses(session, others)

    told = misses_by_week(session, "US", WEEK - timedelta(7))

    assert [(where.region_code, number) for where, number in told] == [
        ("WY", 7),
        ("CO", 2),
        ("CO", 9),
    ]
    assert len(misses_by_week(session, "US", WEEK)) == 2


def test_misses_are_forgotten_after_a_year(session):
    plant(session, CO=2)

    purge_misses(session, WEEK + KEPT)
    assert misses_by_region(session)
    purge_misses(session, WEEK + KEPT + timedelta(1))

    assert misses_by_region(session) == {}


def test_the_table_has_no_room_for_words_or_coordinates():
    columns = SearchMiss.__table__.columns

    assert {column.name for column in columns} == {
        "week",
        "country",
        "region_code",
        "kind",
        "count",
    }
