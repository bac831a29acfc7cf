"""Countries and their regions by code or name. Pure but for reading the seed data once."""

from __future__ import annotations

from functools import cache

from directory.config import ROOT
from directory.geo.regions import countries, regions
from directory.interchange.sheet.folding import fold

FOLDER = ROOT / "seed_data" / "places"
REGION_LENGTH = 10
_SHORT = {"uk": "GB", "usa": "US", "uae": "AE", "england": "GB", "scotland": "GB", "wales": "GB"}


def country_code(text: str) -> str:
    """The ISO 3166 alpha-2 code of a country given by code or name; empty for no country."""
    return _countries().get(fold(text), "")


def region_of(text: str, country: str) -> tuple[str, str]:
    """The code and the full name of a region given by either.

    Returns:
        What is not known in the country, such as a county, has no code and stays as it is.
    """
    plain = text.removeprefix(f"{country}-") if country else text
    code = _codes().get((country, fold(plain)), "")
    return code, (_names().get((country, code), "") if code else text)


def region_as_stated(region: str, code: str, country: str) -> str:
    """What stands in a table for a region: its code, or a name that the country's do not include.

    A county stays what it is, though the state it lies in was found for it: read again, it says
    the same.
    """
    if region and not region_of(region, country)[0]:
        return region
    return code or region


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    known = countries(FOLDER)
    for country in known:
        found.setdefault(fold(country.code), country.code)
    for country in known:
        found.setdefault(fold(country.iso3), country.code)
        found.setdefault(fold(country.name), country.code)
    for country in known:
        for name in country.other_names:
            found.setdefault(fold(name), country.code)
    found.pop("", None)
    return found | _SHORT


@cache
def _codes() -> dict[tuple[str, str], str]:
    """Region codes by country and folded code or name; a code before a name that reads like it."""
    found: dict[tuple[str, str], str] = {}
    known = regions(FOLDER)
    for region in known:
        found.setdefault((region.country, fold(region.code)), region.code)
    for region in known:
        for name in (region.name, *region.other_names):
            found.setdefault((region.country, fold(name)), region.code)
    return {key: code for key, code in found.items() if len(code) <= REGION_LENGTH and key[1]}


@cache
def _names() -> dict[tuple[str, str], str]:
    return {(region.country, region.code): region.name for region in regions(FOLDER)}
