"""Names of people and organisations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.interchange.names import (
    NAME_LENGTH,
    given_name,
    organisation_name,
    person_name,
    surname,
)


@pytest.mark.parametrize(
    ("registered", "written"),
    [
        ("O NEIL", "O'Neil"),
        ("D ANGELO", "D'Angelo"),
        ("O", "O"),
        ("DE LA CRUZ", "de la Cruz"),
        ("VAN DER BERG", "van der Berg"),
        ("VAN DYKE", "Van Dyke"),
        ("DE", "De"),
        ("ST. PIERRE", "St. Pierre"),
        ("ALDER III", "Alder III"),
        ("ALDER JR", "Alder Jr."),
        ("ALDER, DPT", "Alder DPT"),
        ("DO", "Do"),
        ("NG", "Ng"),
        ("MCALDER HENEY-MACLEOD", "McAlder Heney-MacLeod"),
        ("PARE'", "Pare"),
    ],
)
def test_surnames_read_as_they_are_written(registered, written):
    assert surname(registered) == written


@pytest.mark.parametrize(
    ("registered", "written"),
    [
        ("MARY ANN", "Mary Ann"),
        ("J", "J."),
        ("J.", "J."),
        ("J R", "J. R."),
        ("TJ", "TJ"),
        ("TY", "Ty"),
        ("JO-ANN", "Jo-Ann"),
        ("STEPHEN (STEVE)", "Stephen (Steve)"),
    ],
)
def test_first_names_read_as_they_are_written(registered, written):
    assert given_name(registered) == written


@pytest.mark.parametrize(
    ("registered", "written"),
    [
        ("SUMMIT REHAB & SPORTS MEDICINE, LLC", "Summit Rehab & Sports Medicine, LLC"),
        ("THE CENTER FOR BACKS OF ST PAUL P.C.", "The Center for Backs of St Paul P.C."),
        ("KNEE ASSOCIATES INC.", "Knee Associates Inc."),
        ("RBTK REHAB", "RBTK Rehab"),
        ("O'ALDER PT", "O'Alder PT"),
        ("CHILDREN'S CLINIC", "Children's Clinic"),
        ("iMove Studio", "iMove Studio"),
        ("<UNAVAIL>", ""),
    ],
)
def test_organisations_read_as_they_are_written(registered, written):
    assert organisation_name(registered) == written


def test_a_whole_name_has_all_its_parts_in_order():
    name = person_name("ROBERT", "M", "O'NEIL", "III")

    assert name == "Robert M. O'Neil III"


@pytest.mark.parametrize(("given", "written"), [("JR.", "Jr."), ("sr", "Sr."), ("ESQ", "")])
def test_only_suffixes_of_names_are_kept(given, written):
    assert person_name("ADA", "", "ALDER", given) == f"Ada Alder {written}".strip()


@given(st.text(), st.text(), st.text(), st.text())
def test_no_text_makes_a_name_raise_or_too_long(first, middle, last, suffix):
    assert len(person_name(first, middle, last, suffix)) <= NAME_LENGTH


@given(st.text(alphabet=st.characters(max_codepoint=0x17F), max_size=40))
def test_writing_a_name_a_second_time_changes_nothing(text):
    for write in (given_name, surname, organisation_name):
        assert write(write(text)) == write(text)
