"""Puts places of work on the map that come without coordinates, and tells their country."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from directory.geo.failures import PlaceNotFound
from directory.interchange.addresses import STATES, zip_code
from directory.interchange.places import CACHED_PLACES, Locator
from directory.interchange.places import Geocoder as Resolver
from directory.interchange.record import ListingRecord, LocationRecord
from directory.interchange.remarks import Reason
from directory.interchange.sheet.areas import region_of
from directory.interchange.sheet.remarks import Flaw
from directory.practitioners.models import Precision
from directory.practitioners.vocabulary import Kind

if TYPE_CHECKING:
    from directory.geo.place import Place
    from directory.geo.point import GeoPoint
    from directory.interchange.sheet.record import SheetPlace


class Geocoder(Resolver, Protocol):
    """What resolves a place as typed, and tells what is near a point; the gazetteer does."""

    def reverse(self, point: GeoPoint) -> Place:
        """Tell which town a point is near.

        Raises:
            PlaceNotFound: There is none anywhere near.
        """
        ...


class Placer:
    """Completes places with what follows from what they state, and changes nothing that is stated."""

    def __init__(self, geocoder: Geocoder | None) -> None:
        """Keep the geocoder; without one only what needs no place data is completed."""
        self._geocoder = geocoder
        self._locator = Locator(geocoder) if geocoder else None
        self._country_near = lru_cache(maxsize=CACHED_PLACES)(self._reversed)
        self._towns = lru_cache(maxsize=CACHED_PLACES)(self._resolved)

    def place(self, stated: SheetPlace) -> tuple[SheetPlace, list[Flaw]]:
        """Give a place its country, region and coordinates, as far as they can be found.

        Coordinates that are stated stay; those found are marked as a postal code's or a town's.
        """
        flaws: list[Flaw] = []
        country = stated.country or self._country_of(stated)
        code, region = region_of(stated.region_code, country)
        placed = replace(stated, country=country, region_code=code, region=region)
        is_named = bool(placed.city or placed.postal_code)
        if not country and (is_named or placed.point):
            flaws.append(Flaw.COUNTRY_UNKNOWN)
        if placed.point is None and is_named:
            placed, further = self._located(placed)
            flaws += further
        return placed, flaws

    def _located(self, place: SheetPlace) -> tuple[SheetPlace, list[Flaw]]:
        if self._locator is None or not place.country:
            return place, [Flaw.PLACE_UNKNOWN]
        found = self._locator.place(_as_record(place))
        location = found.record.location
        flaws = [Flaw.ZIP_STATE_CONFLICT] if Reason.ZIP_STATE_CONFLICT in found.remarks else []
        if location.point is None:
            by_town = self._in_town(place)
            return by_town, flaws if by_town.point else [*flaws, Flaw.PLACE_UNKNOWN]
        code = place.region_code or location.region_code
        located = replace(
            place,
            city=place.city or location.city[:120],
            region_code=code,
            region=place.region or (location.region if code == location.region_code else ""),
            point=location.point,
            precision=location.precision,
        )
        return located, flaws

    def _in_town(self, place: SheetPlace) -> SheetPlace:
        """Find a town that states no region, where there is no other it could be."""
        if place.region_code or not place.city:
            return place
        town = self._towns(place.city, place.country)
        if town is None or town.country != place.country or town.precision != "city":
            return place
        code, region = region_of(town.admin1_code or "", town.country)
        return replace(
            place, region_code=code, region=region, point=town.point, precision=Precision.CITY
        )

    def _country_of(self, place: SheetPlace) -> str:
        if place.point:
            return self._country_near(place.point.rounded(2))
        parts = [place.postal_code, place.city]
        if place.region_code:
            parts[1:] = [f"{place.city}, {place.region_code}" if place.city else place.region_code]
        text = " ".join(part for part in parts if part)
        if not (place.postal_code or place.city):
            return ""
        named = self._towns(text, None)
        is_american = place.region_code in STATES and zip_code(place.postal_code)
        return named.country if named else ("US" if is_american else "")

    def _reversed(self, point: GeoPoint) -> str:
        if self._geocoder is None:
            return ""
        try:
            return self._geocoder.reverse(point).country
        except PlaceNotFound:
            return ""

    def _resolved(self, text: str, country: str | None) -> Place | None:
        """What a text means, if there is no other thing that it could mean."""
        if self._geocoder is None:
            return None
        try:
            resolution = self._geocoder.resolve(text, country_hint=country)
        except PlaceNotFound:
            return None
        return resolution.place if resolution.confident else None


def _as_record(place: SheetPlace) -> ListingRecord:
    """A listing of which only the place matters, for the locator."""
    location = LocationRecord(
        street=place.street,
        city=place.city,
        region=place.region,
        region_code=place.region_code,
        postal_code=place.postal_code,
        country=place.country,
    )
    return ListingRecord(
        npi="",
        kind=Kind.THERAPIST,
        name="",
        profession="",
        credentials="",
        gender=None,
        specialties=(),
        licences=(),
        location=location,
        town_only=False,
        source="",
        updated_on=None,
    )
