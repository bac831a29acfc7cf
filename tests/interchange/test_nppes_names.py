"""Which further names a row gives: an organisation's, and of a person only a professional one."""

import pytest

from directory.interchange import nppes
from directory.interchange.nppes_header import read_header
from directory.interchange.nucc import taxonomy
from tests.interchange.nppes_rows import HEADER, as_row, organisation, person

LAYOUT = read_header(HEADER)


def record_of(cells):
    return nppes.read_row(LAYOUT, as_row(cells), taxonomy()).record


def with_other_name(kind, **what_matters):
    parts = {"Last Name": "ELMWOOD", "First Name": "", "Middle Name": ""} | what_matters
    cells = {f"Provider Other {part}": text for part, text in parts.items()}
    return person() | cells | {"Provider Other Last Name Type Code": kind}


def test_a_professional_name_is_kept():
    record = record_of(with_other_name("2"))

    assert (record.name, record.other_names) == ("Greta Alderwood", ("Greta Elmwood",))
    assert not record.organisation


def test_a_professional_name_has_parts_of_its_own():
    cells = with_other_name("2", **{"First Name": "MARGARETA", "Middle Name": "J"})

    assert record_of(cells).other_names == ("Margareta J. Elmwood",)


@pytest.mark.parametrize("kind", ["1", "5", "", "3"])
def test_a_name_left_behind_is_not_read_at_all(kind):
    record = record_of(with_other_name(kind))

    assert record.other_names == ()
    assert "Elmwood" not in repr(record)


def test_a_professional_name_without_a_family_name_is_none():
    assert record_of(with_other_name("2", **{"Last Name": ""})).other_names == ()


@pytest.mark.parametrize(
    ("kind", "name", "others"),
    [
        ("3", "Peak Rehab", ("Mile High Physical Therapy LLC",)),
        ("4", "Mile High Physical Therapy LLC", ("Peak Rehab",)),
        ("5", "Mile High Physical Therapy LLC", ("Peak Rehab",)),
    ],
)
def test_an_organisation_keeps_all_its_names(kind, name, others):
    record = record_of(organisation(other_organisation="PEAK REHAB", other_type=kind))

    assert (record.name, record.other_names) == (name, others)
    assert record.organisation
