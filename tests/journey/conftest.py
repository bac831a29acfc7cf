"""An index of what a test plants, and teams asked of it."""

import pytest

from directory.journey.teams import TeamRequest, find_team
from directory.search import indexer
from directory.search.request import SearchRequest
from directory.search.whoosh_engine import WhooshEngine
from tests.search.places import FakePlaces
from tests.search.worlds import TODAY


@pytest.fixture
def index(tmp_path):
    return WhooshEngine(tmp_path / "index")


@pytest.fixture
def team(session, open_session, index):
    """Publishes what was planted and asks for a team near Denver."""

    def ask(budget=None, video=False, settled=(), **search):
        session.commit()
        indexer.rebuild(open_session(), index)
        wanted = TeamRequest(
            search=SearchRequest(**{"near": "Denver"} | search),
            budget=budget,
            video=video,
            settled={one.kind: one for one in settled},
        )
        return find_team(session, index, FakePlaces(), wanted, today=TODAY)

    return ask
