"""Puts records on the map with the offline place data: by postal code, else by town."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from directory.geo.failures import PlaceNotFound
from directory.interchange.addresses import STATES, TERRITORIES, zip_code
from directory.interchange.remarks import Reason
from directory.practitioners.models import Precision

if TYPE_CHECKING:
    from directory.geo.place import Place, Resolution
    from directory.interchange.record import ListingRecord, LocationRecord

CACHED_PLACES = 50_000
"""More than the United States have ZIP codes, so that each is looked up once."""

_MILITARY = frozenset({"AA", "AE", "AP"})


class Geocoder(Protocol):
    """What resolves a place as typed; the gazetteer does."""

    def resolve(self, text: str, *, country_hint: str | None = None) -> Resolution:
        """Resolve a text; places in the country of the hint come first.

        Raises:
            PlaceNotFound: Nothing fits.
        """
        ...


class Placed(NamedTuple):
    """A record with its coordinates, as far as they were found, and what was odd about them."""

    record: ListingRecord
    remarks: tuple[Reason, ...] = ()


class Located(NamedTuple):
    """A location with its coordinates, as far as they were found, and what was odd about them."""

    location: LocationRecord
    remarks: tuple[Reason, ...] = ()


class Locator:
    """Finds the coordinates of records, asking for each postal code and town only once."""

    def __init__(self, geocoder: Geocoder) -> None:
        """Keep the geocoder and remember its answers."""
        self._geocoder = geocoder
        self._readings = lru_cache(maxsize=CACHED_PLACES)(self._resolve)

    def place(self, record: ListingRecord) -> Placed:
        """Give a record its coordinates; a record that may be a home keeps its town alone."""
        location, remarks = self.locate(record.location, town_only=record.town_only)
        return Placed(replace(record, location=location), remarks)

    def locate(self, location: LocationRecord, *, town_only: bool) -> Located:
        """Give a location its coordinates.

        Args:
            location: As the registry gives it.
            town_only: Whether it may be a home: then its town alone is kept.
        """
        location = self._as_american(location)
        by_code = self._by_code(location)
        conflict = by_code is not None and _is_elsewhere(by_code, location)
        if by_code:
            location = _at_code(location, by_code)
        if town_only:
            location = _bare(location)
        if by_code is None or town_only:
            location = self._at_town(location)
        if town_only and location.point is None and by_code:
            location = _around(location, by_code)
        missing = Reason.HOME_UNPLACED if town_only else Reason.PLACE_UNKNOWN
        found = {Reason.ZIP_STATE_CONFLICT: conflict, missing: location.point is None}
        return Located(location, tuple(reason for reason, applies in found.items() if applies))

    def _as_american(self, location: LocationRecord) -> LocationRecord:
        """Bring home an address whose country is a slip: ZIP and state are of one American place.

        Forms filled in by hand have CA for California as the country, and worse.
        """
        foreign = location.country not in TERRITORIES | {"US"}
        if not (foreign and location.region_code in STATES and zip_code(location.postal_code)):
            return location
        american = replace(location, country="US", region=STATES[location.region_code])
        by_code = self._by_code(american)
        return american if by_code and not _is_elsewhere(by_code, american) else location

    def _by_code(self, location: LocationRecord) -> Place | None:
        if not location.postal_code:
            return None
        candidates = (
            place
            for place, _ in self._readings(location.postal_code, location.country)
            if place.country == location.country and place.precision == "postal"
        )
        return next(candidates, None)

    def _at_town(self, location: LocationRecord) -> LocationRecord:
        """Move a location to its town's own point; where the town is not known nothing changes."""
        if not location.city:
            return location
        region = location.region or location.region_code
        text = f"{location.city}, {region}" if region else location.city
        for place, sure in self._readings(text, location.country):
            same_region = location.country != "US" or place.admin1_code == location.region_code
            if sure and place.precision == "city" and place.country == location.country:
                return _at(location, place, Precision.CITY) if same_region else location
        return location

    def _resolve(self, text: str, country: str) -> tuple[tuple[Place, bool], ...]:
        """All readings of a text, and whether each may be taken without asking."""
        try:
            resolution = self._geocoder.resolve(text, country_hint=country)
        except PlaceNotFound:
            return ()
        others = ((place, False) for place in resolution.alternatives)
        return ((resolution.place, resolution.confident), *others)


def _bare(location: LocationRecord) -> LocationRecord:
    """Leave of what may be a home nothing narrower than its town, not even the ZIP code's point.

    What is not stored cannot leak from a page, the API, an export, the index or a backup; an
    owner who claims the listing states what clients may know.
    """
    return replace(location, street="", postal_code="", phone=None, point=None, precision=None)


def _around(location: LocationRecord, by_code: Place) -> LocationRecord:
    """Put what may be a home in an unknown town into its tenth of a degree, about ten kilometres.

    Coarser than most towns, and still found by a search nearby.
    """
    if by_code.point is None:
        return location
    return replace(location, point=by_code.point.rounded(1), precision=Precision.CITY)


def _is_elsewhere(place: Place, location: LocationRecord) -> bool:
    stated = location.region_code
    return bool(stated) and stated not in _MILITARY and place.admin1_code not in {None, stated}


def _at_code(location: LocationRecord, place: Place) -> LocationRecord:
    """Trust the postal code: its point, and where the state contradicts it, its state and town."""
    region = replace(
        location,
        region=place.admin1 or location.region,
        region_code=(place.admin1_code or location.region_code)[:10],
        city=place.name if _is_elsewhere(place, location) or not location.city else location.city,
    )
    return _at(region, place, Precision.POSTAL)


def _at(location: LocationRecord, place: Place, precision: Precision) -> LocationRecord:
    if place.point is None:
        return location
    return replace(location, point=place.point, precision=precision)
