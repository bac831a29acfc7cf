"""The log says who did what to which thing."""

from sqlalchemy import select

from directory import log
from directory.log.models import Event


def test_an_event_stands_with_its_values_before_and_after(session):
    log.record(
        session,
        actor="command:seed",
        action="renamed",
        subject=("practitioner", "42"),
        before={"name": "Ada"},
        after={"name": "Bea"},
    )
    session.commit()

    event = session.scalars(select(Event)).one()

    assert (event.actor, event.action) == ("command:seed", "renamed")
    assert (event.subject_type, event.subject_id) == ("practitioner", "42")
    assert (event.before, event.after) == ({"name": "Ada"}, {"name": "Bea"})


def test_an_event_falls_with_the_transaction(session):
    log.record(session, actor="command:seed", action="hidden", subject=("practitioner", "42"))

    session.rollback()

    assert session.scalars(select(Event)).all() == []
