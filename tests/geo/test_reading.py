"""Readings: what stands at the end is the state, what stands before the town is the street."""

import pytest

from directory.geo.reading import (
    address_readings,
    lies_within,
    looks_like_address,
    named_within,
    parts_of,
    phrases,
    whole_readings,
    without_brackets,
)

US, GERMANY = (0, None), (6, None)
MAINE, WASHINGTON, DC, BERLIN, NEW_YORK = (0, 1), (0, 2), (0, 3), (6, 4), (0, 5)
AREAS = {
    "usa": {US},
    "maine": {MAINE},
    "me": {MAINE},
    "washington": {WASHINGTON},
    "dc": {DC},
    "berlin": {BERLIN},
    "germany": {GERMANY},
    "de": {GERMANY, (0, 6)},
    "new york": {NEW_YORK},
}


def areas(folded):
    return frozenset(AREAS.get(folded, ()))


def whole(text):
    return [(r.name, r.within) for r in whole_readings(parts_of(text).parts, areas)]


def addresses(text):
    return [(r.name, r.within) for r in address_readings(parts_of(text).parts, areas)]


def test_commas_cut_and_numbers_at_the_end_fall_away():
    assert parts_of("12 Main St, Portland ME 04101-1234").parts == (
        ("12", "main", "saint"),
        ("portland", "me"),
    )
    assert parts_of("Portland, 04101").parts == (("portland",),)
    assert parts_of(" , 12").parts == ()


def test_a_mark_says_what_kind_of_place_is_meant():
    assert parts_of("Washington (State)") == ((("washington",),), "state")
    assert parts_of("Portland (Maine)") == ((("portland",), ("maine",)), "")


def test_without_a_comma_the_whole_text_is_tried_as_a_name_first():
    assert whole("Portland Maine") == [
        ("portland maine", ()),
        ("portland", (frozenset({MAINE}),)),
    ]


def test_with_commas_all_states_and_countries_are_taken_off_first():
    assert whole("Portland, ME, USA")[0] == ("portland", (frozenset({US}), frozenset({MAINE})))


def test_a_state_that_cannot_lie_in_the_next_is_the_town_itself():
    assert whole("Washington, DC") == [("washington", (frozenset({DC}),))]


def test_a_code_of_a_state_and_a_country_stands_for_either():
    ((name, (options,)),) = whole("Berlin, DE")

    assert name == "berlin"
    assert options == {GERMANY, (0, 6)}


def test_the_end_of_an_address_is_tried_as_the_town_longest_first():
    assert [name for name, _ in addresses("12 Oak Ave Old Town ME")][:3] == [
        "oak ave old town",
        "ave old town",
        "old town",
    ]


def test_a_street_without_number_is_an_address_by_its_word():
    assert ("portland", (frozenset({MAINE}),)) in addresses("Main St Portland, ME")
    assert addresses("Some Portland, ME") == []


def test_in_an_address_the_last_area_may_be_the_town():
    towns = [r for r in address_readings(parts_of("Weg 5, Berlin").parts, areas) if r.towns_only]

    assert [(r.name, r.within) for r in towns] == [("berlin", ())]


def test_after_a_town_the_state_is_never_taken_for_the_town():
    assert addresses("Denver, Maine") == []
    assert addresses("Denver, Maine, USA") == []


def test_a_quarter_before_a_comma_counts_as_left_out():
    (reading,) = address_readings(parts_of("Old Port, Portland, ME").parts, areas)

    assert (reading.name, reading.lead) == ("portland", ("old", "port"))
    assert not reading.is_address


def test_areas_are_taken_off_the_end():
    assert named_within(parts_of("Berlin, Germany").parts, areas) == (
        (),
        (frozenset({GERMANY}), frozenset({BERLIN})),
    )
    assert named_within(parts_of("Berlin, Germany").parts, areas, keep=1)[0] == (("berlin",),)
    assert named_within((), areas) == ((), ())


def test_phrases_are_the_ends_and_beginnings_of_parts():
    assert list(phrases((("new", "york", "city"),))) == [
        "new york city",
        "york city",
        "new york",
        "city",
        "new",
    ]


def test_a_place_lies_within_when_each_area_named_holds_it():
    within = (frozenset({US}), frozenset({MAINE, NEW_YORK}))

    assert lies_within(MAINE, within)
    assert not lies_within(DC, within)
    assert not lies_within(BERLIN, within)


@pytest.mark.parametrize(
    ("text", "is_address"),
    [
        ("12 Main St, Springfield", True),
        ("Hauptstraße 5, Berlin", True),
        ("97201 Portland", False),
        ("Springfield, IL", False),
        ("Main Street", False),
    ],
)
def test_a_number_beside_a_street_makes_an_address(text, is_address):
    assert looks_like_address(text) is is_address


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Frankfurt (Oder)", "Frankfurt  Oder "),
        ("Berlin (state), DE", "Berlin (state), DE"),
        ("Salem", "Salem"),
    ],
)
def test_brackets_become_words_of_the_name_unless_they_say_what_it_is(text, bare):
    assert without_brackets(text) == bare
