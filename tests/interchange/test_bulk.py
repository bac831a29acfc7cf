"""Many listings in a few statements; tests/interchange/test_listings.py reads them back."""

from dataclasses import replace

from sqlalchemy import event, func, null, select

from directory.interchange.bulk import insert_listings
from directory.interchange.record import LicenceRecord
from directory.outbox.models import OutboxEntry
from directory.practitioners.models import Fact, Licence, Location, Practitioner, Term
from tests.factories import make_practitioner
from tests.interchange.test_record import RECORD

FULL = replace(
    RECORD,
    specialties=("sports",),
    licences=(LicenceRecord("Physical therapist", "77", "CO"),),
    other_names=("Greta Elm", "Greta Alderwood"),
)


def many(number):
    return [(replace(FULL, npi=f"{n:010}"), f"greta-{n}") for n in range(number)]


def test_the_statements_do_not_grow_with_the_listings(session):
    asked = []
    event.listen(session.connection(), "before_cursor_execute", lambda *call: asked.append(call[2]))

    insert_listings(session, many(3))
    few = len(asked)
    insert_listings(session, [(replace(FULL, npi=f"{n:010}"), f"ada-{n}") for n in range(50, 90)])

    assert len(asked) == 2 * few


def test_everything_of_each_is_written(session):
    insert_listings(session, many(3))

    for model in (Practitioner, Location, Term, Licence, OutboxEntry):
        assert session.scalar(select(func.count()).select_from(model)) == 3
    facts = session.scalar(select(func.count()).select_from(Fact))
    assert facts == 3 * len(FULL.stated_fields())
    found = session.scalars(select(Practitioner)).first()
    assert found.other_names == ["Greta Elm"]
    assert found.created_at is not None


def test_nothing_is_no_work(session):
    insert_listings(session, [])

    assert session.scalar(select(func.count(Practitioner.id))) == 0


def test_what_nobody_stated_is_null_in_the_database_and_no_json(session):
    insert_listings(session, [(replace(FULL, npi="1000000004", other_names=()), "greta")])

    columns = (Practitioner.other_names, Location.hours, Location.accessibility)
    unstated = [column.is_(null()) for column in columns]
    assert session.scalars(select(Practitioner.id).join(Location).where(*unstated)).all()


def test_what_an_owner_takes_back_is_null_in_the_database_and_no_json(session):
    listing = make_practitioner(session, locations=[{"hours": {}, "accessibility": []}])
    listing.other_names = listing.locations[0].hours = listing.locations[0].accessibility = None
    session.flush()

    columns = (Practitioner.other_names, Location.hours, Location.accessibility)
    unstated = [column.is_(null()) for column in columns]
    assert session.scalars(select(Practitioner.id).join(Location).where(*unstated)).all()
