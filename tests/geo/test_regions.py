"""Seed data: every default country has its regions, each with a name of its own."""

import pytest

from directory.config import DEFAULT_COUNTRIES
from directory.geo.regions import countries, regions, with_dependencies
from tests.geo.world import SEEDS

ALL_REGIONS = regions(SEEDS)


def test_no_two_regions_of_a_country_share_a_code():
    codes = [(region.country, region.code) for region in ALL_REGIONS]

    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("country", DEFAULT_COUNTRIES.split(","))
def test_a_default_country_has_a_name_and_named_regions(country):
    named = [region for region in ALL_REGIONS if region.country == country]

    assert any(known.code == country and known.name for known in countries(SEEDS))
    assert named
    assert all(region.name and ", " not in region.name for region in named)


def test_a_region_has_the_code_people_write_and_geonames_own():
    ontario = next(r for r in ALL_REGIONS if (r.country, r.name) == ("CA", "Ontario"))

    assert (ontario.code, ontario.geonames_code) == ("ON", "08")


def test_a_region_without_iso_code_keeps_geonames_code():
    geonames_only = [r for r in ALL_REGIONS if r.country == "GB" and r.code == r.geonames_code]

    assert {"England", "Scotland"} <= {region.name for region in geonames_only}


def test_names_of_our_own_are_added():
    germany = next(country for country in countries(SEEDS) if country.code == "DE")

    assert "Deutschland" in germany.other_names


def test_what_belongs_to_a_country_comes_after_all_that_were_asked_for():
    assert with_dependencies(("GB", "US", "GB", "PR"))[:3] == ("GB", "US", "PR")
    assert "GU" in with_dependencies(("US",))
