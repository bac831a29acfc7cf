"""Finds places offline: towns, postal codes, states and countries, and says how sure it is."""

from __future__ import annotations

from dataclasses import replace
from heapq import nlargest
from typing import TYPE_CHECKING, NoReturn, Self

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderServiceError
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from directory.geo.asking import says_nothing, without_asking
from directory.geo.by_code import resolve_code
from directory.geo.by_name import (
    larger_spelled_alike,
    resolve_name,
    suggestions,
    uncovered_country,
)
from directory.geo.choice import METROPOLIS
from directory.geo.coordinates import coordinates_in
from directory.geo.failures import GazetteerMissing, GeocodingError, PlaceNotFound
from directory.geo.folding import TextRefused, accepted, fold
from directory.geo.grid import cover
from directory.geo.nearest import nearest, reaches_km
from directory.geo.place import Place, Resolution
from directory.geo.point import CoordinatesOutOfRange, GeoPoint
from directory.geo.question import MOST_ALTERNATIVES, Question
from directory.geo.store import PlaceFile, Reader
from directory.geo.suggest import suggested

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Gazetteer",
    "GazetteerMissing",
    "GeocodingError",
    "Place",
    "PlaceNotFound",
    "Resolution",
]

RINGS_KM = (30.0, 120.0, 400.0)
"""How far `reverse` looks for a town, one after the other."""

MOST_AROUND_KM = 120.0
"""Within more, towns by the thousand would have to be looked at."""

HAMLET = 1_000
"""A place with fewer people may be a misspelt city."""

NO_PLACE_HAS = frozenset("=<>{}$|^*\\")
"""Such letters are of programs, not of places."""


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]  # geopy ships no types
    """Stands where geopy expects its HTTP client: this geocoder asks nobody."""

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> NoReturn:  # noqa: ARG002
        """Refuse."""
        message = "the gazetteer works offline"
        raise GeocoderServiceError(message)

    get_text = get_json


