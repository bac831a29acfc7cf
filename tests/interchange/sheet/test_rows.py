"""One row, cell by cell: what is read, what is dropped with a remark, and what rejects the row."""

import pytest

from directory.geo.point import GeoPoint
from directory.interchange.sheet.remarks import Flaw, RowRejected
from directory.interchange.sheet.rows import Row, derived_id, read_id, read_person, read_place
from directory.interchange.sheet.terms import MOST_ITEMS
from directory.practitioners.models import Precision
from directory.practitioners.vocabulary import Kind

WHO = {"name": "Ada Elm", "kind": "therapist"}


def person(**cells):
    row = Row(WHO | cells)
    return read_person(row), row


def place(**cells):
    row = Row(cells)
    return read_place(row), row


def flaws(row):
    return [flaw for flaw, _, _ in row.flaws]


def test_a_person_needs_no_more_than_name_and_kind():
    found, row = person()

    assert (found.name, found.kind, found.profession) == ("Ada Elm", Kind.THERAPIST, "Therapist")
    assert (found.telehealth, found.email, found.terms, row.flaws) == (None, None, (), [])


@pytest.mark.parametrize(
    ("cells", "flaw"),
    [
        ({"name": " "}, Flaw.NO_NAME),
        ({"name": "?!"}, Flaw.NO_NAME),
        ({"name": "n/a"}, Flaw.NO_NAME),
        ({"kind": "wizard"}, Flaw.UNKNOWN_KIND),
        ({"kind": ""}, Flaw.UNKNOWN_KIND),
    ],
)
def test_without_name_or_kind_there_is_no_listing(cells, flaw):
    with pytest.raises(RowRejected) as rejected:
        person(**cells)

    assert rejected.value.flaw is flaw


def test_a_list_that_is_too_long_is_cut_with_a_remark():
    found, row = person(modalities=";".join(f"tag {number}" for number in range(11_000)))

    ((_, tags),) = found.terms
    assert (len(tags), tags[-1]) == (MOST_ITEMS, "tag 99")
    assert row.flaws[-1] == (Flaw.LIST_CUT, "modalities", "tag 100")


def test_a_tag_and_a_profession_that_are_too_long_are_cut_with_a_remark():
    long = "wizardry " * 20

    _, row = person(profession=long, modalities=long)

    cut = [column for flaw, column, _ in row.flaws if flaw is Flaw.TEXT_CUT]
    assert cut == ["profession", "modalities"]


def test_lists_hold_keys_and_free_tags_in_their_order():
    found, row = person(modalities="Zebra work;manual therapy", languages="español;en")

    assert dict(found.terms) == {
        "modality": ("Zebra work", "manual_therapy"),
        "language": ("es", "en"),
    }
    assert row.free == [("modalities", "Zebra work")]
    assert flaws(row) == [Flaw.FREE_TERM]


def test_a_free_profession_is_kept_and_remarked():
    found, row = person(profession="Rolfing wizard")

    assert found.profession == "Rolfing wizard"
    assert row.free == [("profession", "Rolfing wizard")]


def test_text_that_is_too_long_is_cut_with_a_remark():
    found, row = person(name="Ada " * 100, bio="x" * 60_000)

    assert (len(found.name) <= 200, len(found.bio)) == (True, 50_000)
    assert flaws(row) == [Flaw.TEXT_CUT, Flaw.TEXT_CUT]


def test_a_bio_keeps_its_lines_and_loses_only_the_quoting():
    found, _ = person(bio="'=one\r\n two ")

    assert found.bio == "=one\r\n two "


def test_contacts_and_answers_that_cannot_be_used_are_dropped():
    found, row = person(email="at home", website="javascript:x", telehealth="perhaps")

    assert (found.email, found.website, found.telehealth) == (None, None, None)
    assert flaws(row) == [Flaw.EMAIL_DROPPED, Flaw.WEBSITE_DROPPED, Flaw.UNCLEAR_ANSWER]


def test_a_place_with_coordinates_is_exactly_known():
    found, row = place(latitude="39,7392", longitude="-104.9903", country="usa")

    assert found.point == GeoPoint(39.7392, -104.9903)
    assert (found.precision, found.country, row.flaws) == (Precision.EXACT, "US", [])


@pytest.mark.parametrize(
    "cells",
    [
        {"latitude": "95", "longitude": "1"},
        {"latitude": "1", "longitude": "-181"},
        {"latitude": "north", "longitude": "1"},
    ],
)
def test_coordinates_that_are_no_place_reject_the_row(cells):
    with pytest.raises(RowRejected) as rejected:
        place(**cells)

    assert rejected.value.flaw is Flaw.BAD_COORDINATES
    assert "latitude" in rejected.value.column


@pytest.mark.parametrize(
    "cells", [{"latitude": "39.7"}, {"longitude": "1"}, {"latitude": "0", "longitude": "0.0"}]
)
def test_half_of_the_coordinates_is_not_used(cells):
    found, row = place(**cells)

    assert found.point is None
    assert flaws(row) == [Flaw.HALF_COORDINATES]


def test_words_for_nothing_are_no_coordinates():
    found, row = place(latitude="n/a", longitude="NaN", city="Nan", street="-")

    assert (found.point, found.city, found.street, row.flaws) == (None, "Nan", "", [])


def test_prices_come_with_their_currency():
    found, _ = place(price_first_visit="$120", price_next_visit="80", country="CA")

    assert (found.fee_first, found.fee_next, found.currency) == (120, 80, "CAD")


def test_what_is_no_price_currency_phone_or_country_is_not_stated():
    found, row = place(price_first_visit="ask", currency="shells", phone="ask", country="Atlantis")

    assert (found.fee_first, found.currency, found.phone, found.country) == (None, None, None, "")
    assert set(flaws(row)) == {
        Flaw.UNCLEAR_PRICE,
        Flaw.UNCLEAR_CURRENCY,
        Flaw.PHONE_DROPPED,
        Flaw.COUNTRY_UNKNOWN,
    }


def test_namibia_is_a_country_and_na_is_none():
    assert place(country="NA")[0].country == "NA"
    assert place(country="n/a")[0].country == ""


def test_payers_are_sorted():
    assert place(insurers="Zebra Mutual;BCBS;aetna")[0].payers == (
        "Zebra Mutual",
        "aetna",
        "blue_cross_blue_shield",
    )


def test_an_id_has_a_length_that_can_be_kept():
    assert read_id(Row({"external_id": " 17 "})) == "17"
    assert read_id(Row({"external_id": "N/A"})) == ""
    with pytest.raises(RowRejected):
        read_id(Row({"external_id": "x" * 121}))


def test_a_made_id_hangs_on_kind_name_and_place_alone():
    one = WHO | {"city": "Zürich", "bio": "Old", "street": "1 Main St"}
    other = {"name": "ADA ELM", "kind": "Therapist", "city": "Zurich", "bio": "New"}

    assert derived_id(Row(one)) == derived_id(Row(other))
    assert derived_id(Row(one)) != derived_id(Row(one | {"city": "Bern"}))


def test_without_a_town_the_coordinates_make_the_id():
    one = WHO | {"latitude": "1", "longitude": "2"}

    assert derived_id(Row(one)) != derived_id(Row(one | {"latitude": "3"}))
