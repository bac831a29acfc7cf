"""The fixtures keep what they promise."""

import pytest
from sqlalchemy import select

from directory.db import begin_write
from directory.outbox.models import OutboxEntry
from directory.practitioners.models import Practitioner
from tests.databases import DeferredWrite, is_writing
from tests.factories import make_licence, make_location, make_noise, make_practitioner, make_term


def test_factory_gives_rows_the_database_accepts(session):
    practitioner = make_practitioner(session, terms={"modality": ["gait_analysis"]})
    make_location(session, practitioner, city="Boulder", payers=["medicare"])
    make_term(session, practitioner, "condition", "runners_knee")
    make_licence(session, practitioner)
    make_noise(session)

    session.commit()

    assert [place.city for place in practitioner.locations] == ["Denver", "Boulder"]
    assert practitioner.keys("modality") == ["gait_analysis"]
    assert len(session.scalars(select(Practitioner)).all()) == 4


def test_every_planted_practitioner_is_promised_to_the_index(session):
    practitioner = make_practitioner(session)

    promises = session.scalars(select(OutboxEntry.key)).all()

    assert promises == [str(practitioner.public_id)]


def test_each_test_has_a_database_of_its_own(session):
    assert session.scalars(select(Practitioner)).all() == []


@pytest.mark.databases("sqlite")
def test_a_write_outside_begin_write_is_refused_on_sqlite(open_session):
    session = open_session()
    session.scalars(select(Practitioner)).all()
    session.add(OutboxEntry(topic="index", key="1", version=1))

    with pytest.raises(DeferredWrite):
        session.flush()


def test_the_write_permission_ends_with_the_commit(session):
    make_practitioner(session)
    session.commit()

    assert not is_writing(session)
    begin_write(session)
    assert is_writing(session)
