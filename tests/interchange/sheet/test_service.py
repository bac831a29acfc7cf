"""Batches are taken in as each listing's state asks for, and all public listings go out."""

import uuid
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from directory.interchange.sheet import service
from directory.interchange.sheet.record import SheetListing
from directory.interchange.suppression import key_of_external, suppress
from directory.outbox.models import OutboxEntry
from directory.practitioners.models import Practitioner, Status
from tests.factories import make_noise, make_practitioner
from tests.interchange.sheet.test_listings import LISTING
from tests.interchange.sheet.test_record import PERSON

KEY = "one site's secret"
NPI = "1234567893"


@pytest.fixture
def take(session):
    """Takes listings in and gives the outcomes; what is in the session is written and forgotten."""
    make_noise(session)

    def take_in(*listings, source="csv"):
        outcomes = service.take(session, listings, source=source, secret=KEY)
        session.flush()
        session.expire_all()
        return dict(outcomes)

    return take_in


def only(session, external_id="17"):
    wanted = select(Practitioner).where(Practitioner.external_id == external_id)
    return session.scalars(wanted).one()


def out(session, source=None):
    return {listing.external_id: listing for listing in service.each_listing(session, source)}


def test_a_new_id_becomes_a_listing_and_is_promised_to_the_index(session, take):
    before = session.scalar(select(func.count(OutboxEntry.id)))

    assert take(LISTING) == {"added": 1}

    assert only(session).status == Status.UNCLAIMED
    assert session.scalar(select(func.count(OutboxEntry.id))) == before + 1


def test_the_same_again_touches_nothing(session, take):
    take(LISTING)
    listing = only(session)
    before = (
        listing.version,
        listing.updated_at,
        session.scalar(select(func.count(OutboxEntry.id))),
    )

    assert take(LISTING) == {"unchanged": 1}

    promises = session.scalar(select(func.count(OutboxEntry.id)))
    assert (listing.version, listing.updated_at, promises) == before


def test_a_changed_row_changes_its_listing(session, take):
    take(LISTING)

    assert take(replace(LISTING, person=replace(LISTING.person, bio="New."))) == {"updated": 1}

    assert only(session).bio == "New."


@pytest.mark.parametrize(
    ("bio", "outcome"), [("", "claimed_same"), ("The table's.", "claimed_differs")]
)
def test_a_claimed_listing_is_its_owner_s(session, take, bio, outcome):
    take(LISTING)
    only(session).status = Status.PUBLISHED

    assert take(replace(LISTING, person=replace(LISTING.person, bio=bio))) == {outcome: 1}

    assert only(session).bio == ""


def test_a_hidden_listing_stays_hidden(session, take):
    take(LISTING)
    listing = only(session)
    listing.status, listing.hidden_reason = Status.HIDDEN, "Asked for."

    assert take(LISTING) == {"held": 1}

    assert only(session).status == Status.HIDDEN


@pytest.mark.parametrize("key", [key_of_external("csv", "17"), None])
def test_who_asked_to_be_left_out_stays_out(session, take, key):
    listing = LISTING if key else replace(LISTING, external_id=NPI)
    suppress(session, key or NPI, KEY, actor="command:test")

    assert take(listing) == {"suppressed": 1}

    assert out(session, "csv") == {}


def test_ids_belong_to_their_source(session, take):
    take(LISTING)
    other = replace(LISTING, person=replace(PERSON, name="Bo Fir"))

    assert take(other, source="club") == {"added": 1}

    assert set(out(session, "club")) == {"17"}


def test_the_same_person_under_the_same_id_of_another_source_is_not_doubled(take):
    take(LISTING, source="club")

    assert take(LISTING) == {"listed_elsewhere": 1}


def test_listings_that_an_export_names_otherwise_are_not_doubled(session, take):
    demo = make_practitioner(session, source="demo")
    provider = make_practitioner(session, source="nppes", npi=NPI)
    names = {str(demo.public_id): demo.name, NPI: provider.name}
    listings = [SheetListing(key, replace(PERSON, name=name)) for key, name in names.items()]
    stranger = SheetListing(str(uuid.UUID(int=7)), PERSON)
    odd = SheetListing("g" * 36, PERSON)

    outcomes = take(*listings, stranger, odd)

    assert outcomes == {"listed_elsewhere": 2, "added": 2}


def test_every_public_listing_goes_out_under_a_stable_id(session, take):
    take(LISTING)
    provider = make_practitioner(session, source="nppes", npi=NPI)
    make_practitioner(session, name="Unseen Owl", status=Status.PENDING)
    submitted = make_practitioner(session)

    found = out(session)

    assert {"17", NPI, str(submitted.public_id)} <= set(found)
    assert found[NPI].person.name == provider.name
    assert "Unseen Owl" not in {listing.person.name for listing in found.values()}


def test_an_id_that_two_sources_share_is_not_used(session, take):
    take(LISTING)
    other = make_practitioner(session, source="club", external_id="17", name="Bo Fir")

    found = out(session)

    assert "17" not in found
    assert found[str(other.public_id)].person.name == "Bo Fir"
    assert set(out(session, "csv")) == {"17"}


def test_of_what_may_be_a_home_only_the_town_goes_out(session, take):
    home = make_practitioner(session, town_only=True, locations=[{"phone": "+1 303-555-0100"}])

    (place,) = out(session)[str(home.public_id)].places

    assert (place.city, place.street, place.postal_code) == ("Denver", "", "")
    assert (place.phone, place.point) == (None, None)
