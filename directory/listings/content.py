"""What a listing says, as one value: what owners send, revisions keep and pages preview. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

Hours = dict[str, list[list[str]]]
"""Weekday ("mon" to "sun") to pairs of times, `[["08:00", "12:30"]]`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContent:
    """One place of work.

    Attributes:
        key: What the place is called in revisions: a location's id as text, or "new-1", "new-2", ...
            for one that is still to come.
        latitude: Degrees, as the place finder resolved the address; likewise longitude.
        precision: "exact", "postal" or "city".
        fee_first: In the currency's major unit, as is fee_next.
        payers: Keys of the payer vocabulary; accessibility likewise of its own.
    """

    key: str
    name: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    region_code: str = ""
    postal_code: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    precision: str | None = None
    phone: str | None = None
    hours: Hours | None = None
    fee_first: float | None = None
    fee_next: float | None = None
    currency: str | None = None
    self_pay: bool | None = None
    sliding_scale: bool | None = None
    payers: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceContent:
    """A licence or certificate as its holder states it."""

    title: str
    number: str | None = None
    region_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingContent:
    """All that an owner can say about themselves; what is `None` or empty is not stated.

    Attributes:
        kind: A value of `Kind`.
        profession: A key of its vocabulary; languages, methods, modalities, conditions and stages
            are keys of theirs.
        links: Link of the chain (`LINKS`) to the sentence how it is examined.
        claims: Code of a checklist item to the sentence how it is done.
        places: Places of work, the main one first.
        photo: Name of a kept file.
        town_only: Whether street and phone stay private, since the practice may be a home.
    """

    kind: str
    name: str
    profession: str
    credentials: str = ""
    bio: str = ""
    gender: str | None = None
    languages: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    links: dict[str, str] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)
    telehealth: bool | None = None
    trial_call_minutes: int | None = None
    referral_needed: bool | None = None
    runners_since: int | None = None
    accepting: bool | None = None
    wait_days: int | None = None
    evening_hours: bool | None = None
    website: str | None = None
    booking_url: str | None = None
    email: str | None = None
    npi: str | None = None
    licences: tuple[LicenceContent, ...] = ()
    photo: str | None = None
    town_only: bool = False
    places: tuple[PlaceContent, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The same as values that JSON can write; `from_json` reads it back."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Read what `as_json` wrote; fields that a former version of the site knew are left out."""
        known = _known(cls, values)
        known["licences"] = tuple(
            LicenceContent(**_known(LicenceContent, one)) for one in values.get("licences", ())
        )
        known["places"] = tuple(
            PlaceContent(**_known(PlaceContent, one)) for one in values.get("places", ())
        )
        return cls(**known)


KEYED = {
    "languages": "language",
    "methods": "method",
    "modalities": "modality",
    "conditions": "condition",
    "stages": "stage",
}
"""Fields that list keys of a vocabulary, and its name."""


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value


def _known(cls: type, values: dict[str, Any]) -> dict[str, Any]:
    """The values of those fields that the class has, lists of keys as tuples."""
    names = {item.name for item in fields(cls)}
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in values.items()
        if name in names
    }
