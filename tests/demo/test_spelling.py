"""Texts are spelled as where somebody works."""

import pytest

from directory.demo.spelling import as_practice, mile, spelled


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Your programme in the centre", "US", "Your program in the center"),
        ("Programme", "US", "Program"),
        (
            "The building has a lift, and calves lift",
            "US",
            "The building has an elevator, and calves lift",
        ),
        ("Your programme in the centre", "GB", "Your programme in the centre"),
        ("Alder Physical Therapy", "GB", "Alder Physiotherapy"),
        ("Alder Physical Therapy", "CA", "Alder Physical Therapy"),
    ],
)
def test_words_follow_the_country(text, country, expected):
    assert spelled(text, country) == expected


def test_runs_are_counted_in_the_countrys_unit():
    assert (mile("US"), mile("GB"), mile("DE")) == ("mile", "mile", "kilometre")


def test_a_practice_says_we_where_a_person_says_i():
    said = as_practice("I am here. I'm sure my team and me, that is I myself, agree.\nMy word.")

    assert (
        said == "We are here. We're sure our team and us, that is we ourselves, agree.\nOur word."
    )
