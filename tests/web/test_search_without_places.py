"""A site whose place data are missing, damaged or of an older form goes on as far as it can."""

import sqlite3
from contextlib import closing

import pytest

from directory import create_app
from directory.db import database
from directory.geo.schema import FORMAT
from tests.factories import make_practitioner
from tests.pages import CheckedClient


@pytest.fixture
def app(settings):
    made = create_app(settings)
    made.testing = True
    made.test_client_class = CheckedClient
    with made.app_context():
        connected = database.engine
    yield made
    connected.dispose()


@pytest.fixture(params=["missing", "damaged", "old"])
def site(request, settings, client, session, listed):
    """A client of a site with one listing, whose places cannot be read."""
    path = settings.gazetteer_path
    path.parent.mkdir(parents=True, exist_ok=True)
    if request.param == "damaged":
        path.write_bytes(b"no place data")
    if request.param == "old":
        with closing(sqlite3.connect(path)) as file, file:
            file.execute("CREATE TABLE meta (key TEXT, value)")
            file.execute("INSERT INTO meta VALUES ('format', ?)", (FORMAT - 1,))
    make_practitioner(session, name="Ada Elm")
    listed()
    return client


@pytest.mark.parametrize("query", ["q=ada", "q=ada+in+Denver", "q=ada&lat=39.7&lon=-105"])
def test_searches_that_name_no_place_are_answered(site, query):
    page = site.get(f"/search?{query}")

    assert page.status_code == 200
    assert "Ada Elm" in page.text


def test_a_search_near_a_place_says_kindly_that_places_cannot_be_looked_up_now(site):
    page = site.get("/search?q=ada&near=Denver")

    assert page.status_code == 503
    assert "Places cannot be looked up right now" in page.text
    assert int(page.headers["Retry-After"]) > 0


def test_the_api_says_so_too(site):
    problem = site.get("/api/v1/practitioners?near=Denver")

    assert problem.status_code == 503
    assert problem.json["type"].endswith("/problems/places-unavailable")
