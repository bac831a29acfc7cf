"""What can go wrong with a place, each under its own name."""

from geopy.exc import GeopyError


class GeocodingError(GeopyError):  # type: ignore[misc]  # geopy ships no types
    """No place could be given; the message says why in words fit for a visitor."""


class PlaceNotFound(GeocodingError):
    """Nothing fits what was typed; a wrong place would be worse than none.

    Attributes:
        suggestions: Texts that do resolve and may be what was meant, likeliest first.
    """

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        """Keep the message and the suggestions, which web pages turn into links."""
        super().__init__(message)
        self.suggestions = suggestions


class GazetteerMissing(GeocodingError):
    """The place data have not been built, or cannot be read."""


class GeocoderUnavailable(GeocodingError):
    """The configured geocoder cannot answer now: over its quota, slow, down or talking nonsense."""
