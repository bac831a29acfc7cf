"""Kilometres or miles, as people in the place searched measure their runs and roads. Pure."""

from __future__ import annotations

from enum import StrEnum

from directory.geo.point import miles_from_km

MILE_COUNTRIES = frozenset({"US", "GB"})
"""Countries whose road signs give miles (Unicode CLDR, `unitPreferenceData`, length, road)."""


class Units(StrEnum):
    """How distances are written."""

    KM = "km"
    MI = "mi"


def units_for(country: str | None, override: str | None = None) -> Units:
    """The units for a country, unless the visitor has chosen. Pure.

    Args:
        country: ISO 3166-1 alpha-2 code; kilometres when unknown.
        override: "km" or "mi" as the visitor chose; anything else is ignored.
    """
    if override in set(Units):
        return Units(override)
    return Units.MI if (country or "").upper() in MILE_COUNTRIES else Units.KM


def in_units(distance_km: float, units: Units) -> float:
    """A distance in the units wanted. Pure."""
    return miles_from_km(distance_km) if units is Units.MI else distance_km


def rounded(distance: float) -> float:
    """A distance with as many digits as it deserves: one decimal below ten, else none. Pure."""
    return round(distance, 1) if distance < 9.95 else float(round(distance))
