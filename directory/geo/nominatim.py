"""Asks a Nominatim server for street addresses, when the operator has named one.

The gazetteer stays the judge: it answers everything that is no address, whatever the server cannot
answer now, and where the server's point is far from the town it knows. Follow the usage policy of
the server that is asked; the public one forbids search as one types, and so does this site.
"""

from __future__ import annotations

import logging
import sqlite3
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, ProxyHandler, Request, build_opener

from geopy.adapters import URLLibAdapter
from geopy.exc import GeocoderServiceError, GeopyError
from geopy.geocoders import Nominatim

from directory.geo.failures import GeocoderUnavailable, PlaceNotFound
from directory.geo.folding import TextRefused, accepted
from directory.geo.place import Place, Resolution
from directory.geo.point import GeoPoint
from directory.geo.reading import looks_like_address

if TYPE_CHECKING:
    from http.client import HTTPMessage

    from directory.geo.answers import Answers
    from directory.geo.gazetteer import Gazetteer

TIMEOUT_SECONDS = 3.0
LARGEST_ANSWER_BYTES = 1 << 20
MOST_ANSWERS = 5

SAME_TOWN_KM = 60.0
"""An address farther than this from the town in it is the wrong one."""

_log = logging.getLogger(__name__)


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        """Follow nothing: only the configured server is asked."""


class _CarefulAdapter(URLLibAdapter):  # type: ignore[misc]  # geopy ships no types
    """geopy's own HTTP client without redirects and with an end to what it reads."""

    def __init__(self, *, proxies: dict[str, str] | None, ssl_context: Any) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        handlers = (HTTPSHandler(context=ssl_context), ProxyHandler(proxies), _NoRedirect())
        self.urlopen = build_opener(*handlers).open

    def _decode_page(self, page: Any) -> str:
        with page:
            text: bytes = page.read(LARGEST_ANSWER_BYTES + 1)
        if len(text) > LARGEST_ANSWER_BYTES:
            message = "the answer is too long"
            raise GeocoderServiceError(message)
        return text.decode("utf-8", "replace")


class _Server(Nominatim):  # type: ignore[misc]  # geopy ships no types
    def _parse_code(self, place: Any) -> Any:
        """Leave the answer as it came: geopy would warn of bad coordinates, `GeoPoint` refuses."""
        return place


class NominatimPlaces:
    """Resolves places like the gazetteer, and street addresses to the house."""

    def __init__(
        self,
        url: str,
        gazetteer: Gazetteer,
        answers: Answers,
        *,
        daily_quota: int,
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        """Set up without asking anything.

        Args:
            url: The server, as in `https://nominatim.example.org`.
            gazetteer: Answers everything else.
            answers: Cache and counter.
            daily_quota: Most questions put to the server in a day (UTC).
            timeout_seconds: How long to wait for an answer.

        Raises:
            ValueError: The URL is not one of HTTP.
        """
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            message = (
                f"NOMINATIM_URL is {url!r}: give an address like https://nominatim.example.org"
            )
            raise ValueError(message)
        self._server = _Server(
            scheme=parts.scheme,
            domain=parts.netloc + parts.path.rstrip("/"),
            timeout=timeout_seconds,
            user_agent="whole-chain-directory",
            adapter_factory=_CarefulAdapter,
        )
        self._gazetteer = gazetteer
        self._answers = answers
        self._daily_quota = daily_quota

    def resolve(
        self, text: str, *, near: GeoPoint | None = None, country_hint: str | None = None
    ) -> Resolution:
        """Find the place that was meant; see `Gazetteer.resolve`.

        Raises:
            PlaceNotFound: Neither the server nor the gazetteer knows it.
            GazetteerMissing: The place data have not been built.
        """
        try:
            known = self._gazetteer.resolve(text, near=near, country_hint=country_hint)
            failure = None
        except PlaceNotFound as error:
            known, failure = None, error
        try:
            found = self.addresses(text, country_hint=country_hint)
        except GeocoderUnavailable as error:
            _log.warning("nominatim unavailable: %s", error)  # never what was asked
            found = []
        fitting = [place for place in found if _agrees(place, known)]
        if fitting:
            return Resolution(fitting[0], tuple(fitting[1:]), known is not None)
        if known is None:
            raise failure or PlaceNotFound("No place fits.")
        return known

    def reverse(self, point: GeoPoint) -> Place:
        """Tell which town a point is near; the gazetteer knows."""
        return self._gazetteer.reverse(point)

    def largest_towns(self, center: GeoPoint, radius_km: float, count: int) -> tuple[Place, ...]:
        """List the largest towns around a point; the gazetteer knows."""
        return self._gazetteer.largest_towns(center, radius_km, count)

    def suggest(self, text: str, *, country_hint: str | None = None) -> tuple[Place, ...]:
        """List what somebody may be about to type; the server is not asked at every letter."""
        return self._gazetteer.suggest(text, country_hint=country_hint)

    def close(self) -> None:
        """Close the gazetteer."""
        self._gazetteer.close()

    def addresses(self, text: str, *, country_hint: str | None = None) -> list[Place]:
        """Ask the server, or the cache, for a street address; nothing for any other text.

        Raises:
            GeocoderUnavailable: The day's quota is used up, or the server fails.
        """
        try:
            text = accepted(text)
        except TextRefused:
            return []
        if not looks_like_address(text):
            return []
        key = f"{text} {country_hint or ''}"
        try:
            rows = self._answers.recall(key)
            if rows is None:
                rows = self._ask(text, country_hint)
                self._answers.keep(key, rows)
            return [_place(row) for row in rows]
        except (sqlite3.Error, OSError) as error:
            message = "its cache cannot be used"
            raise GeocoderUnavailable(message) from error
        except (GeopyError, ValueError, KeyError, TypeError, AttributeError) as error:
            if isinstance(error, GeocoderUnavailable):
                raise
            message = f"it answers with {type(error).__name__}"
            raise GeocoderUnavailable(message) from error

    def _ask(self, text: str, country_hint: str | None) -> list[dict[str, Any]]:
        if not self._answers.may_ask(self._daily_quota):
            message = "the quota of the day is used up"
            raise GeocoderUnavailable(message)
        found = self._server.geocode(
            text,
            exactly_one=False,
            limit=MOST_ANSWERS,
            addressdetails=True,
            language="en",
            country_codes=country_hint.lower() if country_hint else None,
        )
        return [_row(raw) for raw in found or []]


def _row(raw: dict[str, Any]) -> dict[str, Any]:
    """Keep of the server's answer only what a place needs."""
    address = raw.get("address", {})
    return {
        "name": ", ".join(str(raw["display_name"]).split(", ")[:3]),
        "latitude": float(raw["lat"]),
        "longitude": float(raw["lon"]),
        "country": str(address.get("country_code", "")).upper(),
        "country_name": str(address.get("country", "")),
        "admin1": address.get("state"),
        "admin1_code": str(address.get("ISO3166-2-lvl4", "")).partition("-")[2] or None,
    }


def _place(row: dict[str, Any]) -> Place:
    return Place(
        name=row["name"],
        point=GeoPoint(row["latitude"], row["longitude"]),
        precision="coordinates",
        country=row["country"],
        country_name=row["country_name"],
        admin1=row["admin1"],
        admin1_code=row["admin1_code"],
    )


def _agrees(place: Place, known: Resolution | None) -> bool:
    if known is None:
        return True
    candidates = (known.place, *known.alternatives)
    return place.point is not None and any(
        other.point is not None and other.point.distance_km(place.point) <= SAME_TOWN_KM
        for other in (candidates if not known.confident else candidates[:1])
    )
