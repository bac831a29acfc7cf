"""Countries and regions by code or name."""

import pytest

from directory.interchange.sheet.areas import country_code, region_of


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
        ("OR", "", ("OR", "")),
        ("Elsewhere", "US", ("Elsewhere", "")),
        ("Somewhere far away", "US", ("Somewhere", "")),
        ("", "US", ("", "")),
    ],
)
def test_regions_are_known_within_their_country(text, country, expected):
    assert region_of(text, country) == expected


def test_a_code_stays_itself():
    assert region_of(region_of("Ontario", "CA")[0], "CA") == ("ON", "Ontario")
