"""Searches near a place that found nobody are counted, and nothing of them is kept."""

import pytest
from sqlalchemy import select, text

from directory.geo.point import GeoPoint
from directory.http.miss_counts import write_last
from directory.http.view_counts import MOST_UNWRITTEN
from directory.moderation.misses import Missed, monday_of
from directory.moderation.models import SearchMiss
from tests.factories import make_practitioner
from tests.listings.factories import NOW

pytestmark = pytest.mark.databases("sqlite")

WHERE = Missed(monday_of(NOW.date()), "US", "CO", "")
FAR = {"city": "Perth", "country": "AU", "region_code": "WA", "point": GeoPoint(-31.95, 115.86)}


def written(app, session):
    write_last(app)
    session.rollback()
    rows = session.execute(select(SearchMiss.country, SearchMiss.region_code, SearchMiss.kind))
    return sorted(tuple(row) for row in rows)


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("near=Denver", ""),
        ("near=Denver&kind=therapist", "therapist"),
        ("near=Denver&kind=therapist&kind=running_coach", ""),
    ],
)
def test_a_search_that_found_nobody_near_counts_for_its_region(
    app, client, session, listed, query, kind
):
    make_practitioner(session, locations=[FAR])
    listed()

    client.get(f"/search?{query}")

    assert written(app, session) == [("US", "CO", kind)]


def test_a_program_counts_as_well(app, client, session, listed):
    make_practitioner(session, locations=[FAR])
    listed()

    client.get("/api/v1/practitioners?near=Denver")

    assert written(app, session) == [("US", "CO", "")]


@pytest.mark.parametrize("query", ["near=Denver", "q=knee", "near=Denver&page=2", "near=Nowhere9"])
def test_who_found_somebody_or_named_no_place_does_not_count(app, client, session, listed, query):
    make_practitioner(session)
    listed()

    client.get(f"/search?{query}")

    assert written(app, session) == []


def test_neither_words_nor_coordinates_are_stored_or_logged(app, client, session, listed, capfd):
    make_practitioner(session, locations=[FAR])
    listed()

    client.get("/search?q=zyzzyva&near=39.7391,-104.9847")
    client.get("/search?q=zyzzyva&near=Denver")
    assert written(app, session)

    tables = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
    rows = [
        str(row)
        for table in tables
        if table not in {"practitioner", "location"}
        for row in session.execute(text(f'SELECT * FROM "{table}"'))
    ]
    kept = "\n".join([*rows, *capfd.readouterr()])
    for word in ("zyzzyva", "39.7", "104.9"):
        assert word not in kept


def test_many_searches_are_written_after_the_answer(app, client, session, listed):
    make_practitioner(session, locations=[FAR])
    listed()
    counts = app.extensions["directory-miss-counts"]
    for _search in range(MOST_UNWRITTEN - 1):
        counts.add(WHERE)

    client.get("/search?near=Denver").close()

    session.rollback()
    assert sum(session.scalars(select(SearchMiss.count))) == MOST_UNWRITTEN
