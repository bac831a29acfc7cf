"""Owned listings that a registry contradicts, for tests."""

from dataclasses import replace
from datetime import date

from directory.cases import Case, CaseKind
from directory.geo.point import GeoPoint
from directory.interchange.record import Deactivation, LicenceRecord
from directory.interchange.taking import take
from directory.practitioners.models import Fact, Ownership
from directory.practitioners.vocabulary import Kind
from tests.accounts.factories import make_account
from tests.databases import ensure_writing
from tests.factories import make_licence, make_noise, make_practitioner
from tests.interchange.test_record import LOCATION, RECORD
from tests.listings.claim_factories import LETTERS

SITE_KEY = "one site's secret"
FILED_ON = date(2026, 5, 1)
OTHERWISE = replace(
    RECORD,
    name="Greta Birch",
    kind=Kind.MOVEMENT_COACH,
    profession="health_coach",
    credentials="LMT",
    licences=(LicenceRecord("PT", "PT-9", "CO"),),
    location=replace(
        LOCATION,
        street="90 Elm Ave",
        city="Pueblo",
        postal_code="81001",
        phone="+1 303-555-0199",
        point=GeoPoint(38.2544, -104.6091),
        precision="city",
    ),
    updated_on=FILED_ON,
    other_names=("Alder Practice",),
)
"""A row that contradicts `owned_listing` in everything."""

OUT_OF_USE = Deactivation(RECORD.npi, date(2026, 5, 2))


def owned_listing(session, *, said_by="owner", owned=True, **columns):
    """A listing with the record's number whose owner has stated everything."""
    ensure_writing(session)
    make_noise(session)
    place = {"street": "12 Maple Street", "phone": "+1 303-555-0148", "source": said_by}
    stated = {"npi": RECORD.npi, "name": "Greta Alderwood", "credentials": "DPT"}
    listing = make_practitioner(session, locations=[place], **stated | columns)
    make_licence(session, listing, number="PT-1", region_code="CO", source=said_by)
    for field in ("name", "profession", "credentials", "gender", "licences", "location", "phone"):
        listing.facts.append(Fact(field=field, source=said_by))
    if owned:
        owner = make_account(session)
        session.add(Ownership(practitioner_id=listing.id, account_id=owner.id))
    session.flush()
    return listing


def import_rows(session, *changes):
    """Take rows in, as an import does; gives what came of them."""
    ensure_writing(session)
    session.flush()
    by_npi = {change.npi: change for change in changes}
    outcomes = take(session, 1, by_npi, SITE_KEY, letters=LETTERS)
    session.flush()
    session.expire_all()
    return dict(outcomes)


def newest_difference(session):
    """The case that an import opened last."""
    statement = session.query(Case).filter_by(kind=CaseKind.IMPORT_DIFFERENCE)
    return statement.order_by(Case.id.desc()).first()


def a_difference(session, **columns):
    """A case of an owned listing that a row contradicts in everything."""
    owned_listing(session, **columns)
    import_rows(session, OTHERWISE)
    return newest_difference(session)


def a_closed_number(session):
    """A case of an owned listing whose number went out of use."""
    owned_listing(session)
    import_rows(session, OUT_OF_USE)
    return newest_difference(session)
