"""The index follows the database: in order, once, whatever breaks between."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from directory import outbox
from directory.db import begin_write
from directory.practitioners.models import Status
from directory.practitioners.service import mark_changed
from directory.search import indexer
from directory.search.engine import Batch, IndexBusy, SearchUnavailable
from directory.search.query import Query
from directory.search.whoosh_store import Store
from directory.vetting.models import Document
from tests.factories import make_practitioner
from tests.search.worlds import TODAY, asking


@dataclass
class Recorder:
    """An engine that notes what it is told, and may fail afterwards."""

    batches: list = field(default_factory=list)
    trouble: BaseException | None = None

    def apply(self, batch):
        self.batches.append(batch)
        if self.trouble:
            raise self.trouble


def ids(*practitioners):
    return [str(practitioner.public_id) for practitioner in practitioners]


def left(session):
    session.rollback()
    return len(outbox.pending(session, outbox.INDEX, 1_000))


def everybody(index):
    return {hit.id for hit in index.search(Query(today=TODAY, limit=50)).hits}


def test_nothing_promised_is_nothing_to_do(session):
    engine = Recorder()

    assert indexer.index_pending(session, engine) == 0
    assert engine.batches == []


def test_changes_are_applied_together_in_the_order_promised(session):
    people = [make_practitioner(session) for _ in range(3)]
    mark_changed(session, people[0])
    session.commit()
    engine = Recorder()

    kept = indexer.index_pending(session, engine)

    assert kept == 4
    (batch,) = engine.batches
    assert sorted(document.id for document in batch.documents) == sorted(ids(*people))
    assert batch.removed == frozenset()
    assert left(session) == 0


def test_a_limit_leaves_the_newest_for_later(session):
    people = [make_practitioner(session) for _ in range(3)]
    session.commit()
    engine = Recorder()

    indexer.index_pending(session, engine, limit=2)

    assert sorted(d.id for d in engine.batches[0].documents) == sorted(ids(*people[:2]))
    assert left(session) == 1


@pytest.mark.parametrize(
    ("waiting", "applied"),
    [
        (indexer.BATCH + 1, indexer.BATCH),
        (indexer.LARGE_BATCH - 1, indexer.BATCH),
        (indexer.LARGE_BATCH, indexer.LARGE_BATCH),
        (indexer.LARGE_BATCH + 1, indexer.LARGE_BATCH),
    ],
)
def test_many_waiting_changes_are_applied_in_larger_batches(session, waiting, applied):
    for number in range(waiting):
        outbox.enqueue(session, outbox.INDEX, f"00000000-0000-0000-0000-{number:012}", 1)
    session.commit()

    assert indexer.index_pending(session, Recorder()) == applied


def test_other_topics_are_left_alone(session):
    outbox.enqueue(session, "mail", "somebody", 1)
    session.commit()

    assert indexer.index_pending(session, Recorder()) == 0
    assert len(outbox.pending(session, "mail", 10)) == 1


def test_what_is_no_longer_public_or_gone_is_taken_out(session, index, indexed):
    shown, hidden, deleted = (make_practitioner(session) for _ in range(3))
    indexed()
    begin_write(session)
    hidden.status, hidden.hidden_reason = Status.HIDDEN, "asked for it"
    mark_changed(session, hidden)
    mark_changed(session, deleted)
    session.delete(deleted)
    (wanted,) = ids(shown)
    session.commit()

    while indexer.index_pending(session, index):
        pass

    assert everybody(index) == {wanted}


@pytest.mark.parametrize("trouble", [IndexBusy(), SearchUnavailable("gone"), KeyboardInterrupt()])
def test_what_the_index_did_not_take_stays_promised(session, trouble):
    make_practitioner(session)
    session.commit()

    with pytest.raises(type(trouble)):
        indexer.index_pending(session, Recorder(trouble=trouble))

    assert left(session) == 1


def test_a_crash_between_index_and_outbox_changes_nothing_when_repeated(session, index, indexed):
    indexed()
    begin_write(session)
    people = [make_practitioner(session, bio="Barefoot") for _ in range(2)]
    session.commit()
    expected = set(ids(*people))

    class Crash(Exception):
        pass

    class CrashingAfterCommit:
        def apply(self, batch: Batch):
            index.apply(batch)
            raise Crash

    with pytest.raises(Crash):
        indexer.index_pending(session, CrashingAfterCommit())
    assert everybody(index) == expected
    assert left(session) == 2

    assert indexer.index_pending(session, index) == 2

    page = index.search(asking("barefoot"))
    assert {hit.id for hit in page.hits} == expected
    assert (page.total, left(session)) == (2, 0)


def test_a_change_during_the_index_commit_stays_promised(session, open_session, index, indexed):
    person = make_practitioner(session, bio="before")
    indexed()
    public, key = person.public_id, person.id
    begin_write(session)
    mark_changed(session, person)
    session.commit()
    other = open_session()

    class ChangingMeanwhile:
        def apply(self, batch):
            begin_write(other)
            row = other.get(type(person), key)
            row.bio = "afterwards"
            mark_changed(other, row)
            other.commit()
            index.apply(batch)

    indexer.index_pending(session, ChangingMeanwhile())
    assert left(session) == 1

    indexer.index_pending(session, index)

    assert [hit.id for hit in index.search(asking("afterwards")).hits] == [str(public)]


def test_a_rebuild_takes_the_public_only_and_tells_its_state(session, index):
    shown = [make_practitioner(session) for _ in range(2)]
    shown.append(make_practitioner(session, status=Status.UNCLAIMED))
    make_practitioner(session, status=Status.PENDING)
    make_practitioner(session, status=Status.HIDDEN, hidden_reason="spam")
    session.commit()
    told = []

    state = indexer.rebuild(session, index, told.append)

    assert state.documents == 3
    assert everybody(index) == set(ids(*shown))


def test_who_has_shown_a_document_is_verified_like_who_has_a_licence(session, index, indexed):
    seen, other = make_practitioner(session), make_practitioner(session)
    session.add(
        Document(practitioner_id=seen.id, code="T3", title="Course", seen_on=date(2026, 1, 9))
    )
    indexed()
    before = index.search(Query(TODAY)).facets["verified"].counts
    begin_write(session)
    session.add(
        Document(practitioner_id=other.id, code="T3", title="Course", seen_on=date(2026, 1, 9))
    )
    mark_changed(session, other)
    session.commit()

    indexer.index_pending(session, index)

    assert before == {"yes": 1, "no": 1}
    assert index.search(Query(TODAY)).facets["verified"].counts == {"yes": 2}


def test_a_rebuild_keeps_the_promises_that_stood_before_it(session, index):
    for _ in range(indexer.BATCH + 1):
        make_practitioner(session)
    session.commit()

    indexer.rebuild(session, index)

    assert left(session) == 0


def test_a_change_during_a_rebuild_stays_promised(session, open_session, index):
    person = make_practitioner(session, bio="before")
    session.commit()
    key, other = person.id, open_session()

    class ChangingMeanwhile:
        def rebuild(self, documents, progress):
            state = index.rebuild(documents, progress)
            begin_write(other)
            mark_changed(other, other.get(type(person), key))
            other.commit()
            return state

    indexer.rebuild(session, ChangingMeanwhile())

    assert left(session) == 1


def test_a_rebuild_while_another_writes_is_refused(session, index, indexed, tmp_path):
    indexed()
    index._rebuild_wait_s = 0.0  # noqa: SLF001 - do not wait in tests

    with Store(tmp_path / "index").writing(), pytest.raises(IndexBusy):
        indexer.rebuild(session, index)
