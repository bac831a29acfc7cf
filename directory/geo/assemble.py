"""Puts place data together: regions found, doubles joined, one point for each postal code."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from directory.geo import folding
from directory.geo.nearest import nearest, reaches_km
from directory.geo.point import GeoPoint
from directory.geo.twins import told_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from directory.geo.districts import District, Nickname
    from directory.geo.regions import Region
    from directory.geo.sources import PostalRow, TownRow

SAME_TOWN_KM = 40
"""Equal names in one region within this distance mean one town."""

FAR_KM = 150.0
"""A point belongs to no town that is farther away."""

MANY_POINTS = 1_000
"""From here on comparing each point with each other takes too long."""

FAMOUS = 500_000
"""From this population on, a town's abbreviations ("NYC", "LA") are names of it."""

OUTSIDE_KM = 24.0
"""What is called a part of a famous town cannot be farther from its middle."""

DISTRICT = 10
"""A county or the like counts as so many times smaller: a town is looked for more often."""

_NOWHERE = re.compile(r" CEDEX|^\d{5} [AFD]PO( A[AEP])?$")
_NAMED_BY_NEAREST = frozenset({"CA", "GB", "IE"})  # their rows name districts, not towns
_COLUMNS = ("latitude", "longitude", "population")
_NO_PLAIN_LETTER = re.compile(r"[^0-9A-Z]")

_fold = lru_cache(maxsize=1 << 18)(folding.fold)  # the same few names come again and again
_folds = folding.folds


class Spot(NamedTuple):
    """A point of a postal code with the town it names, if that is one."""

    latitude: float
    longitude: float
    town: str
    region: int | None


@dataclass(slots=True)
class Town:
    """A town to be found by any of its folded names; the first kind ranks above the second."""

    name: str
    country: str
    region: int | None
    latitude: float
    longitude: float
    population: int
    names: set[str] = field(default_factory=set)
    other_names: set[str] = field(default_factory=set)


class Code(NamedTuple):
    """A postal code: letters and digits, as shown, the town's name and one point."""

    code: str
    country: str
    shown: str
    name: str
    region: int | None
    latitude: float
    longitude: float


