"""Two spellings of one fact, and two facts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.interchange.sameness import (
    folded,
    same_credentials,
    same_licence_number,
    same_name,
    same_phone,
    same_street,
    same_town,
)


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("Greta Alderwood", "GRETA ALDERWOOD", True),
        ("Greta M. Alderwood", "Greta Alderwood", True),
        ("Greta Marie Alderwood", "Greta M. Alderwood", True),
        ("Greta Anna Alderwood", "Greta M. Alderwood", False),
        ("Robert O'Neil Jr.", "Robert ONeil", True),
        ("José Núñez", "Jose Nunez", True),
        ("Greta Alderwood", "Greta Birch", False),
        ("Alder", "Birch", False),
        ("The Alder Practice", "Alder Practice, LLC", True),
        ("李 明", "李 明", True),
        ("李 明", "王 芳", False),
    ],
)
def test_names_differ_by_more_than_their_spelling(ours, theirs, same):
    assert same_name(ours, theirs) is same
    assert same_name(theirs, ours) is same


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("PT, DPT", "P.T., D.P.T.", True),
        ("PT, DPT, OCS", "PT", True),
        ("PT", "DPT", False),
        ("Letters nobody knows", "letters nobody KNOWS", True),
    ],
)
def test_more_letters_than_the_registry_has_are_no_contradiction(ours, theirs, same):
    assert same_credentials(ours, theirs) is same


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("12 Maple Street", "12 MAPLE ST.", True),
        ("12 North Maple Street, Suite 3", "12 N Maple St Ste #3", True),
        ("12 Maple St #3", "12 Maple St Unit 3", True),
        ("12 Maple St", "12 Maple St, Ste 3", True),
        ("12 Maple St, Ste 4", "12 Maple St, Ste 3", False),
        ("12 Maple St", "12 Maple Ave", False),
        ("12 Maple St", "14 Maple St", False),
        ("12 Maple St", "", False),
        ("12 Maple", "12 Maple Ave", False),
    ],
)
def test_streets_differ_by_more_than_words_cut_short(ours, theirs, same):
    assert same_street(ours, theirs) is same
    assert same_street(theirs, ours) is same


@pytest.mark.parametrize(
    ("same", "ours", "theirs", "expected"),
    [
        (same_town, "Saint Paul", "ST. PAUL", True),
        (same_town, "Denver", "Boulder", False),
        (same_town, "東京", "大阪", False),
        (same_phone, "+1 303-555-0148", "(303) 555-0148", True),
        (same_phone, "303 555 0148", "303 555 0149", False),
        (same_licence_number, "PT-0012", "pt 12", True),
        (same_licence_number, "PT12", "PT13", False),
    ],
)
def test_notations_are_no_difference(same, ours, theirs, expected):
    assert same(ours, theirs) is expected


@given(text=st.text(max_size=20))
def test_whatever_is_the_same_text_is_the_same_fact(text):
    for same in (same_name, same_street, same_town, same_phone, same_licence_number):
        assert same(text, text)
    assert folded(text) == folded(folded(text)) or folded(text)
