"""Listings that say already what a record says."""

from dataclasses import replace
from datetime import date

import pytest

from directory.geo.point import GeoPoint
from directory.interchange import listings
from directory.interchange.record import LicenceRecord
from directory.interchange.stored import said_already
from directory.practitioners.models import Licence, Location, Practitioner, Precision, Status, Term
from tests.factories import make_noise, make_practitioner
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
    other_names=("Greta Elm",),
)


@pytest.fixture
def listing(session):
    make_noise(session)
    listings.add_all(session, [RECORD])
    session.flush()
    return session.query(Practitioner).where(Practitioner.npi == RECORD.npi).one()


def test_the_record_it_came_from_is_said_already(session, listing):
    assert said_already(session, [RECORD]) == {RECORD.npi}


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Another"},
        {"profession": "chiropractor"},
        {"credentials": ""},
        {"gender": None},
        {"specialties": ("orthopedic", "sports")},
        {"licences": ()},
        {"licences": (LicenceRecord("Physical therapist", "78", "CO"),)},
        {"location": replace(RECORD.location, phone=None)},
        {"location": replace(RECORD.location, point=None, precision=None)},
        {"town_only": True},
        {"updated_on": date(2018, 1, 1)},
        {"other_names": ()},
    ],
    ids=str,
)
def test_any_other_record_is_not(session, listing, change):
    assert said_already(session, [replace(RECORD, **change)]) == set()


def test_what_others_added_does_not_matter(session, listing):
    listing.locations.append(Location(source="submission", country="US", city="Golden", position=1))
    listing.locations.append(Location(source="nppes", country="US", city="Vail", position=2))
    listing.terms.append(Term(vocabulary="modality", key="gait_analysis"))
    listing.licences.append(Licence(title="Coach", source="submission"))
    session.flush()

    assert said_already(session, [RECORD]) == {RECORD.npi}


def test_a_claimed_listing_or_one_without_a_place_is_looked_at_closely(session, listing):
    placeless = make_practitioner(
        session, npi="1000000004", status=Status.UNCLAIMED, locations=(), source="nppes"
    )
    listing.status = Status.PUBLISHED
    session.flush()

    assert said_already(session, [RECORD, replace(RECORD, npi=placeless.npi)]) == set()
