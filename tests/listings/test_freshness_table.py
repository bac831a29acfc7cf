"""The table counts what somebody confirmed within the half-year, as the rule for one listing does."""

from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import event

from directory.listings.freshness_table import FEWEST, Line, Share, freshness_table
from directory.practitioners.freshness import FRESH_FOR, fresh_on
from directory.practitioners.models import Status
from directory.practitioners.vocabulary import Kind
from tests.factories import make_practitioner

TODAY = date(2026, 5, 20)
OLD = TODAY - FRESH_FOR
DAY = timedelta(days=1)

only_sqlite = pytest.mark.databases("sqlite")


def count(session, *, with_demo=True):
    return freshness_table(session, TODAY, with_demo=with_demo)


def plant(session, how_many, *, fresh=0, place=None, **what_matters):
    """Plant listings in a place, some of them confirmed today."""
    for number in range(how_many):
        make_practitioner(
            session,
            locations=[place] if place is not None else None,
            confirmed_on=TODAY if number < fresh else None,
            **what_matters,
        )


def test_of_all_mixtures_of_days_just_those_count_that_the_rule_calls_fresh(session):
    days = (None, OLD - DAY, OLD, OLD + DAY, TODAY)
    people = [
        make_practitioner(
            session, confirmed_on=confirmed, reached_on=reached, source_updated_on=updated,
            doubted_on=doubted, slug=f"listing-{number}",
        )
        for number, (confirmed, reached, updated, doubted) in enumerate(
            product(days, (None, OLD + DAY), (None, TODAY), days)
        )
    ]  # fmt: skip

    table = count(session)

    known = [day for day in map(fresh_on, people) if day and day > OLD]
    assert table.total == Share(len(people), len(known))
    assert table.by_owners + table.by_callers + table.by_sources == len(known)
    assert min(table.by_owners, table.by_callers, table.by_sources) > 0


@only_sqlite
def test_each_is_counted_once_under_who_confirmed_it(session):
    make_practitioner(session, confirmed_on=TODAY, reached_on=TODAY, source_updated_on=TODAY)
    make_practitioner(session, confirmed_on=OLD, reached_on=TODAY, source_updated_on=TODAY)
    make_practitioner(session, source_updated_on=TODAY)
    make_practitioner(session, source_updated_on=OLD)

    table = count(session)

    assert (table.by_owners, table.by_callers, table.by_sources) == (1, 1, 1)
    assert (table.total, table.total.percent) == (Share(4, 3), 75)


def test_lines_tell_kinds_countries_and_states_the_largest_first(session):
    plant(session, 5, fresh=1, place={"region_code": "OR"})
    plant(session, 6, fresh=3, place={"region_code": "CO"}, kind=Kind.RUNNING_COACH)
    plant(session, 7, place={"country": "DE", "region_code": "BE"})

    table = count(session)

    assert table.countries == (Line("US", Share(11, 4)), Line("DE", Share(7, 0)))
    assert table.states == (Line("CO", Share(6, 3)), Line("OR", Share(5, 1)))
    assert table.kinds == (
        Line("therapist", Share(12, 1)),
        Line("running_coach", Share(6, 3)),
    )


def test_regions_with_few_listings_are_told_together(session):
    plant(session, FEWEST, fresh=2)
    plant(session, FEWEST - 1, fresh=1, place={"country": "DE", "region_code": "BE"})
    plant(session, 1, fresh=1, place={"country": "NZ", "region_code": ""})
    plant(session, 2, place={"region_code": "OR"})

    table = count(session)

    assert table.countries == (Line("US", Share(7, 2)), Line(None, Share(5, 2)))
    assert table.states == (Line("CO", Share(5, 2)), Line(None, Share(2, 0)))


@only_sqlite
def test_a_listing_belongs_to_the_region_of_its_first_place(session):
    places = [{"country": "DE"}, {"country": "US"}]
    for _ in range(FEWEST):
        make_practitioner(session, locations=places)
        make_practitioner(session, locations=())

    table = count(session)

    assert table.countries == (Line("", Share(5, 0)), Line("DE", Share(5, 0)))
    assert table.states == ()


@only_sqlite
def test_what_visitors_cannot_find_does_not_count(session):
    plant(session, 1, fresh=1, status=Status.PENDING)
    plant(session, 1, fresh=1, status=Status.HIDDEN, hidden_reason="Closed.")
    plant(session, 1, fresh=1, status=Status.UNCLAIMED)

    assert count(session).total == Share(1, 1)


@only_sqlite
def test_made_up_people_count_in_the_demo_only(session):
    plant(session, 2, fresh=1, source="demo")
    plant(session, 3)

    demo, real = count(session), count(session, with_demo=False)

    assert (demo.total, demo.made_up) == (Share(5, 1), 2)
    assert (real.total, real.made_up) == (Share(3, 0), 0)


@only_sqlite
def test_without_listings_nothing_is_divided_by_nothing(session):
    table = count(session)

    assert (table.total.percent, table.kinds, table.countries, table.states) == (0, (), (), ())


@only_sqlite
def test_it_takes_one_statement_however_many_listings_there_are(session, engine):
    plant(session, 30, fresh=4)
    seen = []
    event.listen(engine, "before_cursor_execute", lambda *told: seen.append(told[2]))

    count(session)

    assert len(seen) == 1
