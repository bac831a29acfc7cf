"""Countries and regions by code or name."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from directory.interchange.sheet.areas import country_code, region_as_stated, region_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("US", "US"),
        ("usa", "US"),
        ("United States", "US"),
        ("U.S.A.", "US"),
        ("UK", "GB"),
        ("Deutschland", "DE"),
        ("Österreich", "AT"),
        ("España", "ES"),
        ("NA", "NA"),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_countries_are_known_by_code_and_by_name(text, code):
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("OR", "US", ("OR", "Oregon")),
        ("oregon", "US", ("OR", "Oregon")),
        ("US-OR", "US", ("OR", "Oregon")),
        ("Bavaria", "DE", ("BY", "Bayern")),
        ("OR", "", ("", "OR")),
        ("Elsewhere", "US", ("", "Elsewhere")),
        ("Somewhere far away", "US", ("", "Somewhere far away")),
        ("", "US", ("", "")),
    ],
)
def test_regions_are_known_within_their_country(text, country, expected):
    assert region_of(text, country) == expected


def test_a_code_stays_itself():
    assert region_of(region_of("Ontario", "CA")[0], "CA") == ("ON", "Ontario")


@pytest.mark.parametrize(
    ("stated", "written"),
    [
        (("Colorado", "CO", "US"), "CO"),
        (("", "CO", "US"), "CO"),
        (("West Yorkshire", "ENG", "GB"), "West Yorkshire"),
        (("West Yorkshire", "", "GB"), "West Yorkshire"),
        (("", "", "GB"), ""),
    ],
)
def test_a_region_is_written_by_its_code_unless_it_is_none_of_the_country(stated, written):
    assert region_as_stated(*stated) == written


@given(st.sampled_from(["US", "GB", "DE", "FR", "IE", ""]), st.text(max_size=120))
@example("GB", "West Yorkshire")
@example("DE", "Bavaria")
def test_a_region_that_was_written_is_read_as_it_was(country, text):
    code, region = region_of(text, country)

    again = region_of(region_as_stated(region, code, country), country)

    assert again == (code, region)
