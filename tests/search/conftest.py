"""Fixtures of the search room: an index of the test's own, and searching it."""

import pytest

from directory.search import indexer, service
from directory.search.request import SearchRequest
from directory.search.whoosh_engine import WhooshEngine
from tests.search.places import FakePlaces
from tests.search.worlds import TODAY


@pytest.fixture
def index(tmp_path):
    """An engine on an empty folder."""
    return WhooshEngine(tmp_path / "index")


@pytest.fixture
def indexed(session, open_session, index):
    """Commits what the test planted and builds the index from it."""

    def build():
        session.commit()
        indexer.rebuild(open_session(), index)

    return build


@pytest.fixture
def search(session, index):
    """Asks the service, with the places of `tests.search.places`."""

    def ask(**asked):
        return service.search(session, index, FakePlaces(), SearchRequest(**asked), today=TODAY)

    return ask
