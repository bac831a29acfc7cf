"""Columns that a record and a listing share by name. Pure."""

from __future__ import annotations

SPECIALTY = "specialty"
"""The vocabulary of narrower fields: free, a term reads as its key."""

COLUMNS = ("kind", "profession", "credentials", "gender", "town_only")
PLACE_COLUMNS = (
    "street",
    "city",
    "region",
    "region_code",
    "postal_code",
    "country",
    "phone",
    "precision",
)
