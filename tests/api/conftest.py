"""The site with stand-ins for the search engine and the places."""

import pytest
from apiflask import APIFlask
from flask import Blueprint

from directory import api, http
from directory.config import ROOT
from directory.db import alembic, database, engine_options, migration_settings, prepare_engine
from directory.http.services import Services
from tests.api.fakes import FakeEngine, FakePlaces
from tests.databases import refuse_deferred_writes
from tests.remembered import remember_statements


@pytest.fixture
def search_engine():
    """The engine that the site asks."""
    return FakeEngine()


@pytest.fixture
def app(settings, search_engine):
    """The API over fakes and a database of its own."""
    made = APIFlask(
        "directory",
        docs_path=None,
        spec_path=None,
        template_folder=str(ROOT / "templates"),
    )
    made.testing = True
    url = settings.database
    made.config["SECRET_KEY"] = settings.secret_key
    made.config["SQLALCHEMY_ENGINES"] = {"default": {"url": url, **engine_options(url)}}
    made.config.update(migration_settings(ROOT / "migrations", url))
    database.init_app(made)
    alembic.init_app(made)
    made.extensions["directory"] = Services(
        settings=settings, engine=search_engine, places=FakePlaces()
    )
    http.init_http(made, settings)
    pages = Blueprint("practitioners", __name__)
    pages.add_url_rule("/practitioners/<slug>", "profile", lambda slug: slug)
    made.register_blueprint(pages)
    api.init_api(made)
    with made.app_context():
        connected = database.engine
        prepare_engine(connected)
        remember_statements(connected)
        refuse_deferred_writes(connected)
    yield made
    connected.dispose()
