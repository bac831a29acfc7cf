import sqlite3
from contextlib import closing

import pytest

from directory.db import alembic
from directory.geo.schema import FORMAT


@pytest.fixture
def ready_site(make_site, tmp_path):
    site = make_site()
    with site.app_context():
        alembic.upgrade()
    places = site.extensions["directory"].settings.gazetteer_path
    places.parent.mkdir(parents=True)
    write_places(places, FORMAT)
    return site


def write_places(path, form):
    """Write as much of a place file as tells its form."""
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE meta (key TEXT, value)")
        file.execute("INSERT INTO meta VALUES ('format', ?)", (form,))


def readiness(site):
    answer = site.test_client().get("/readyz")
    return answer.status_code, answer.json


def test_a_process_that_answers_is_alive_whatever_is_missing(visitor):
    assert visitor.get("/healthz").status_code == 200


def test_a_site_with_everything_in_place_is_ready(ready_site):
    status, parts = readiness(ready_site)

    assert status == 200
    assert parts == {"status": "ready", "database": "ok", "index": "ok", "places": "ok"}


def test_a_site_without_its_database_is_not_ready(make_site):
    status, parts = readiness(make_site())

    assert status == 503
    assert parts["database"] == "missing"


def test_a_site_with_a_migration_waiting_is_not_ready(ready_site):
    with ready_site.app_context():
        alembic.downgrade()

    status, parts = readiness(ready_site)

    assert (status, parts["database"]) == (503, "behind")


def test_a_site_without_index_is_not_ready(ready_site):
    ready_site.extensions["directory"].engine.there = False

    status, parts = readiness(ready_site)

    assert (status, parts["index"]) == (503, "missing")


def test_a_site_without_place_data_is_not_ready(ready_site):
    ready_site.extensions["directory"].settings.gazetteer_path.unlink()

    answer = ready_site.test_client().get("/readyz")

    assert (answer.status_code, answer.json["places"]) == (503, "missing")
    assert int(answer.headers["Retry-After"]) > 0


def test_a_site_whose_place_data_are_of_an_older_form_is_not_ready(ready_site):
    path = ready_site.extensions["directory"].settings.gazetteer_path
    path.unlink()
    write_places(path, FORMAT - 1)

    status, parts = readiness(ready_site)

    assert (status, parts["places"]) == (503, "unusable")


def test_a_site_whose_place_data_are_damaged_is_not_ready(ready_site):
    ready_site.extensions["directory"].settings.gazetteer_path.write_bytes(b"no place data")

    status, parts = readiness(ready_site)

    assert (status, parts["places"]) == (503, "unusable")
