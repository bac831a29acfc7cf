"""The outbox keeps promises in the order they were made, until they are struck out."""

from directory import outbox
from directory.db import begin_write


def _keys(session, limit=10):
    return [entry.key for entry in outbox.pending(session, outbox.INDEX, limit)]


def test_promises_come_oldest_first_and_no_more_than_asked(session):
    for key in "abc":
        outbox.enqueue(session, outbox.INDEX, key, 1)
    outbox.enqueue(session, "mail", "other topic", 1)
    session.commit()

    assert _keys(session, limit=2) == ["a", "b"]


def test_a_promise_falls_with_its_transaction(session):
    outbox.enqueue(session, outbox.INDEX, "a", 1)

    session.rollback()

    assert _keys(session) == []


def test_only_settled_promises_are_struck_out(session):
    for key in "abc":
        outbox.enqueue(session, outbox.INDEX, key, 1)
    session.commit()
    done = [entry.id for entry in outbox.pending(session, outbox.INDEX, 2)]

    begin_write(session)
    outbox.settle(session, done)
    session.commit()

    assert _keys(session) == ["c"]
