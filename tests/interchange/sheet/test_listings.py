"""Between records and listings: what the table says is written, what it has no column for stays."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from directory.geo.point import GeoPoint
from directory.interchange.sheet import listings
from directory.interchange.sheet.record import SheetListing, SheetPlace
from directory.practitioners.models import Fact, Practitioner, Precision, Status
from tests.factories import make_location, make_noise, make_term
from tests.interchange.sheet.test_record import PERSON

DENVER = SheetPlace(
    name="Chain & Co.",
    city="Denver",
    region="Colorado",
    region_code="CO",
    country="US",
    point=GeoPoint(39.7, -105.0),
    precision=Precision.EXACT,
    payers=("Moonbeam Mutual", "aetna"),
    fee_first=120.0,
    currency="USD",
)
BOULDER = replace(DENVER, city="Boulder", payers=())
LISTING = SheetListing(
    "17",
    replace(PERSON, terms=(("modality", ("Zebra work", "cupping")), ("language", ("es",)))),
    (DENVER, BOULDER),
)


@pytest.fixture
def listing(session):
    make_noise(session)
    listings.add_all(session, [LISTING], "csv")
    session.flush()
    session.expire_all()
    return session.scalars(select(Practitioner).where(Practitioner.external_id == "17")).one()


def change(session, listing, record):
    listings.update(session, listing, record)
    session.flush()
    session.expire_all()


def test_what_was_written_is_read_again(listing):
    assert listings.as_sheet(listing, "17", "csv") == LISTING


def test_a_new_listing_is_unclaimed_with_its_source(listing):
    assert (listing.status, listing.source, listing.slug) == (
        Status.UNCLAIMED,
        "csv",
        "ada-elm-denver",
    )
    assert {fact.source for fact in listing.facts} == {"csv"}
    assert "modality" in {fact.field for fact in listing.facts}


def test_namesakes_are_numbered(session, listing):
    listings.add_all(session, [replace(LISTING, external_id="18")], "csv")
    session.flush()

    slugs = session.scalars(select(Practitioner.slug).where(Practitioner.source == "csv"))
    assert sorted(slugs) == ["ada-elm-denver", "ada-elm-denver-2"]


def test_every_change_is_taken_over(session, listing):
    person = replace(
        PERSON,
        name="Ada Oak",
        bio="New.",
        telehealth=True,
        terms=(("modality", ("cupping", "Aa")),),
    )
    changed = SheetListing("17", person, (replace(BOULDER, payers=("aetna", "cigna")),))

    change(session, listing, changed)

    assert listings.as_sheet(listing, "17", "csv") == changed
    assert listing.slug == "ada-oak-boulder"
    assert [former.slug for former in listing.former_slugs] == ["ada-elm-denver"]
    assert (listing.version, {fact.field for fact in listing.facts} >= {"telehealth"}) == (2, True)
    assert "fees" in {fact.field for fact in listing.facts}


def test_a_fact_that_is_no_longer_stated_goes(session, listing):
    listing.facts.append(Fact(field="licences", source="submission"))

    change(session, listing, SheetListing("17", PERSON))

    assert {fact.field for fact in listing.facts} == {"name", "profession", "licences"}
    assert listing.locations == []


def test_what_the_table_has_no_column_for_stays(session, listing):
    listing.locations[0].hours = {"mon": [["08:00", "12:00"]]}
    make_term(session, listing, "stage", "pain")
    make_location(session, listing, city="Perth")

    change(
        session, listing, replace(LISTING, places=(DENVER, BOULDER, replace(DENVER, city="Bern")))
    )

    assert listing.locations[0].hours == {"mon": [["08:00", "12:00"]]}
    assert listing.keys("stage") == ["pain"]
    assert [place.city for place in listing.locations] == ["Denver", "Boulder", "Perth", "Bern"]
    assert len(listings.as_sheet(listing, "17").places) == 4
    assert len(listings.as_sheet(listing, "17", "csv").places) == 3


def test_who_works_by_video_alone_has_a_listing_without_a_place(session):
    listings.add_all(session, [SheetListing("19", replace(PERSON, telehealth=True))], "csv")
    session.flush()

    found = session.scalars(select(Practitioner).where(Practitioner.external_id == "19")).one()
    assert (found.slug, found.locations) == ("ada-elm", [])
