"""Puts places of work on the map that come without coordinates, and tells their country."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from directory.geo.failures import PlaceNotFound
from directory.interchange.addresses import STATES, zip_code
from directory.interchange.places import CACHED_PLACES, Locator
from directory.interchange.places import Geocoder as Resolver
from directory.interchange.record import ListingRecord, LocationRecord
from directory.interchange.remarks import Reason
from directory.interchange.sheet.areas import region_as_stated, region_of
from directory.interchange.sheet.remarks import Flaw
from directory.practitioners.models import Precision
from directory.practitioners.vocabulary import Kind

if TYPE_CHECKING:
    from directory.geo.place import Place
    from directory.geo.point import GeoPoint
    from directory.interchange.sheet.record import SheetPlace


FARTHEST_FROM_TOWN_KM = 30
"""A stated point farther from its town than cities are wide is perhaps in another town's state."""


class Geocoder(Resolver, Protocol):
    """What resolves a place as typed, and tells what is near a point; the gazetteer does."""

    def reverse(self, point: GeoPoint) -> Place:
        """Tell which town a point is near.

        Raises:
            PlaceNotFound: There is none anywhere near.
        """
        ...


class _Reading(NamedTuple):
    """What a text may mean, and whether there is no other thing that it could mean."""

    place: Place
    is_sure: bool


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
        text = region_as_stated(stated.region, stated.region_code, stated.country)
        country = stated.country or self._country_of(stated, text)
        code, region = region_of(text, country)
        placed = replace(stated, country=country, region_code=code, region=region)
        is_named = bool(placed.city or placed.postal_code)
        if not country and (is_named or placed.point):
            flaws.append(Flaw.COUNTRY_UNKNOWN)
        if country and region and not code:
            flaws.append(Flaw.REGION_UNKNOWN)
        if placed.point is None and is_named:
            placed, further = self._located(placed)
            flaws += further
        elif placed.point and region and not code:
            placed = self._in_state_of_its_town(placed)
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
        located = replace(
            _in_state(place, location.region_code),
            city=place.city or location.city[:120],
            point=location.point,
            precision=location.precision,
        )
        return located, flaws

    def _in_town(self, place: SheetPlace) -> SheetPlace:
        """Find a town whose region is no state, where there is no other town it could be."""
        town = self._town(place)
        if town is None:
            return place
        found = replace(place, point=town.point, precision=Precision.CITY)
        return _in_state(found, town.admin1_code)

    def _in_state_of_its_town(self, place: SheetPlace) -> SheetPlace:
        """Tell the state of a point from its town; a nearest town might lie across the border."""
        town = self._town(place)
        if not (town and town.point and place.point):
            return place
        is_there = town.point.distance_km(place.point) <= FARTHEST_FROM_TOWN_KM
        return _in_state(place, town.admin1_code) if is_there else place

    def _town(self, place: SheetPlace) -> Place | None:
        """The town, by its county or whatever else its region is, else by itself in its country."""
        if place.region_code or not place.city:
            return None
        by_region = place.region and self._towns(f"{place.city}, {place.region}", place.country)
        alone = self._towns(place.city, place.country)
        if by_region and (by_region.is_sure or not alone):
            alone = by_region
        # Newcastle in Staffordshire is not the one that comes to mind without its county.
        is_another = by_region and alone and by_region.place.point != alone.place.point
        if not alone or not alone.is_sure or is_another:
            return None
        town = alone.place
        return town if (town.country, town.precision) == (place.country, "city") else None

    def _country_of(self, place: SheetPlace, region: str) -> str:
        if place.point:
            return self._country_near(place.point.rounded(2))
        parts = [place.postal_code, place.city]
        if region:
            parts[1:] = [f"{place.city}, {region}" if place.city else region]
        text = " ".join(part for part in parts if part)
        if not (place.postal_code or place.city):
            return ""
        reading = self._towns(text, None)
        named = reading.place if reading and reading.is_sure else None
        is_american = region in STATES and zip_code(place.postal_code)
        return named.country if named else ("US" if is_american else "")

    def _reversed(self, point: GeoPoint) -> str:
        if self._geocoder is None:
            return ""
        try:
            return self._geocoder.reverse(point).country
        except PlaceNotFound:
            return ""

    def _resolved(self, text: str, country: str | None) -> _Reading | None:
        """What a text most likely means."""
        if self._geocoder is None:
            return None
        try:
            resolution = self._geocoder.resolve(text, country_hint=country)
        except PlaceNotFound:
            return None
        return _Reading(resolution.place, resolution.confident)


def _in_state(place: SheetPlace, admin1_code: str | None) -> SheetPlace:
    """Fill in the state in which a place was found, if it states none; its own text stays."""
    code, region = region_of(admin1_code or "", place.country)
    if place.region_code or not code:
        return place
    return replace(place, region_code=code, region=place.region or region)


def _as_record(place: SheetPlace) -> ListingRecord:
    """A listing of which only the place matters, for the locator.

    Without a state it has no town either: `Placer` looks for that itself, and finds its state too.
    """
    is_in_state = bool(place.region_code)
    location = LocationRecord(
        street=place.street,
        city=place.city if is_in_state else "",
        region=place.region if is_in_state else "",
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
