"""A place on the earth, and how far it is from another. Pure.

The great-circle distance is the haversine formula (R. W. Sinnott, "Virtues of the Haversine",
Sky and Telescope 68, 1984, p. 159) on a sphere with the earth's mean radius R1 of the WGS 84
ellipsoid (H. Moritz, "Geodetic Reference System 1980"). Against the ellipsoid it is off by at
most 0.56 %, which is less than a postal code's own spread.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_RADIUS_KM = 6371.0088
KM_PER_MILE = 1.609344
MAX_LATITUDE = 90.0
MAX_LONGITUDE = 180.0


class CoordinatesOutOfRange(ValueError):
    """The latitude or longitude is no place on the earth, or no number."""


@dataclass(frozen=True, slots=True)
class GeoPoint:
    """Where something is: the one form in which coordinates travel. Pure.

    Attributes:
        latitude: Degrees north of the equator, -90 to 90.
        longitude: Degrees east of Greenwich, -180 to 180.

    Raises:
        CoordinatesOutOfRange: On NaN, an infinity or a value outside these ranges.
    """

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        """Refuse what is no place, so that nobody downstream has to ask again."""
        if not abs(self.latitude) <= MAX_LATITUDE:  # written so that NaN fails too
            message = f"latitude {self.latitude} is not between -90 and 90"
            raise CoordinatesOutOfRange(message)
        if not abs(self.longitude) <= MAX_LONGITUDE:
            message = f"longitude {self.longitude} is not between -180 and 180"
            raise CoordinatesOutOfRange(message)

    def distance_km(self, other: "GeoPoint") -> float:
        """Tell how far it is to another point as the crow flies, in kilometres. Pure."""
        lat_1, lat_2 = math.radians(self.latitude), math.radians(other.latitude)
        half_lat = (lat_2 - lat_1) / 2
        half_lon = math.radians(other.longitude - self.longitude) / 2
        chord = (
            math.sin(half_lat) ** 2 + math.cos(lat_1) * math.cos(lat_2) * math.sin(half_lon) ** 2
        )
        return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))

    def rounded(self, decimals: int) -> "GeoPoint":
        """Give the point to fewer decimals, to store it or to hide where exactly it is. Pure.

        Args:
            decimals: Kept after the point. One decimal is about 11 km north to south, two are
                1.1 km, six are 0.1 m.
        """
        return GeoPoint(round(self.latitude, decimals), round(self.longitude, decimals))


def distances_km(
    point: GeoPoint, latitudes: ArrayLike, longitudes: ArrayLike
) -> NDArray[np.float64]:
    """Tell how far many places are from one, in kilometres. Pure.

    The same formula as `GeoPoint.distance_km`, over arrays.

    Args:
        point: Measured from here.
        latitudes: Degrees, shape (n,).
        longitudes: Degrees, shape (n,).

    Returns:
        Kilometres, float64, shape (n,).
    """
    lat_2 = np.radians(np.asarray(latitudes, dtype=np.float64))
    degrees = np.asarray(longitudes, dtype=np.float64)
    return distances_from(point, lat_2, np.cos(lat_2), degrees)


def distances_from(
    point: GeoPoint,
    latitudes: NDArray[np.float64],
    cosines: NDArray[np.float64],
    longitudes: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The same for places whose angles were worked out before. Pure.

    Args:
        point: Measured from here.
        latitudes: Radians, shape (n,).
        cosines: Of the latitudes, shape (n,).
        longitudes: Degrees, shape (n,).

    Returns:
        Kilometres, float64, shape (n,).
    """
    lat_1 = math.radians(point.latitude)
    half_lat = (latitudes - lat_1) / 2
    half_lon = np.radians(longitudes - point.longitude) / 2
    chord = np.sin(half_lat) ** 2 + math.cos(lat_1) * cosines * np.sin(half_lon) ** 2
    kilometres: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1, chord)))
    return kilometres


def km_from_miles(miles: float) -> float:
    """Turn international miles into kilometres (exact by definition). Pure."""
    return miles * KM_PER_MILE


def miles_from_km(kilometres: float) -> float:
    """Turn kilometres into international miles. Pure."""
    return kilometres / KM_PER_MILE
