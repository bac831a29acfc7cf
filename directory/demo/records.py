"""What is made up about one practitioner, as plain values that can be compared. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

SOURCE = "demo"
"""Source of every made-up listing, location, licence and fact."""

LISTING_COLUMNS = (
    "kind",
    "name",
    "profession",
    "credentials",
    "bio",
    "gender",
    "telehealth",
    "accepting",
    "accepting_as_of",
    "wait_days",
    "runners_since",
    "trial_call_minutes",
    "referral_needed",
    "evening_hours",
    "website",
    "booking_url",
    "email",
    "town_only",
    "status",
    "confirmed_on",
)
"""Columns of a practitioner that the demo world decides."""

LOCATION_COLUMNS = (
    "name",
    "street",
    "city",
    "region",
    "region_code",
    "postal_code",
    "country",
    "latitude",
    "longitude",
    "precision",
    "phone",
    "hours",
    "fee_first",
    "fee_next",
    "currency",
    "self_pay",
    "sliding_scale",
    "accessibility",
    "confirmed_on",
)
"""Columns of a location that the demo world decides."""


@dataclass(frozen=True, slots=True)
class DemoTerm:
    """One entry of a vocabulary with its sentence how, if there is one."""

    vocabulary: str
    key: str
    position: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class DemoLicence:
    """A licence nobody ever issued."""

    title: str
    number: str
    region_code: str
    verified_on: date | None


@dataclass(frozen=True, slots=True)
class DemoLocation:
    """A place of work: its columns (`LOCATION_COLUMNS`) and who pays there, sorted."""

    columns: dict[str, Any]
    payers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoListing:
    """One made-up practitioner.

    Attributes:
        public_id: Follows from the seed and the number alone.
        columns: Values of `LISTING_COLUMNS`.
        facts: Fields with the day they were last verified.
    """

    public_id: UUID
    columns: dict[str, Any]
    locations: tuple[DemoLocation, ...]
    terms: tuple[DemoTerm, ...]
    licences: tuple[DemoLicence, ...]
    facts: dict[str, date | None]
