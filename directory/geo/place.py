"""What a typed place resolves to: the best guess, how sure it is, and what else it may mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from directory.geo.area import Area
    from directory.geo.point import GeoPoint

Precision = Literal["postal", "city", "admin1", "country", "coordinates"]
"""How closely a place is known; a street address counts as what it fell back to."""

SHORT_COUNTRIES = frozenset({"US"})
"""Countries whose towns are told by the state alone, as their people do."""


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere on the map that a visitor may have meant.

    Attributes:
        name: Its own name: "Portland", "Oregon"; a postal code's town; coordinates as typed.
        point: The town, or the middle of the postal code; for a region or country, its largest
            town. `None` only where a country has no town in the data.
        precision: What kind of place it is.
        country: ISO 3166-1 alpha-2 code; empty for coordinates far from everything.
        country_name: In English.
        admin1: Full name of the state, province or region; `None` where there is none.
        admin1_code: Its code ("OR", "ON", "BY"), as in `Area.admin1`.
        area: Set for a state or a country: search by it, not by a radius.
        population: People there, 0 when unknown.
        bbox: South-west and north-east corners, for a state or a country.
        postal_code: As it is written, for a place that is one ("93535", "SW1A").
        distance_km: How far away, when it came from `reverse`.
        told_apart: Whether a state says in its label that it is one, as a town has the same.
    """

    name: str
    point: GeoPoint | None
    precision: Precision
    country: str
    country_name: str
    admin1: str | None = None
    admin1_code: str | None = None
    area: Area | None = None
    population: int = 0
    bbox: tuple[GeoPoint, GeoPoint] | None = None
    postal_code: str | None = None
    distance_km: float | None = None
    told_apart: bool = field(default=False, compare=False)

    @property
    def label(self) -> str:
        """The name as one would say it: "Portland, Oregon", "93535 Lancaster, California"."""
        return self.query if self.told_apart else self._label_of(self.name)

    @property
    def query(self) -> str:
        """A text that resolves to this place again, for links: "Washington (state)"."""
        return self._label_of(f"{self.name} (state)" if self.precision == "admin1" else self.name)

    def _label_of(self, name: str) -> str:
        code = self.postal_code
        parts = [f"{code} {name}" if code and code != name else name]
        if self.precision == "coordinates":
            return parts[0]
        if self.admin1 and self.admin1 != self.name:
            parts.append(self.admin1)
        if self.country not in SHORT_COUNTRIES and self.country_name != self.name:
            parts.append(self.country_name)
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer to a typed place.

    Attributes:
        place: The best guess.
        alternatives: Other readings, likeliest first; worth offering even when confident.
        confident: Whether the guess may be acted on without asking.
    """

    place: Place
    alternatives: tuple[Place, ...] = ()
    confident: bool = True
