"""Searches that found nobody are counted, and nothing of them is kept."""

import pytest

from directory.db import make_engine
from directory.http.miss_counts import MissCounts, write
from directory.http.view_counts import MOST_UNWRITTEN, WRITE_EVERY_S
from directory.moderation.misses import Missed, monday_of
from tests.listings.factories import NOW

pytestmark = pytest.mark.databases("sqlite")

WHERE = Missed(monday_of(NOW.date()), "US", "CO", "")


def test_it_is_time_to_write_after_a_minute_or_many_searches():
    now = [0.0]
    counts = MissCounts(lambda: now[0])
    assert not counts.add(WHERE)

    now[0] = WRITE_EVERY_S
    assert counts.add(WHERE)
    assert counts.take() == {WHERE: 2}
    assert [counts.add(WHERE) for _search in range(MOST_UNWRITTEN)][-1]


def test_a_database_that_is_not_there_loses_them_and_nothing_else(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    counts = MissCounts()
    counts.add(WHERE)

    write(counts, engine)
    engine.dispose()

    assert not counts.take()
