"""The whole site over an index of its own, with places that know two towns."""

import pytest

from directory import create_app
from directory.db import database
from directory.search import indexer
from directory.search.whoosh_engine import WhooshEngine
from tests.api.fakes import FakePlaces
from tests.databases import refuse_deferred_writes
from tests.pages import BYTECODE, CheckedClient
from tests.remembered import remember_statements


@pytest.fixture
def app(settings):
    """The application with the real engine; only place names are made up."""
    made = create_app(settings, places=FakePlaces())
    made.testing = True
    made.test_client_class = CheckedClient
    made.jinja_env.bytecode_cache = BYTECODE
    with made.app_context():
        connected = database.engine
        remember_statements(connected)
        refuse_deferred_writes(connected)
    yield made
    connected.dispose()


@pytest.fixture
def listed(session, settings):
    """Commits what a test planted and builds the index from it."""

    def publish():
        session.commit()
        indexer.rebuild(session, WhooshEngine(settings.index_path))

    return publish
