"""Views of listings, by day."""

from datetime import date, timedelta

from sqlalchemy import func, select

from directory.listings.models import ListingViews
from directory.listings.views import KEPT, count_views, purge_views, views_of
from tests.factories import make_practitioner

TODAY = date(2026, 5, 20)


def test_views_of_a_day_add_up(session):
    listing, other = make_practitioner(session), make_practitioner(session)

    count_views(session, {(listing.id, TODAY): 2, (other.id, TODAY): 5})
    count_views(session, {(listing.id, TODAY): 1, (listing.id, TODAY - timedelta(days=8)): 4})

    views = views_of(session, listing.id, TODAY)
    assert (views.week, views.month, views.year) == (3, 7, 7)
    assert views.by_day[-1] == 3
    assert views.by_day[-9] == 4
    assert len(views.by_day) == 30
    assert views.best_day == TODAY - timedelta(days=8)


def test_a_page_nobody_opened_has_no_best_day(session):
    views = views_of(session, make_practitioner(session).id, TODAY)

    assert (views.best_day, views.month) == (None, 0)


def test_views_of_a_listing_that_is_gone_are_left_out(session):
    listing = make_practitioner(session)

    count_views(session, {(listing.id, TODAY): 1, (listing.id + 999, TODAY): 1})

    assert session.scalar(select(func.count()).select_from(ListingViews)) == 1


def test_views_are_forgotten_after_thirteen_months(session):
    listing = make_practitioner(session)
    count_views(session, {(listing.id, TODAY - KEPT): 1, (listing.id, TODAY - 2 * KEPT): 1})

    purge_views(session, TODAY)

    assert session.scalars(select(ListingViews.day)).all() == [TODAY - KEPT]
