"""A listing as the table says it, the same on its way in and out. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from directory.geo.point import GeoPoint
    from directory.practitioners.models import Precision
    from directory.practitioners.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """One place of work; empty text and `None` are not stated.

    Attributes:
        region: The state's full name, or what stands in the table if that is no state: a county.
        region_code: The state's own code; empty for a region that is none and was not looked up.
        country: ISO 3166-1 alpha-2.
        point: Where it is, with `precision`.
        fee_first, fee_next: In the currency's major unit, two decimals at most.
        payers: Keys of the payer vocabulary and free tags, sorted.
    """

    name: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    region_code: str = ""
    postal_code: str = ""
    country: str = ""
    point: GeoPoint | None = None
    precision: Precision | None = None
    phone: str | None = None
    fee_first: float | None = None
    fee_next: float | None = None
    currency: str | None = None
    payers: tuple[str, ...] = ()
    self_pay: bool | None = None
    sliding_scale: bool | None = None


@dataclass(frozen=True, slots=True)
class SheetPerson:
    """What all rows of one person have in common.

    Attributes:
        profession: A key of the profession vocabulary, or free text.
        terms: Keys and free tags by vocabulary, in the order given; no vocabulary without any.
    """

    name: str
    kind: Kind
    profession: str
    credentials: str = ""
    bio: str = ""
    email: str | None = None
    website: str | None = None
    telehealth: bool | None = None
    accepting: bool | None = None
    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class SheetListing:
    """One person with their places; two that are equal leave the directory as it is."""

    external_id: str
    person: SheetPerson
    places: tuple[SheetPlace, ...] = field(default=())

    def stated_fields(self) -> tuple[str, ...]:
        """Names of the fields that are stated, for the listing's facts."""
        person, places = self.person, self.places
        stated: dict[str, object] = {
            "name": person.name,
            "profession": person.profession,
            "credentials": person.credentials,
            "telehealth": person.telehealth is not None,
            "accepting": person.accepting is not None,
            "location": places,
            "phone": any(place.phone for place in places),
            "fees": any(place.fee_first is not None for place in places),
            "payment": any(place.payers for place in places),
        }
        return tuple(name for name, value in stated.items() if value) + tuple(
            vocabulary for vocabulary, _ in person.terms
        )
