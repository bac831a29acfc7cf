"""Planting brings the database to the world of a seed; uprooting leaves only real listings."""

from datetime import timedelta

from sqlalchemy import func, select

from directory import outbox
from directory.db import begin_write
from directory.demo.service import plant, uproot
from directory.log.models import Event
from directory.outbox.models import OutboxEntry
from directory.practitioners.models import (
    Fact,
    FormerSlug,
    Licence,
    Location,
    LocationPayer,
    Practitioner,
    Term,
)
from tests.factories import make_practitioner

COUNT = 14


def promises(session):
    return {(row.key, row.version) for row in outbox.pending(session, outbox.INDEX, 10_000)}


def settle(session):
    outbox.settle(session, [row.id for row in outbox.pending(session, outbox.INDEX, 10_000)])


def demo_rows(session):
    statement = select(Practitioner).where(Practitioner.source == "demo").order_by(Practitioner.id)
    return session.scalars(statement).all()


def planted(session, today, *, count=COUNT, seed=1):
    """Plant, commit and forget, as the command does; then write again."""
    changes = plant(session, count=count, seed=seed, today=today)
    session.commit()
    session.expunge_all()
    begin_write(session)
    return changes


def test_planting_adds_listings_and_promises_search_each(session, today):
    changes = planted(session, today)

    assert changes == COUNT
    assert promises(session) == {(str(r.public_id), r.version) for r in demo_rows(session)}


def test_planting_again_changes_nothing(session, today):
    planted(session, today)
    settle(session)
    before = [(r.id, r.version, r.slug, r.updated_at) for r in demo_rows(session)]

    changes = planted(session, today)

    assert changes == 0
    assert promises(session) == set()
    assert [(r.id, r.version, r.slug, r.updated_at) for r in demo_rows(session)] == before
    assert session.scalar(select(func.count(Event.id))) == 1


def test_a_week_later_the_dated_listings_are_refreshed_in_place(session, today):
    planted(session, today)
    ids = [row.id for row in demo_rows(session)]

    changes = planted(session, today + timedelta(days=7))

    assert 0 < changes <= COUNT
    assert [row.id for row in demo_rows(session)] == ids
    assert planted(session, today + timedelta(days=7)) == 0


def test_what_somebody_changed_comes_back(session, today):
    planted(session, today)
    person = demo_rows(session)[3]
    name, slug = person.name, person.slug
    person.name, person.slug = "Somebody Else", "somebody-else"
    person.terms.clear()

    changes = planted(session, today)

    person = demo_rows(session)[3]
    assert changes == 1
    assert (person.name, person.slug) == (name, slug)
    assert [former.slug for former in person.former_slugs] == ["somebody-else"]


def test_a_stray_tag_is_taken_off(session, today):
    planted(session, today)
    person = demo_rows(session)[0]
    person.terms.append(Term(vocabulary="specialty", key="Sports", position=0))

    assert planted(session, today) == 1
    assert demo_rows(session)[0].keys("specialty") == []


def test_a_smaller_world_takes_the_rest_out_and_tells_search(session, today):
    planted(session, today)
    settle(session)
    gone = {(str(r.public_id), r.version + 1) for r in demo_rows(session)[10:]}

    changes = planted(session, today, count=10)

    assert changes == COUNT - 10
    assert len(demo_rows(session)) == 10
    assert promises(session) == gone


def test_another_seed_replaces_everybody(session, today):
    planted(session, today)

    changes = planted(session, today, seed=2)

    assert changes == 2 * COUNT
    assert len(demo_rows(session)) == COUNT


def test_real_listings_are_never_touched(session, today):
    real = make_practitioner(session, name="Ada Real").public_id
    planted(session, today)

    uproot(session)

    assert session.scalars(select(Practitioner.public_id)).all() == [real]


def test_uprooting_leaves_no_row_behind_and_tells_search(session, today):
    planted(session, today)
    settle(session)
    expected = {(str(r.public_id), r.version + 1) for r in demo_rows(session)}

    removed = uproot(session)

    assert removed == COUNT
    assert promises(session) == expected
    tables = (Practitioner, Location, LocationPayer, Term, Licence, Fact, FormerSlug)
    assert [session.scalar(select(func.count()).select_from(table)) for table in tables] == [0] * 7


def test_uprooting_nothing_is_no_event(session):
    assert uproot(session) == 0
    assert session.scalar(select(func.count(Event.id))) == 0
    assert session.scalar(select(func.count(OutboxEntry.id))) == 0


def test_each_planting_and_uprooting_is_one_event(session, today):
    planted(session, today)
    uproot(session)

    events = session.scalars(select(Event).order_by(Event.id)).all()

    assert [(e.actor, e.action, e.subject_id) for e in events] == [
        ("command:seed", "planted", "demo"),
        ("command:seed", "uprooted", "demo"),
    ]
    assert events[0].after == {
        "seed": 1,
        "count": COUNT,
        "added": COUNT,
        "changed": 0,
        "removed": 0,
    }


def test_progress_is_told_listing_by_listing(session, today):
    told = []

    plant(session, count=5, seed=1, today=today, progress=told.append)

    assert told == [1, 2, 3, 4, 5]
