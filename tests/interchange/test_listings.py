"""Records become listings and are read back."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, func, select

from directory.geo.point import GeoPoint
from directory.interchange import listings
from directory.interchange.record import LicenceRecord
from directory.outbox.models import OutboxEntry
from directory.practitioners.models import (
    Fact,
    Licence,
    Location,
    Practitioner,
    Precision,
    Status,
    Term,
)
from tests.factories import make_practitioner
from tests.interchange.test_record import LOCATION
from tests.interchange.test_record import RECORD as BARE

RECORD = replace(
    BARE,
    credentials="PT",
    gender="female",
    specialties=("sports", "orthopedic"),
    licences=(LicenceRecord("Physical therapist", "77", "CO"),),
    location=replace(LOCATION, point=GeoPoint(39.75, -105.0), precision=Precision.POSTAL),
    updated_on=date(2017, 7, 8),
)


@pytest.fixture
def listing(session):
    listings.add_all(session, [RECORD])
    session.flush()
    session.expire_all()
    return session.scalars(select(Practitioner)).one()


def test_an_added_listing_is_unclaimed_and_says_where_it_comes_from(listing):
    assert (listing.status, listing.source) == (Status.UNCLAIMED, "nppes")
    assert (listing.slug, listing.version) == ("greta-alderwood-denver", 1)
    assert {fact.source for fact in listing.facts} == {"nppes"}
    assert "licences" in {fact.field for fact in listing.facts}


def test_nothing_unknown_is_stated_and_nothing_is_called_verified(listing):
    assert (listing.telehealth, listing.accepting, listing.score) == (None, None, None)
    assert listing.keys("language") == []
    assert {fact.verified_on for fact in listing.facts} == {None}
    assert listing.licences[0].verified_on is None


def test_an_added_listing_is_promised_to_the_index(session, listing):
    entry = session.scalars(select(OutboxEntry)).one()

    assert (entry.key, entry.version) == (str(listing.public_id), 1)


@pytest.mark.parametrize("record", [RECORD, BARE], ids=["full", "bare"])
def test_a_listing_is_read_back_as_the_record_it_came_from(session, record):
    listings.add_all(session, [record])
    session.flush()
    session.expire_all()

    read = listings.as_record(session.scalars(select(Practitioner)).one(), "nppes")

    assert read == record


def test_a_listing_without_a_place_or_number_from_there_is_no_record(session):
    other = make_practitioner(session, npi="1234567893")
    numberless = make_practitioner(session, locations=[{"source": "nppes"}])

    assert listings.as_record(other, "nppes") is None
    assert listings.as_record(numberless, "nppes") is None


def test_namesakes_in_one_town_get_slugs_of_their_own(session, listing):
    namesakes = [replace(RECORD, npi=npi) for npi in ("1000000004", "1000000012")]

    listings.add_all(session, [*namesakes, replace(RECORD, npi="1000000020", name="Ada Elm")])
    session.flush()

    slugs = set(session.scalars(select(Practitioner.slug)))
    assert slugs == {
        "greta-alderwood-denver",
        "greta-alderwood-denver-2",
        "greta-alderwood-denver-3",
        "ada-elm-denver",
    }


def test_namesakes_of_a_batch_are_numbered_past_any_number_asked_for_at_once(session, listing):
    first, second = (
        [replace(RECORD, npi=f"{number:010}") for number in range(start, start + 120)]
        for start in (1, 1001)
    )

    listings.add_all(session, first)
    listings.add_all(session, second)
    session.flush()

    slugs = set(session.scalars(select(Practitioner.slug)))
    numbered = {f"greta-alderwood-denver-{number}" for number in range(2, 242)}
    assert slugs == {"greta-alderwood-denver", *numbered}


def test_namesakes_cost_no_queries_of_their_own(session, listing):
    asked = []
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", lambda *call: asked.append(call[2]))

    listings.add_all(session, [replace(RECORD, npi=f"{number:010}") for number in range(50)])

    about_slugs = [statement for statement in asked if "slug IN" in statement]
    assert len(about_slugs) == 4


def test_an_update_makes_the_listing_equal_to_the_record(session, listing):
    moved = replace(LOCATION, city="Pueblo", street="", phone=None)
    record = replace(
        RECORD,
        name="Greta Elm",
        profession="chiropractor",
        specialties=("orthopedic", "rehabilitation"),
        licences=(LicenceRecord("Chiropractor", "78", None),),
        location=moved,
        gender=None,
    )

    listings.update(session, listing, record)
    session.flush()
    session.expire_all()

    assert listings.as_record(listing, "nppes") == record
    assert listing.version == 2
    assert listing.slug == "greta-elm-pueblo"
    assert {"gender", "phone"}.isdisjoint(fact.field for fact in listing.facts)


def test_an_update_leaves_what_others_added(session, listing):
    listing.locations.append(Location(source="submission", country="US", city="Golden", position=1))
    listing.terms.append(Term(vocabulary="modality", key="gait_analysis"))
    listing.licences.append(Licence(title="Coach", source="submission"))
    listing.facts.append(Fact(field="bio", source="submission"))
    session.flush()

    listings.update(session, listing, BARE)
    session.flush()
    session.expire_all()

    assert [location.city for location in listing.locations] == ["Denver", "Golden"]
    assert [(term.vocabulary, term.key) for term in listing.terms] == [
        ("modality", "gait_analysis")
    ]
    assert [licence.title for licence in listing.licences] == ["Coach"]
    assert "bio" in {fact.field for fact in listing.facts}


def test_a_licence_one_of_us_has_seen_stays_seen(session, listing):
    seen_on = datetime.now(UTC).date()
    listing.licences[0].verified_on = seen_on

    listings.update(session, listing, replace(RECORD, name="Greta Elm"))
    session.flush()

    assert [licence.verified_on for licence in listing.licences] == [seen_on]
    assert session.scalar(select(func.count()).select_from(Licence)) == 1


def test_when_it_may_be_a_home_further_addresses_are_dropped(session, listing):
    listing.locations += [
        Location(source="nppes", country="US", city="Vail", street="7 Elm St", position=1),
        Location(source="nppes", country="US", city="Pueblo", position=2),
        Location(source="submission", country="US", city="Golden", street="1 A St", position=3),
    ]
    session.flush()
    home = replace(RECORD, town_only=True, location=replace(RECORD.location, street=""))

    listings.update(session, listing, home)
    session.flush()
    session.expire_all()

    assert [place.city for place in listing.locations] == ["Denver", "Pueblo", "Golden"]
