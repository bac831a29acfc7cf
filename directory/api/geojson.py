"""Practitioners as GeoJSON (RFC 7946), for maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from directory.api.schemas import Listing, Place, SearchAnswer

_NESTED = {"locations": {"__all__": {"latitude", "longitude"}}}
"""Coordinates that stand in the geometry, so that there is one truth about where it is."""


def collection_of(answer: SearchAnswer) -> dict[str, Any]:
    """A page of practitioners, one feature each. Pure.

    `total`, `page` and `per_page` are foreign members, as section 6.1 allows.
    """
    return {
        "type": "FeatureCollection",
        "features": [feature_of(result) for result in answer.results],
        "total": answer.total,
        "page": answer.page,
        "per_page": answer.per_page,
    }


def feature_of(listing: Listing) -> dict[str, Any]:
    """A practitioner at the place of work that matched, else at the first. Pure."""
    shown = next((place for place in listing.locations if place.matched), None)
    if shown is None and listing.locations:
        shown = listing.locations[0]
    return {
        "type": "Feature",
        "id": listing.id,
        "geometry": _point(shown),
        "properties": listing.model_dump(mode="json", exclude=_NESTED),
    }


def _point(place: Place | None) -> dict[str, Any] | None:
    """The position, longitude first; null for a feature without one (section 3.2)."""
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return {"type": "Point", "coordinates": [place.longitude, place.latitude]}
