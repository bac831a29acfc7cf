"""What one row of an `npidata_pfile` says."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.interchange import nppes
from directory.interchange.nppes_header import read_header
from directory.interchange.nucc import taxonomy
from directory.interchange.record import Deactivation, LicenceRecord
from directory.interchange.remarks import Reason, RowRejected
from directory.practitioners.vocabulary import Kind
from tests.interchange.nppes_rows import (
    CHIROPRACTOR,
    CLINIC,
    DENTIST,
    HEADER,
    ORTHOPEDIC,
    PHYSICAL_THERAPIST,
    SPORTS,
    as_row,
    deactivated,
    make_npi,
    organisation,
    person,
)

LAYOUT = read_header(HEADER)


def read(cells):
    return nppes.read_row(LAYOUT, as_row(cells), taxonomy())


def record_of(cells):
    return read(cells).record


def test_a_person_is_read_whole():
    npi = make_npi()

    record = record_of(
        person(
            npi=npi,
            first="ROBERT",
            middle="M",
            last="O'ALDER",
            suffix="III",
            prefix="DR.",
            credentials="P.T., D.P.T.",
            codes=((ORTHOPEDIC, "PT 77", "CO"),),
            street="28 NOOSENECK HILL RD",
            street_2="UNIT 3",
        )
    )

    assert (record.npi, record.name, record.credentials) == (
        npi,
        "Robert M. O'Alder III",
        "PT, DPT",
    )
    assert (record.kind, record.profession) == (Kind.THERAPIST, "physical_therapist")
    assert record.specialties == ("orthopedic",)
    assert record.licences == (LicenceRecord("Physical therapist", "PT 77", "CO"),)
    assert record.location.street == "28 Nooseneck Hill Rd, Unit 3"
    assert record.location.phone == "+1 303-555-0148"
    assert (record.source, record.updated_on) == ("nppes", date(2017, 7, 8))
    assert record.gender == "female"


def test_the_practice_address_counts_and_never_the_mailing_address():
    location = record_of(person(city="", zip="80202", mailing_city="PUEBLO")).location

    assert (location.city, location.postal_code) == ("", "80202")


def test_a_row_without_practice_address_is_rejected():
    with pytest.raises(RowRejected) as rejected:
        read(person(city="", zip="802"))

    assert rejected.value.reason is Reason.NO_ADDRESS


@pytest.mark.parametrize("primary", [0, 1, 2])
def test_the_primary_code_decides_whatever_slot_it_is_in(primary):
    codes = [SPORTS, SPORTS, SPORTS]
    codes[primary] = CHIROPRACTOR

    record = record_of(person(codes=codes, primary=primary))

    assert record.profession == "chiropractor"
    assert record.specialties == ("physical_therapist",)


def test_without_a_listed_primary_code_the_first_listed_one_decides():
    record = record_of(person(codes=(DENTIST, "", ORTHOPEDIC, CHIROPRACTOR), primary=0))

    assert record.profession == "physical_therapist"
    assert record.specialties == ("orthopedic", "chiropractor")


def test_one_code_in_three_states_is_one_profession_and_three_licences():
    codes = tuple((PHYSICAL_THERAPIST, number, state) for number, state in ("1C", "2M", "3R"))

    record = record_of(
        person(
            codes=[(code, f"N{number}", f"{state}A") for code, number, state in codes], primary=2
        )
    )

    assert record.specialties == ()
    assert [licence.number for licence in record.licences] == ["N3", "N1", "N2"]


def test_a_number_repeated_for_several_codes_is_one_licence():
    record = record_of(
        person(codes=[(code, "2509", "CT") for code in (PHYSICAL_THERAPIST, SPORTS, ORTHOPEDIC)])
    )

    assert record.specialties == ("sports", "orthopedic")
    assert record.licences == (LicenceRecord("Physical therapist", "2509", "CT"),)


def test_a_licence_of_no_known_state_keeps_its_number():
    record = record_of(person(codes=((SPORTS, "77", "ZZ"),)))

    assert record.licences == (LicenceRecord("Physical therapist", "77", None),)


def test_an_organisation_has_its_own_name_and_no_credentials():
    record = record_of(organisation(credentials="PT"))

    assert record.name == "Mile High Physical Therapy LLC"
    assert (record.profession, record.credentials) == ("physical_therapy_clinic", "")
    assert record.gender is None


@pytest.mark.parametrize(
    ("legal", "other", "kind_of_other", "name"),
    [
        ("ALDER HOLDINGS INC", "BACKS & KNEES", "3", "Backs & Knees"),
        ("ALDER HOLDINGS INC", "FORMER NAME INC", "4", "Alder Holdings Inc"),
        ("ALDER HOLDINGS INC", "<UNAVAIL>", "3", "Alder Holdings Inc"),
        ("<UNAVAIL>", "BACKS & KNEES", "5", "Backs & Knees"),
    ],
)
def test_an_organisation_is_called_what_stands_over_its_door(legal, other, kind_of_other, name):
    record = record_of(
        organisation(organisation=legal, other_organisation=other, other_type=kind_of_other)
    )

    assert record.name == name


@pytest.mark.parametrize(
    "cells", [organisation(organisation="<UNAVAIL>"), person(first="", last="<UNAVAIL>")]
)
def test_what_has_no_name_is_rejected(cells):
    with pytest.raises(RowRejected) as rejected:
        read(cells)

    assert rejected.value.reason is Reason.NO_NAME


def test_a_person_with_a_clinics_code_alone_is_rejected():
    with pytest.raises(RowRejected) as rejected:
        read(person(codes=(CLINIC,)))

    assert rejected.value.reason is Reason.CLINIC_CODE_ON_PERSON


def test_a_person_with_a_clinics_code_too_is_listed_by_the_other():
    record = record_of(person(codes=(CLINIC, CHIROPRACTOR)))

    assert (record.profession, record.specialties) == ("chiropractor", ())


@pytest.mark.parametrize("npi", ["", "123", "1234567890"])
def test_a_malformed_npi_is_rejected(npi):
    with pytest.raises(RowRejected) as rejected:
        read(person(npi=npi))

    assert rejected.value.reason is Reason.BAD_NPI


@pytest.mark.parametrize("entity", ["", "3"])
def test_an_unknown_kind_of_entity_is_rejected(entity):
    with pytest.raises(RowRejected) as rejected:
        read(person(entity=entity))

    assert rejected.value.reason is Reason.UNKNOWN_ENTITY


def test_a_phone_that_cannot_be_one_is_dropped_and_remarked():
    reading = read(person(phone="0000000000"))

    assert reading.record.location.phone is None
    assert reading.remarks == (Reason.PHONE_DROPPED,)


def test_no_phone_is_nothing_to_remark():
    assert read(person(phone="")).remarks == ()


@pytest.mark.parametrize("country", ["US", "UM", "AA", "", "us"])
def test_odd_countries_on_american_addresses_are_the_united_states(country):
    location = record_of(person(country=country)).location

    assert (location.country, location.region, location.region_code) == ("US", "Colorado", "CO")


def test_a_state_may_be_spelled_out():
    assert record_of(person(state="Colorado")).location.region_code == "CO"


def test_territories_are_countries_of_their_own():
    location = record_of(person(state="PR", city="SAN JUAN", zip="009011234")).location

    assert (location.country, location.region_code, location.postal_code) == ("PR", "", "00901")


def test_a_foreign_address_keeps_its_own_postal_code():
    location = record_of(person(country="CA", state="ON", city="OTTAWA", zip="K1A 0B1")).location

    assert (location.country, location.region_code, location.postal_code) == ("CA", "ON", "K1A 0B1")


def test_a_country_that_is_no_code_is_the_united_states():
    assert record_of(person(country="U1")).location.country == "US"


@pytest.mark.parametrize(
    ("sole", "mailing", "may_be_home"),
    [
        ("Y", "12 Maple St.", True),
        ("Y", "12 MAPLE STREET", True),
        ("Y", "PO BOX 9", False),
        ("Y", "", False),
        ("N", "12 MAPLE ST", False),
        ("X", "12 MAPLE ST", False),
    ],
)
def test_only_a_sole_proprietor_with_one_address_for_all_may_live_there(sole, mailing, may_be_home):
    record = record_of(person(sole=sole, street="12 MAPLE ST", mailing_street=mailing))

    assert record.town_only is may_be_home


def test_who_gets_mail_at_the_same_number_of_the_same_zip_code_may_live_there():
    house = {"street": "12 MAPLE ST", "zip": "802021234"}
    mail = {"mailing_street": "G ALDERWOOD", "mailing_street_2": "12 MAPEL", "mailing_zip": "80202"}

    assert record_of(person(sole="Y", **house, **mail)).town_only


@pytest.mark.parametrize("updated", ["", "2017-07-08", "13/45/2017"])
def test_a_date_that_cannot_be_read_is_not_known(updated):
    assert record_of(person(updated=updated)).updated_on is None


def test_a_row_without_reactivation_is_out_of_use():
    npi = make_npi()
    row = as_row(deactivated(npi))

    read_row = nppes.read_deactivation(LAYOUT, row)

    assert nppes.is_deactivated(LAYOUT, row)
    assert read_row == Deactivation(npi, date(2021, 3, 3))


def test_a_reactivated_number_is_in_use_though_it_keeps_its_old_date():
    cells = person(deactivated="03/16/2006", reactivated="03/22/2006")

    assert not nppes.is_deactivated(LAYOUT, as_row(cells))
    assert record_of(cells).reactivated_on == date(2006, 3, 22)


@given(st.lists(st.text(max_size=30), min_size=len(HEADER), max_size=len(HEADER)))
def test_no_row_makes_it_fail_otherwise_than_by_a_reason(cells):
    row = as_row(person())
    for position in range(1, 60):
        row[position] = cells[position]
    row[HEADER.index("Healthcare Provider Taxonomy Code_2")] = SPORTS

    with suppress(RowRejected):
        assert nppes.read_row(LAYOUT, row, taxonomy()).record.name
