"""What any search engine must keep to when its index is changed, built anew or broken."""

import threading
import traceback
from dataclasses import replace

import pytest

from directory.search.engine import Batch, IndexBusy, SearchUnavailable
from directory.search.query import Circle
from tests.search.contract import EVERYBODY, EngineHome, ids
from tests.search.worlds import DENVER, asking, document, public_id


class ChangeContract(EngineHome):
    """How an engine takes changes and failures."""

    # Changes

    def test_an_older_version_never_replaces_a_newer(self, engine):
        engine.rebuild([document(1, version=5, texts={"bio": "newer"})])

        engine.apply(Batch([document(1, version=4, texts={"bio": "older"})]))

        assert engine.search(asking("newer")).total == 1
        assert engine.search(asking("older")).total == 0

    def test_of_one_id_in_a_batch_the_newest_counts_once(self, engine):
        engine.rebuild([])
        newer = document(1, version=3, texts={"bio": "newer"})

        engine.apply(Batch([document(1, version=2), newer, document(1, version=1)]))

        assert engine.search(EVERYBODY).total == 1
        assert engine.search(asking("newer")).total == 1

    def test_of_one_id_in_a_rebuild_the_newest_counts_once(self, engine):
        state = engine.rebuild([document(1, version=2, texts={"bio": "newer"}), document(1)])

        assert state.documents == 1
        assert engine.search(asking("newer")).total == 1

    def test_a_reader_opened_before_a_change_sees_it_and_never_the_deleted(self, home):
        engine, reader = self.open(home), self.open(home)
        engine.rebuild([document(number) for number in range(5)])
        reader.search(asking("knee pain"))

        engine.apply(Batch(removed={public_id(2), public_id(4)}))

        page = reader.search(asking("knee pain"))
        assert ids(page) == [public_id(number) for number in (0, 1, 3)]
        assert page.facets["kind"].counts == {"therapist": 3}

    def test_removed_and_stored_in_one_batch_it_comes_back_whatever_its_version(self, engine):
        engine.rebuild([document(1, version=5)])

        engine.apply(Batch([document(1, version=1)], removed={public_id(1)}))

        assert engine.state().documents == 1

    def test_removing_what_is_not_there_changes_nothing(self, engine):
        engine.rebuild([document(1)])

        engine.apply(Batch(removed={public_id(9)}))

        assert engine.state().documents == 1

    def test_state_names_the_index_and_counts_its_commits(self, engine):
        built = engine.rebuild([document(1)])

        engine.apply(Batch([document(2)]))

        after = engine.state()
        assert (after.name, after.documents) == (built.name, 2)
        assert after.generation > built.generation

    # Failing

    def test_without_an_index_nothing_is_answered_until_one_is_built(self, engine):
        for act in (
            lambda: engine.search(EVERYBODY),
            lambda: engine.apply(Batch([document(1)])),
            engine.state,
        ):
            with pytest.raises(SearchUnavailable):
                act()

        engine.rebuild([document(1)])

        assert engine.search(EVERYBODY).total == 1

    def test_an_empty_index_answers_nobody(self, engine):
        engine.rebuild([])

        page = engine.search(asking("knee", where=Circle(DENVER, 40.0)))

        assert (page.total, page.hits) == (0, ())

    def test_one_writer_at_a_time(self, home, engine):
        engine.rebuild([document(1)])

        with self.writer_held(home), pytest.raises(IndexBusy):
            engine.apply(Batch([document(2)]))

        engine.apply(Batch([document(2)]))
        assert engine.state().documents == 2

    def test_a_failing_rebuild_leaves_the_old_index_answering(self, engine):
        engine.rebuild([document(1)])

        def torn():
            yield document(2)
            raise InterruptedError

        with pytest.raises(InterruptedError):
            engine.rebuild(torn())

        assert ids(engine.search(EVERYBODY)) == [public_id(1)]
        assert engine.rebuild([document(3)]).documents == 1

    def test_a_rebuild_tells_how_far_it_is(self, engine):
        told = []

        engine.rebuild([document(number) for number in range(250)], told.append)

        assert told == sorted(told)
        assert told[-1] in range(200, 251)

    def test_searching_goes_on_through_rebuilds_and_changes(self, home):
        engine = self.open(home)
        crowd = [document(number) for number in range(30)]
        engine.rebuild(crowd)
        troubles, answers, done = [], [], threading.Event()

        def keep_asking(reader):
            try:
                while not done.is_set():
                    answers.append(reader.search(asking("knee pain", "person")).total)
            except BaseException:  # noqa: BLE001 - told to the test's thread
                troubles.append(traceback.format_exc())

        shared = self.open(home)
        threads = [threading.Thread(target=keep_asking, args=(shared,)) for _ in range(2)]
        threads.append(threading.Thread(target=keep_asking, args=(self.open(home),)))
        for thread in threads:
            thread.start()
        for number in range(6):
            engine.rebuild(crowd)
            engine.apply(Batch([replace(crowd[number], version=9)]))
        done.set()
        for thread in threads:
            thread.join()

        assert not troubles, troubles[0]
        assert set(answers) == {30}