class Gazetteer(Geocoder):  # type: ignore[misc]  # geopy ships no types
    """Resolves what people type as a place, from one file and without network.

    It may be shared by threads and is cheap to make: the file is opened when first needed, and
    again after it was rebuilt.
    """

    def __init__(self, path: Path) -> None:
        """Take the file that `directory gazetteer build` makes."""
        super().__init__(adapter_factory=_NoNetwork)
        self._file = PlaceFile(path)

    def resolve(
        self, text: str, *, near: GeoPoint | None = None, country_hint: str | None = None
    ) -> Resolution:
        """Find the place that was meant, and what else the text may mean.

        Args:
            text: A town ("Portland, ME"), postal code, street address, state, country or
                coordinates ("45.52, -122.68"). At most `folding.MAX_LENGTH` characters.
            near: Of towns with one name, those near here come first.
            country_hint: ISO 3166-1 alpha-2 code; places there come first.

        Raises:
            PlaceNotFound: Nothing fits; `suggestions` holds what might have been meant.
            GazetteerMissing: The place data have not been built.
        """
        try:
            text = accepted(text)
        except TextRefused as error:
            message = f"That cannot be a place: {error}."
            raise PlaceNotFound(message) from error
        with self._file.reader() as reader:
            return _resolved(reader, Question(text, country_hint, near))

    def suggest(self, text: str, *, country_hint: str | None = None) -> tuple[Place, ...]:
        """List what somebody may be about to type; each place's `query` resolves to that place.

        Args:
            text: What is there so far: "portl", "Portland, O", "975".
            country_hint: ISO 3166-1 alpha-2 code; places there come a little earlier.

        Raises:
            GazetteerMissing: The place data have not been built.
        """
        try:
            question = Question(accepted(text), country_hint)
        except TextRefused:
            return ()
        with self._file.reader() as reader:
            return suggested(reader, question, lambda place: _is_found(reader, place))

    def reverse(self, point: GeoPoint) -> Place:
        """Tell which town a point is near, to say "near Portland, Oregon".

        Raises:
            PlaceNotFound: There is no town within 400 km.
            GazetteerMissing: The place data have not been built.
        """
        with self._file.reader() as reader:
            place = _town_near(reader, point)
        if place is None:
            message = "There is no town anywhere near that point."
            raise PlaceNotFound(message)
        return place

    def largest_towns(self, center: GeoPoint, radius_km: float, count: int) -> tuple[Place, ...]:
        """List the towns around a point by which people know where it is, the largest first.

        Args:
            center: The middle of the circle.
            radius_km: Up to `MOST_AROUND_KM`; a larger circle is cut to it.
            count: Most towns to give.

        Raises:
            GazetteerMissing: The place data have not been built.
        """
        radius_km = min(radius_km, MOST_AROUND_KM)
        with self._file.reader() as reader:
            towns = reader.towns_in(cover(center, radius_km))
        near = (t for t in towns if t.point and t.point.distance_km(center) <= radius_km)
        return tuple(nlargest(count, near, key=lambda town: town.population))

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: object = None
    ) -> Location | list[Location] | None:
        """Find a place as geopy's own geocoders do.

        Args:
            query: See `resolve`.
            exactly_one: Give the best guess alone; otherwise a list with the alternatives.
            timeout: Taken for the sake of the interface; nothing here waits.

        Returns:
            Locations whose `raw` is the `Place`; `None` when nothing fits.

        Raises:
            GazetteerMissing: The place data have not been built.
        """
        del timeout
        try:
            resolution = self.resolve(query)
        except PlaceNotFound:
            return None
        places = (resolution.place, *resolution.alternatives)
        locations = [
            Location(place.label, (place.point.latitude, place.point.longitude), place)
            for place in places
            if place.point
        ]
        return locations[0] if exactly_one else locations

    def close(self) -> None:
        """Close the file; the next question opens it again."""
        self._file.close()

    def __enter__(self) -> Self:
        """Use it in a `with` block, which closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()


def _coordinates(reader: Reader, text: str) -> Resolution | None:
    try:
        point = coordinates_in(text)
    except CoordinatesOutOfRange as error:
        message = f"No place on the earth: {error}."
        raise PlaceNotFound(message) from error
    if point is None:
        return None
    town = _town_near(reader, point)
    return Resolution(
        Place(
            name=f"{point.latitude:.6g}, {point.longitude:.6g}",
            point=point,
            precision="coordinates",
            country=town.country if town else "",
            country_name=town.country_name if town else "",
            admin1=town.admin1 if town else None,
            admin1_code=town.admin1_code if town else None,
        )
    )


def _resolved(reader: Reader, question: Question) -> Resolution:
    """Believe the text as typed first: "Greater Sudbury" is a town, "greater Boston" is not."""
    if says_nothing(question.text):
        _not_found(reader, question)
    if point := _coordinates(reader, question.text):
        return point
    if NO_PLACE_HAS.intersection(question.text):
        _not_found(reader, Question(""))
    bare = question._replace(text=without_asking(question.text))
    return (
        _understood(reader, question)
        or (_understood(reader, bare) if bare != question else None)
        or _not_found(reader, bare)
    )


def _understood(reader: Reader, question: Question) -> Resolution | None:
    return resolve_code(reader, question) or _named(reader, question)


def _is_found(reader: Reader, place: Place) -> bool:
    """Tell whether a place's own text finds it, and not a namesake."""
    try:
        return _resolved(reader, Question(place.query)).place == place
    except PlaceNotFound:
        return False


def _named(reader: Reader, question: Question) -> Resolution | None:
    resolution = resolve_name(reader, question)
    if resolution is None or resolution.place.area or resolution.place.population >= METROPOLIS:
        return resolution
    if uncovered_country(reader, question):
        return None  # not Mexico in Missouri
    return _with_misspelt(reader, question, resolution)


def _with_misspelt(reader: Reader, question: Question, found: Resolution) -> Resolution:
    """Offer a city beside a hamlet that is spelled nearly like it: Hamberg may be Hamburg."""
    if found.place.population >= HAMLET or fold(question.text) != fold(found.place.name):
        return found
    cities = larger_spelled_alike(reader, question)
    places = (*cities, *found.alternatives)
    return Resolution(found.place, places[:MOST_ALTERNATIVES], found.confident and not cities)


def _not_found(reader: Reader, question: Question) -> NoReturn:
    country = uncovered_country(reader, question)
    if says_nothing(question.text):
        message = "Say a town, a postal code or a state."
    elif country:
        message = f"Places in {country} are not known here."
    else:
        message = f"No place fits “{question.text}”. Try a town with its state, or a postal code."
    raise PlaceNotFound(message, suggestions(reader, question))


def _town_near(reader: Reader, point: GeoPoint) -> Place | None:
    for radius_km in RINGS_KM:
        towns = reader.towns_in(cover(point, radius_km))
        if towns:
            reaches = reaches_km([town.population for town in towns])
            where = [(town.point.latitude, town.point.longitude) for town in towns if town.point]
            latitudes, longitudes = zip(*where, strict=True)
            index, distance = nearest(point, latitudes, longitudes, reaches)
            if distance <= radius_km:
                return replace(towns[index], distance_km=distance)
    return None
