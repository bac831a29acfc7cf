"""Rows that follow one another become people with their places."""

import pytest

from directory.interchange.sheet.remarks import Flaw
from tests.interchange.sheet.sheets import read_rows

HEADER = "external_id,name,kind,credentials,city,country,telehealth"


def read(*rows):
    return read_rows(*rows, header=HEADER)


def flaws(remarks):
    return [(remark.line, remark.flaw) for remark in remarks if remark.flaw != Flaw.PLACE_UNKNOWN]


def towns(listing):
    return [place.city for place in listing.places]


def test_rows_of_one_id_are_one_person_with_several_places():
    found, remarks = read("1,Ada Elm,therapist,PT,Denver,US,", "1,,,,Boulder,US,")

    assert [towns(listing) for listing in found] == [["Denver", "Boulder"]]
    assert flaws(remarks) == []


def test_what_a_further_row_says_differently_is_remarked():
    found, remarks = read("1,Ada Elm,therapist,PT,Denver,US,", "1,Dr Ada Elm,therapist,MD,Bern,CH,")

    assert found[0].person.credentials == "PT"
    assert flaws(remarks) == [(3, Flaw.PERSON_DIFFERS), (3, Flaw.PERSON_DIFFERS)]


def test_another_name_under_the_same_id_is_rejected():
    found, remarks = read("1,Ada Elm,therapist,,Denver,US,", "1,Bo Fir,therapist,,Bern,CH,")

    assert [listing.person.name for listing in found] == ["Ada Elm"]
    assert flaws(remarks) == [(3, Flaw.REPEATED_ID)]


def test_an_id_that_comes_again_later_is_rejected():
    rows = ("1,Ada,therapist,,Denver,US,", "2,Bo,therapist,,Bern,CH,", "1,Ada,therapist,,Rome,IT,")

    found, remarks = read(*rows)

    assert [towns(listing) for listing in found] == [["Denver"], ["Bern"]]
    assert flaws(remarks) == [(4, Flaw.REPEATED_ID)]


def test_a_row_that_stands_twice_is_taken_once():
    found, remarks = read(*["1,Ada,therapist,,Denver,US,"] * 2)

    assert [towns(listing) for listing in found] == [["Denver"]]
    assert flaws(remarks) == [(3, Flaw.SAME_ROW)]


def test_the_same_person_without_id_is_one_too():
    found, remarks = read(*[",Ada,therapist,PT,Denver,US,"] * 2)

    assert len(found) == 1
    assert flaws(remarks) == [(3, Flaw.SAME_ROW)]


def test_namesakes_in_one_town_need_ids():
    found, remarks = read(",Ada,therapist,PT,Denver,US,", ",Ada,therapist,MD,Denver,US,")

    assert len(found) == 1
    assert flaws(remarks) == [(3, Flaw.REPEATED_ID)]
    assert found[0].external_id.startswith("auto-")


def test_who_states_no_place_is_taken_in_with_a_remark_unless_they_work_by_video():
    found, remarks = read(
        "1,Ada,therapist,,,,yes",
        "2,Bo,therapist,,,,no",
        "3,Cy,therapist,,,US,yes",
        "4,Di,therapist,,,US,",
    )

    places = [(listing.external_id, len(listing.places)) for listing in found]
    assert places == [("1", 0), ("2", 0), ("3", 1), ("4", 1)]
    assert flaws(remarks) == [(3, Flaw.NO_PLACE), (5, Flaw.NO_PLACE)]
    assert all(remark.kept for remark in remarks)


def test_a_further_row_without_a_town_is_a_place_all_the_same():
    found, remarks = read("1,Ada,therapist,,Denver,US,", "1,Ada,therapist,,,US,")

    assert towns(found[0]) == ["Denver", ""]
    assert flaws(remarks) == [(3, Flaw.NO_PLACE)]


@pytest.mark.parametrize("telehealth", ["", "yes"])
def test_a_further_row_that_says_nothing_of_a_place_adds_none(telehealth):
    found, remarks = read(*[f"1,Ada,therapist,,,,{telehealth}"] * 2)

    assert [listing.places for listing in found] == [()]
    assert (3, Flaw.SAME_ROW) in flaws(remarks)


def test_a_rejected_row_leaves_the_others_alone():
    found, remarks = read("1,,therapist,,Denver,US,", "2,Bo,therapist,,Bern,CH,", "3,Cy,wizard,,,,")

    assert [listing.external_id for listing in found] == ["2"]
    assert flaws(remarks) == [(2, Flaw.NO_NAME), (4, Flaw.UNKNOWN_KIND)]
    assert [remark.external_id for remark in remarks if not remark.kept] == ["1", "3"]


@pytest.mark.parametrize(
    ("row", "flaw"),
    [
        ('1,"Ada,therapist,,Denver,US,', Flaw.UNREADABLE),
        ("1,Ada,therapist,,Denver,US,,,more", Flaw.TOO_WIDE),
        ("x" * 121 + ",Ada,therapist,,Denver,US,", Flaw.BAD_ID),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_with_its_line(row, flaw):
    found, remarks = read(row, "2,Bo,therapist,,Bern,CH,,,")

    assert [listing.external_id for listing in found] == ["2"]
    assert flaws(remarks) == [(2, flaw)]


def test_nobody_has_hundreds_of_places():
    rows = [f"1,Ada,therapist,,Town {number},US," for number in range(201)]

    found, remarks = read(*rows)

    assert len(found[0].places) == 200
    assert flaws(remarks) == [(202, Flaw.REPEATED_ID)]
