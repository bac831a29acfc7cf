"""The database keeps what it is told: times in UTC, foreign keys, one writer who waits."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from directory.db import begin_write, make_engine, utc_now
from directory.log.models import Event
from directory.outbox.models import OutboxEntry
from directory.practitioners.models import Term


def _event(at):
    return Event(at=at, actor="test", action="looked", subject_type="clock", subject_id="1")


def test_a_time_comes_back_aware_in_utc(session, open_session):
    east = datetime(2026, 3, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    session.add(_event(east))
    session.commit()

    read = open_session().scalars(select(Event.at)).one()

    assert read == east
    assert read.utcoffset() == timedelta(0)


def test_a_time_without_zone_is_refused(session):
    session.add(_event(datetime(2026, 3, 1)))  # noqa: DTZ001 - the point of the test

    with pytest.raises(StatementError, match="without a zone"):
        session.flush()


def test_now_is_aware():
    assert utc_now().tzinfo is UTC


def test_foreign_keys_hold(session):
    session.add(Term(practitioner_id=999, vocabulary="modality", key="gait_analysis"))

    with pytest.raises(IntegrityError):
        session.flush()


@pytest.mark.databases("sqlite")
def test_sqlite_syncs_every_commit_and_lets_readers_go_on(engine):
    with engine.connect() as connection:
        values = [
            connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]

    assert values == ["wal", 2, 1]


def test_a_second_writer_waits_for_the_first(session, engine):
    session.add(OutboxEntry(topic="index", key="first", version=1))
    session.flush()

    def write_second():
        with Session(engine) as second:
            begin_write(second)
            second.add(OutboxEntry(topic="index", key="second", version=1))
            second.commit()

    thread = threading.Thread(target=write_second)
    thread.start()
    session.commit()
    thread.join()

    assert set(session.scalars(select(OutboxEntry.key))) == {"first", "second"}


def test_a_reader_that_begins_to_write_sees_what_was_committed_meanwhile(engine, open_session):
    reader, writer = open_session(), open_session()
    assert reader.scalars(select(OutboxEntry)).all() == []
    begin_write(writer)
    writer.add(OutboxEntry(topic="index", key="meanwhile", version=1))
    writer.commit()

    begin_write(reader)

    assert reader.scalars(select(OutboxEntry.key)).all() == ["meanwhile"]
    reader.add(OutboxEntry(topic="index", key="after", version=1))
    reader.commit()


def test_an_engine_of_another_database_is_pinged_before_use():
    engine = make_engine("postgresql+psycopg://nobody@127.0.0.1:1/none")

    assert engine.pool._pre_ping  # noqa: SLF001 - SQLAlchemy shows it nowhere else
