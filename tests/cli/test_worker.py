"""The worker keeps promises, waits out trouble, and mends a missing index."""

import pytest
from sqlalchemy import func, select

from directory.cli.processes import Requests
from directory.cli.worker import FIRST_PAUSE_S, IDLE_S, LONGEST_PAUSE_S, work
from directory.db import make_engine
from directory.outbox.models import OutboxEntry
from directory.search.engine import EngineState, IndexBusy, SearchUnavailable
from tests.factories import make_practitioner


class StopsAfterWaiting(Requests):
    """Asks to stop when the worker has waited so many times; remembers how long."""

    def __init__(self, times=1):
        super().__init__()
        self._times = times
        self.waits = []

    def wait(self, seconds):
        self.waits.append(seconds)
        self.stop = len(self.waits) >= self._times


class IndexInMemory:
    """A search engine of the port's form that can be missing or busy."""

    def __init__(self, *, missing=False, busy=False):
        self.missing, self.busy = missing, busy
        self.documents = {}
        self.rebuilds = 0

    def state(self):
        if self.missing:
            raise SearchUnavailable("no index")
        return EngineState("memory", 1, len(self.documents))

    def apply(self, batch):
        if self.busy:
            raise IndexBusy("somebody else writes")
        self.documents.update({document.id: document for document in batch.documents})

    def rebuild(self, documents, progress=None):
        self.documents = {document.id: document for document in documents}
        self.missing = False
        self.rebuilds += 1
        return self.state()


def _promises(session):
    session.rollback()
    return session.scalar(select(func.count(OutboxEntry.id)))


@pytest.fixture
def planted(session):
    """The public ids of three practitioners that the index has still to see."""
    ids = [str(make_practitioner(session).public_id) for _ in range(3)]
    session.commit()
    return ids


def test_promises_are_kept_and_struck_out(engine, session, planted):
    index = IndexInMemory()

    work(engine, index, StopsAfterWaiting())

    assert set(index.documents) == set(planted)
    assert _promises(session) == 0


def test_the_worker_waits_only_when_nothing_is_promised(engine, planted):
    requests = StopsAfterWaiting()

    work(engine, IndexInMemory(), requests)

    assert requests.waits == [IDLE_S]


def test_a_missing_index_is_built_anew(engine, session, planted):
    index = IndexInMemory(missing=True)

    work(engine, index, StopsAfterWaiting())

    assert index.rebuilds == 1
    assert set(index.documents) == set(planted)
    assert _promises(session) == 0


def test_a_busy_index_leaves_every_promise_standing(engine, session, planted):
    index = IndexInMemory(busy=True)

    work(engine, index, StopsAfterWaiting())

    assert index.documents == {}
    assert _promises(session) == 3


def test_lasting_trouble_makes_the_worker_wait_longer_up_to_a_limit(engine, planted):
    requests = StopsAfterWaiting(times=9)

    work(engine, IndexInMemory(busy=True), requests)

    assert requests.waits[:3] == [FIRST_PAUSE_S, 2 * FIRST_PAUSE_S, 4 * FIRST_PAUSE_S]
    assert requests.waits[-1] == LONGEST_PAUSE_S


def test_trouble_that_passed_is_forgotten(engine, planted):
    class MendsItself(StopsAfterWaiting):
        def wait(self, seconds):
            super().wait(seconds)
            index.busy = False

    index = IndexInMemory(busy=True)
    requests = MendsItself(times=2)

    work(engine, index, requests)

    assert requests.waits == [FIRST_PAUSE_S, IDLE_S]


def test_a_database_that_is_away_is_waited_for(tmp_path):
    away = make_engine(f"sqlite:///{tmp_path / 'nowhere' / 'directory.sqlite'}")
    requests = StopsAfterWaiting(times=2)

    work(away, IndexInMemory(), requests)

    assert requests.waits == [FIRST_PAUSE_S, 2 * FIRST_PAUSE_S]