class Atlas:
    """Collects towns and postal codes of some countries and joins what belongs together."""

    def __init__(self, regions: Sequence[Region]) -> None:
        """Start empty; region numbers are positions in `regions`."""
        self.towns: list[Town] = []
        self.districts: list[Town] = []
        self._regions_by_code = {(r.country, r.geonames_code): n for n, r in enumerate(regions)}
        self._regions_by_name = {
            (r.country, form): number
            for number, r in enumerate(regions)
            for name in (*r.other_names, r.name)
            for form in _folds(name)
        }
        self._named: defaultdict[tuple[int | None, str], list[Town]] = defaultdict(list)
        self._spots: defaultdict[tuple[str, str], list[Spot]] = defaultdict(list)
        self._shown: dict[tuple[str, str], str] = {}
        self._nearby: dict[str, tuple[list[Town], list[NDArray[np.float64]]]] = {}

    def add_town(self, row: TownRow) -> None:
        """Take in one town with the names worth finding it by."""
        region = self._regions_by_code.get((row.country, row.region_code))
        town = Town(row.name, row.country, region, row.latitude, row.longitude, row.population)
        town.names = _folds(row.name)
        for name in row.other_names:
            if _worth_finding(name, row.population):
                town.other_names |= _folds(name)
        town.other_names -= town.names
        self._add(town)

    def add_postal(self, row: PostalRow) -> None:
        """Take in one point of a postal code; towns must all be there before.

        Points at 0, 0, military post offices and French codes of single large receivers (CEDEX)
        are left out: their coordinates are not where the mail goes.
        """
        if not (row.latitude or row.longitude) or _NOWHERE.search(f"{row.code} {row.town}"):
            return
        key = row.country, _NO_PLAIN_LETTER.sub("", row.code.upper())
        region = self._regions_by_name.get((row.country, _fold(row.region)))
        if region is None:
            town = self.nearest_town(row.country, row.latitude, row.longitude)
            region = town.region if town else None
        spot = Spot(*self._place_of(row, region), _town_name(row), region)
        self._spots[key].append(spot)
        self._shown.setdefault(key, row.code)

    def _place_of(self, row: PostalRow, region: int | None) -> tuple[float, float]:
        """Take the town's own point where that of a district in it lies outside of it."""
        here = Spot(row.latitude, row.longitude, "", region)
        head = _fold(row.town.partition(" (")[0])
        if row.country in _NAMED_BY_NEAREST and " (" in row.town:
            for town in self._named.get((region, head), ()):
                if town.population >= FAMOUS and _kilometres(town, here) > OUTSIDE_KM:
                    return town.latitude, town.longitude
        return row.latitude, row.longitude

    def codes(self) -> Iterable[Code]:
        """Give every postal code its point and its town's name."""
        for (country, code), spots in self._spots.items():
            middle = spots[medoid([(spot.latitude, spot.longitude) for spot in spots])]
            name = self._name_of(country, spots, middle) or self._shown[country, code]
            place = (middle.region, middle.latitude, middle.longitude)
            yield Code(code, country, self._shown[country, code], name, *place)

    def add_postal_towns(self) -> None:
        """Take in the towns that only postal codes name, and postal names of known towns.

        The post's own name for a known town ("New York", "München") ranks as its first name.
        """
        groups: defaultdict[tuple[str, int | None, str], list[Spot]] = defaultdict(list)
        for (country, _), spots in self._spots.items():
            for spot in spots:
                if spot.town:
                    groups[country, spot.region, _fold(spot.town)].append(spot)
        for (country, region, folded), spots in groups.items():
            middle = spots[medoid([(spot.latitude, spot.longitude) for spot in spots])]
            known = self._same_town(region, folded, middle)
            if known:
                known.names |= _folds(middle.town)
                known.other_names -= known.names
                continue
            town = Town(middle.town, country, region, middle.latitude, middle.longitude, 0)
            town.names = _folds(middle.town)
            self._add(town)

    def add_districts(self, rows: Iterable[District]) -> None:
        """Take in what is to be found like a town, but no point is ever said to be near it.

        Those of regions without towns are left out; the towns must all be there before.
        """
        peopled = {(town.country, town.region) for town in self.towns}
        for row in rows:
            region = self._regions_by_code.get((row.country, row.region_code))
            if (row.country, region) not in peopled:
                continue
            where = row.latitude, row.longitude, row.population // DISTRICT
            names = {form for name in (row.name, *row.other_names) for form in _folds(name)}
            others = {form for name in row.short_names for form in _folds(name)} - names
            self.districts.append(Town(row.name, row.country, region, *where, names, others))

    def add_nickname(self, row: Nickname) -> None:
        """Let a town or district be found by what people call it, as well as by its name."""
        region = self._regions_by_code.get((row.country, row.region_code))
        folded = _fold(row.town)
        known = [
            *self._named.get((region, folded), ()),
            *(one for one in self.districts if one.region == region and folded in one.names),
        ]
        for town in sorted(known, key=lambda town: (folded not in town.names, -town.population))[
            :1
        ]:
            town.names |= {form for name in row.nicknames for form in _folds(name)}
            town.other_names -= town.names

    def tell_twins_apart(self) -> None:
        """Add to towns of one name in one region which larger town they are near."""
        for town, near in told_apart(self.towns):
            town.name = f"{town.name} (near {near})"
            town.names |= _folds(town.name)

    def nearest_town(self, country: str, latitude: float, longitude: float) -> Town | None:
        """Find the town of a country that a point belongs to, if there is one around."""
        if country not in self._nearby:
            towns = [town for town in self.towns if town.country == country and town.population]
            columns = [np.array([getattr(t, name) for t in towns]) for name in _COLUMNS]
            self._nearby[country] = towns, [*columns[:2], reaches_km(columns[2])]
        towns, columns = self._nearby[country]
        if not towns:
            return None
        index, distance_km = nearest(GeoPoint(latitude, longitude), *columns)
        return towns[index] if distance_km <= FAR_KM else None

    def _add(self, town: Town) -> None:
        self.towns.append(town)
        for folded in town.names | town.other_names:
            self._named[town.region, folded].append(town)

    def _same_town(self, region: int | None, folded: str, spot: Spot) -> Town | None:
        known = [
            town
            for town in self._named.get((region, folded), ())
            if _kilometres(town, spot) <= SAME_TOWN_KM
        ]
        return max(known, key=lambda town: (folded in town.names, town.population), default=None)

    def _name_of(self, country: str, spots: list[Spot], middle: Spot) -> str:
        """Name a code after its largest known town, else after the one in its middle."""
        if country in _NAMED_BY_NEAREST or not any(spot.town for spot in spots):
            town = self.nearest_town(country, middle.latitude, middle.longitude)
            if town:
                return town.name
        largest = None
        for spot in {spot.town: spot for spot in spots if spot.town}.values():
            known = self._same_town(spot.region, _fold(spot.town), spot)
            if known and known.population > (largest[0] if largest else 0):
                largest = known.population, spot.town
        return largest[1] if largest else middle.town


def medoid(points: Sequence[tuple[float, float]]) -> int:
    """Tell which point lies nearest to all the others together: unlike a mean, it is a real one.

    Of very many points it is the one nearest to their median.

    Args:
        points: Latitude and longitude in degrees; at least one.

    Returns:
        Its position; of equals the first.
    """
    if len(points) <= 2:
        return 0
    counts = Counter(points)
    if len(counts) <= 2:
        return points.index(max(counts, key=counts.__getitem__))
    unique = list(counts)
    where = _on_the_sphere(unique)
    if len(unique) > MANY_POINTS:
        costs = np.square(where - np.median(where, axis=0)).sum(axis=1)
    else:
        angles = np.arccos(np.clip(where @ where.T, -1, 1))
        costs = angles @ np.array(list(counts.values()))
    return points.index(unique[int(costs.argmin())])


def _on_the_sphere(points: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    """Turn latitudes and longitudes into unit vectors, shape (n, 3)."""
    lat, lon = np.radians(np.array(points)).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _kilometres(town: Town, spot: Spot) -> float:
    here = GeoPoint(town.latitude, town.longitude)
    return here.distance_km(GeoPoint(spot.latitude, spot.longitude))


def _town_name(row: PostalRow) -> str:
    """The town a postal row names; empty where it names a district or a large receiver."""
    if row.country == "CA" or (row.country == "DE" and row.accuracy == 0):
        return ""
    return row.town.partition(" (")[0].strip()


def _worth_finding(name: str, population: int) -> bool:
    """Leave out transliterations (small letters first) and airport codes (short, capitals)."""
    if name[0].islower():
        return False
    return population >= FAMOUS or not (len(name) <= 2 or (len(name) <= 3 and name.isupper()))
