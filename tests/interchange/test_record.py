"""Records."""

from dataclasses import replace

from directory.interchange.record import ListingRecord, LocationRecord
from directory.practitioners.vocabulary import Kind

LOCATION = LocationRecord(
    street="12 Maple St",
    city="Denver",
    region="Colorado",
    region_code="CO",
    postal_code="80202",
    country="US",
    phone="+1 303-555-0148",
)
RECORD = ListingRecord(
    npi="1234567893",
    kind=Kind.THERAPIST,
    name="Greta Alderwood",
    profession="physical_therapist",
    credentials="",
    gender=None,
    specialties=(),
    licences=(),
    location=LOCATION,
    town_only=False,
    source="nppes",
    updated_on=None,
)


def test_only_what_the_source_states_is_a_fact():
    assert RECORD.stated_fields() == ("name", "profession", "location", "phone")


def test_a_dropped_phone_is_no_fact():
    record = replace(RECORD, location=replace(LOCATION, phone=None))

    assert "phone" not in record.stated_fields()
