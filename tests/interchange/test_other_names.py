"""Further names of a listing."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from directory.interchange.other_names import NAMES_AT_MOST, merged, names_wanted, readable
from tests.interchange.test_record import RECORD

FIRM = replace(RECORD, name="Mile High Rehab", organisation=True, other_names=("Rehab LLC",))
NAMES = st.lists(st.sampled_from(["Ada", "ADA", "Bram", "Mile High", "", "Elm"]))


def test_a_persons_names_are_those_of_their_row_and_no_longer():
    person = replace(RECORD, other_names=("Greta Elm",))

    assert names_wanted(["Greta Oak"], person) == ["Greta Elm"]
    assert names_wanted(["Greta Oak"], RECORD) is None


def test_an_organisations_names_add_up():
    assert names_wanted(["Peak PT"], FIRM) == ["Peak PT", "Rehab LLC"]
    assert names_wanted(None, FIRM) == ["Rehab LLC"]


def test_the_name_that_is_shown_is_no_further_name():
    assert merged(["MILE HIGH REHAB"], ["Mile High Rehab"], "Mile High Rehab") is None


@given(known=NAMES, more=NAMES)
def test_merging_again_changes_nothing(known, more):
    once = merged(known, more, "Elm")

    assert merged(once, more, "Elm") == once


def test_there_is_a_limit():
    assert len(merged(None, [f"Name {number}" for number in range(90)], "Elm")) == NAMES_AT_MOST


def test_names_are_made_readable():
    assert readable(["PEAK PHYSICAL THERAPY LLC", "<UNAVAIL>", ""]) == ["Peak Physical Therapy LLC"]
