"""Removal of a listing for good."""

import pytest
from sqlalchemy import func, select

from directory.interchange.removal import remove
from directory.interchange.suppression import suppressed
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
from tests.factories import make_licence, make_noise, make_practitioner

SITE_KEY = "one site's secret"
NPI = "1234567893"


@pytest.fixture
def listing(session):
    made = make_practitioner(
        session,
        name="Greta Alderwood",
        npi=NPI,
        external_id="row-7",
        source="csv",
        terms={"modality": ["gait_analysis"]},
        locations=[{"payers": ["aetna"]}],
    )
    make_licence(session, made)
    made.facts.append(Fact(field="name", source="csv"))
    made.former_slugs.append(FormerSlug(slug="former"))
    session.flush()
    return made


def test_nothing_of_the_listing_stays(session, listing):
    remove(session, listing, SITE_KEY, actor="command:test")

    session.flush()
    for model in (Practitioner, Location, LocationPayer, Term, Licence, Fact, FormerSlug):
        assert session.scalar(select(func.count()).select_from(model)) == 0


def test_others_stay(session, listing):
    noise = make_noise(session)

    remove(session, listing, SITE_KEY, actor="command:test")

    session.flush()
    assert session.scalar(select(func.count(Practitioner.id))) == len(noise)


def test_the_index_is_told_with_a_newer_version(session, listing):
    key, version = str(listing.public_id), listing.version

    remove(session, listing, SITE_KEY, actor="command:test")

    session.flush()
    newest = session.scalars(
        select(OutboxEntry).where(OutboxEntry.key == key).order_by(OutboxEntry.id.desc())
    ).first()
    assert (newest.topic, newest.version) == ("index", version + 1)


def test_the_log_holds_nothing_personal(session, listing):
    remove(session, listing, SITE_KEY, actor="command:test")

    session.flush()
    for event in session.scalars(select(Event)):
        told = f"{event.subject_id} {event.before} {event.after}"
        assert not any(text in told for text in ("Greta", NPI, "row-7", "greta"))
    assert "removed" in session.scalars(select(Event.action)).all()


def test_imports_of_any_source_leave_it_out(session, listing):
    key = str(listing.public_id)

    removal = remove(session, listing, SITE_KEY, actor="command:test")

    session.flush()
    keys = {NPI, "csv:row-7", f"csv:{key}"}
    assert removal.kept_out
    assert suppressed(session, keys, SITE_KEY) == keys


def test_what_no_source_knows_cannot_be_kept_out(session):
    listing = make_practitioner(session)

    assert not remove(session, listing, SITE_KEY, actor="command:test").kept_out
