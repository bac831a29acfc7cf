"""Chooses who finds places for this site: the gazetteer alone, or with a Nominatim server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from directory.geo.answers import Answers
from directory.geo.gazetteer import Gazetteer
from directory.geo.nominatim import NominatimPlaces

if TYPE_CHECKING:
    from directory.config import Settings
    from directory.geo.place import Place, Resolution
    from directory.geo.point import GeoPoint


class PlaceFinder(Protocol):
    """What the site needs of whoever finds places; see `Gazetteer` for what each promises."""

    def resolve(
        self, text: str, *, near: GeoPoint | None = None, country_hint: str | None = None
    ) -> Resolution:
        """Find the place that was meant."""

    def reverse(self, point: GeoPoint) -> Place:
        """Tell which town a point is near."""

    def largest_towns(self, center: GeoPoint, radius_km: float, count: int) -> tuple[Place, ...]:
        """List the towns around a point by which people know where it is."""

    def suggest(self, text: str, *, country_hint: str | None = None) -> tuple[Place, ...]:
        """List what somebody may be about to type."""

    def close(self) -> None:
        """Let go of files."""


def place_finder(settings: Settings) -> PlaceFinder:
    """Make the finder that the settings ask for; nothing is opened or asked yet.

    Raises:
        ValueError: `NOMINATIM_URL` is no address of a web server.
    """
    gazetteer = Gazetteer(settings.gazetteer_path)
    if not settings.nominatim_url:
        return gazetteer
    answers = Answers(settings.gazetteer_path.with_name("nominatim.sqlite"))
    quota = settings.nominatim_daily_quota
    return NominatimPlaces(settings.nominatim_url, gazetteer, answers, daily_quota=quota)
