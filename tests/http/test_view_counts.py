"""Views are counted without keeping who looked, and never stand in the way of a page."""

import pytest
from sqlalchemy import func, select

from directory.db import make_engine
from directory.http.view_counts import (
    MOST_UNWRITTEN,
    WRITE_EVERY_S,
    ViewCounts,
    write,
    write_last,
)
from directory.listings.models import ListingViews
from tests.accounts.factories import make_account, sign_in
from tests.factories import make_practitioner
from tests.listings.factories import make_owned
from tests.vetting.factories import NOW

pytestmark = pytest.mark.databases("sqlite")

DAY = NOW.date()
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def written(session):
    session.rollback()
    return session.scalar(select(func.sum(ListingViews.count))) or 0


def look(app, listing, times=1, headers=BROWSER, client=None):
    """Look at a page, then let the process end."""
    for _time in range(times):
        (client or app.test_client()).get(f"/practitioners/{listing.slug}", headers=headers)
    write_last(app)


def test_it_is_time_to_write_after_a_minute_or_many_views():
    clock = Clock()
    counts = ViewCounts(clock)
    assert not counts.add(1, DAY)

    clock.now = WRITE_EVERY_S
    assert counts.add(1, DAY)
    assert counts.take() == {(1, DAY): 2}
    assert [counts.add(1, DAY) for _view in range(MOST_UNWRITTEN)][-1]


def test_a_visitors_view_counts(app, session):
    listing = make_practitioner(session)
    session.commit()

    look(app, listing, times=2)

    assert written(session) == 2


@pytest.mark.parametrize("agent", ["Googlebot/2.1", "curl/8.5", ""])
def test_programs_do_not_count(app, session, agent):
    listing = make_practitioner(session)
    session.commit()

    look(app, listing, headers={"User-Agent": agent})

    assert written(session) == 0


def test_an_owners_own_look_does_not_count(app, client, session):
    listing, owner = make_owned(session)
    member = make_account(session)
    session.commit()
    sign_in(client, owner)
    look(app, listing, client=client)
    assert written(session) == 0

    sign_in(client, member)
    look(app, listing, client=client)
    assert written(session) == 1


def test_the_hundredth_view_is_written_without_being_asked(app, session):
    listing = make_practitioner(session)
    session.commit()
    counts = app.extensions["directory-view-counts"]
    for _view in range(MOST_UNWRITTEN - 1):
        counts.add(listing.id, DAY)

    app.test_client().get(f"/practitioners/{listing.slug}", headers=BROWSER).close()

    assert written(session) == MOST_UNWRITTEN


def test_a_database_that_cannot_take_them_loses_views_and_nothing_else(tmp_path):
    counts = ViewCounts()
    counts.add(1, DAY)
    engine = make_engine(f"sqlite:///{tmp_path / 'empty.sqlite'}")

    write(counts, engine)

    assert counts.take() == {}
    engine.dispose()
