"""The last day on which somebody confirmed a listing decides how fresh it is."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.practitioners.freshness import fresh_on

SPRING, SUMMER, AUTUMN = date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)
days = st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 9))


def listing(confirmed=None, reached=None, updated=None, doubted=None):
    return SimpleNamespace(
        confirmed_on=confirmed, reached_on=reached, source_updated_on=updated, doubted_on=doubted
    )


def test_what_nobody_ever_confirmed_has_no_day():
    assert fresh_on(listing()) is None
    assert fresh_on(listing(doubted=SPRING)) is None


@pytest.mark.parametrize("name", ["confirmed", "reached", "updated"])
def test_owner_callers_and_register_each_confirm(name):
    assert fresh_on(listing(**{name: SPRING})) == SPRING


def test_the_last_of_them_counts():
    assert fresh_on(listing(confirmed=SPRING, reached=AUTUMN, updated=SUMMER)) == AUTUMN


def test_a_later_doubt_takes_it_all_away():
    assert fresh_on(listing(confirmed=SPRING, updated=SUMMER, doubted=AUTUMN)) is None


@pytest.mark.parametrize("doubted", [SPRING, SUMMER])
def test_a_doubt_is_settled_by_who_confirms_on_the_day_or_later(doubted):
    assert fresh_on(listing(confirmed=SUMMER, doubted=doubted)) == SUMMER


@given(days, days, days, days)
def test_it_is_one_of_the_days_known_and_never_before_a_doubt(confirmed, reached, updated, doubted):
    found = fresh_on(listing(confirmed, reached, updated, doubted))

    assert found in {confirmed, reached, updated, None}
    assert found is None or doubted is None or found >= doubted


@given(days, days, days, days)
def test_confirming_on_the_last_day_makes_it_fresh(confirmed, reached, updated, doubted):
    last = date(2020, 1, 9)

    assert fresh_on(listing(last, reached, updated, doubted)) == last
