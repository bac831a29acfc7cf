"""What every format is read into before it becomes a listing. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from directory.geo.point import GeoPoint
    from directory.practitioners.models import Precision
    from directory.practitioners.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class LicenceRecord:
    """A licence as its source gives it."""

    title: str
    number: str | None
    region_code: str | None


@dataclass(frozen=True, slots=True)
class LocationRecord:
    """One place of work; empty text is not stated.

    Attributes:
        region: The state's full name.
        country: ISO 3166-1 alpha-2.
        point: Where it is, with `precision`; both `None` until it is found, or if it cannot be.
    """

    street: str
    city: str
    region: str
    region_code: str
    postal_code: str
    country: str
    phone: str | None = None
    point: GeoPoint | None = None
    precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class ListingRecord:
    """One listing as a source gives it; two that are equal leave the directory as it is.

    Attributes:
        specialties: Keys of the free vocabulary "specialty", the primary one first.
        town_only: Whether the address may be a home: street, phone and postal code are then not
            in the record at all, and the coordinates are the town's.
        updated_on: The day the source last changed its row.
        reactivated_on: The day an identifier that was out of use came back; a listing does not
            keep it, so two records are equal without it.
        other_names: Further names it is known by: see `other_names`, which merges them.
        organisation: Whether it is no person.
    """

    npi: str
    kind: Kind
    name: str
    profession: str
    credentials: str
    gender: str | None
    specialties: tuple[str, ...]
    licences: tuple[LicenceRecord, ...]
    location: LocationRecord
    town_only: bool
    source: str
    updated_on: date | None
    reactivated_on: date | None = field(default=None, compare=False)
    other_names: tuple[str, ...] = field(default=(), compare=False)
    organisation: bool = field(default=False, compare=False)

    def stated_fields(self) -> tuple[str, ...]:
        """Names of the fields that the source states, for the listing's facts."""
        stated = {
            "name": self.name,
            "profession": self.profession,
            "credentials": self.credentials,
            "gender": self.gender,
            "specialties": self.specialties,
            "licences": self.licences,
            "location": self.location,
            "phone": self.location.phone,
        }
        return tuple(name for name, value in stated.items() if value)


@dataclass(frozen=True, slots=True)
class Deactivation:
    """The registry's word that an identifier is no longer in use."""

    npi: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Departure:
    """A row that no longer has any code of a listed profession."""

    npi: str
    on: date | None


Change: TypeAlias = ListingRecord | Deactivation | Departure
"""What a row can mean for the directory."""
