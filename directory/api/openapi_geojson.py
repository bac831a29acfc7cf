"""The schemas of GeoJSON answers, for the OpenAPI document."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

_SCHEMAS = "#/components/schemas/"


def describe_features(schemas: dict[str, Any]) -> None:
    """Derive the GeoJSON schemas from those of the JSON answers, which they stand beside."""
    place = deepcopy(schemas["Place"])
    for coordinate in ("latitude", "longitude"):
        del place["properties"][coordinate]
        place["required"].remove(coordinate)
    schemas["PlaceProperties"] = {**place, "title": "PlaceProperties"}
    for listing in ("Result", "Profile"):
        properties = deepcopy(schemas[listing])
        properties["properties"]["locations"]["items"]["$ref"] = f"{_SCHEMAS}PlaceProperties"
        properties["title"] = f"{listing}Properties"
        schemas[f"{listing}Properties"] = properties
        schemas[f"{listing}Feature"] = _feature(listing)
    schemas["Point"] = _POINT
    schemas["FeatureCollection"] = _COLLECTION


def _feature(listing: str) -> dict[str, Any]:
    return {
        "title": f"{listing}Feature",
        "type": "object",
        "description": "A practitioner on the map (RFC 7946, section 3.2).",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "const": "Feature"},
            "id": {"type": "string", "description": "UUID; it never changes."},
            "geometry": {
                "anyOf": [{"$ref": f"{_SCHEMAS}Point"}, {"type": "null"}],
                "description": "Null where no position is known.",
            },
            "properties": {"$ref": f"{_SCHEMAS}{listing}Properties"},
        },
    }


_POINT: dict[str, Any] = {
    "title": "Point",
    "type": "object",
    "description": "A position in WGS 84 (RFC 7946, section 3.1.2).",
    "required": ["type", "coordinates"],
    "properties": {
        "type": {"type": "string", "const": "Point"},
        "coordinates": {
            "type": "array",
            "description": "Longitude, then latitude, in degrees.",
            "items": {"type": "number"},
            "minItems": 2,
            "maxItems": 2,
        },
    },
}

_COLLECTION: dict[str, Any] = {
    "title": "FeatureCollection",
    "type": "object",
    "description": "One page of practitioners on the map (RFC 7946, section 3.3).",
    "required": ["type", "features", "total", "page", "per_page"],
    "properties": {
        "type": {"type": "string", "const": "FeatureCollection"},
        "features": {"type": "array", "items": {"$ref": f"{_SCHEMAS}ResultFeature"}},
        "total": {"type": "integer"},
        "page": {"type": "integer"},
        "per_page": {"type": "integer"},
    },
}
