"""The places of a search's hits, for the map: as JSON, in the order and with the numbers of the list."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify, request
from werkzeug.exceptions import BadRequest

from directory.db import database, utc_now
from directory.http.facets import key_label
from directory.http.language import country_of
from directory.http.limits import limited
from directory.http.services import services
from directory.http.units import in_units, rounded, units_for
from directory.search.points import find_points
from directory.web.forms.search import SearchForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

    from directory.geo.place import Place
    from directory.http.units import Units
    from directory.search.points import Point, Points

MOST_TOWNS = 60
"""Towns named for orientation, those with most hits first."""

blueprint = Blueprint("points", __name__)


@blueprint.get("/search/points")
@limited("search")
def points() -> Response:
    """Where the hits of a search are; `page` is checked like all parameters and plays no part.

    A point is `[latitude, longitude, number, slug, name, evidence, craft, distance]`: `evidence`
    is 0, 1 or 2 for dotted, hollow and solid; `craft` counts into `crafts`; `distance` is in
    `units`, or null.
    """
    form = SearchForm(request.args)
    if not form.validate():
        raise BadRequest(" ".join(str(error) for field in form for error in field.errors))
    adapters = services()
    found = find_points(
        database.session,
        adapters.engine,
        adapters.places,
        form.to_request(country_of(request.accept_languages)),
        today=utc_now().date(),
    )
    country = found.place.country if found.place else None
    return jsonify(members(found, units_for(country, form.units.data)))


def members(found: Points, units: Units) -> dict[str, Any]:
    """The members of the answer."""
    crafts = {key: at for at, key in enumerate(dict.fromkeys(p.profession for p in found.points))}
    circle = found.circle
    return {
        "points": [_row(point, crafts, units) for point in found.points],
        "crafts": [key_label("profession", key) for key in crafts],
        "towns": [*_around(found.towns), *_towns(found.points)],
        "units": units,
        "total": found.total,
        "by_video": found.by_video,
        "place": found.place.name if found.place and circle else None,
        "center": [circle.center.latitude, circle.center.longitude] if circle else None,
        "radius_km": circle.radius_km if circle else None,
        "bounds": _bounds(found.place),
    }


def _row(point: Point, crafts: dict[str, int], units: Units) -> list[Any]:
    return [
        point.at.latitude,
        point.at.longitude,
        point.number,
        point.slug,
        point.name,
        point.evidence,
        crafts[point.profession],
        None if point.distance_km is None else rounded(in_units(point.distance_km, units)),
    ]


def _around(towns: Sequence[Place]) -> list[list[Any]]:
    """Towns of the place data, as `_towns` names those of the hits. Pure."""
    found = ((town.point.rounded(3), town.name) for town in towns if town.point)
    return [[point.latitude, point.longitude, name] for point, name in found]


def _towns(points: Sequence[Point]) -> list[list[Any]]:
    """Names of the towns where most hits are, each in the middle of its hits. Pure."""
    sites: defaultdict[tuple[str, int, int], list[Point]] = defaultdict(list)
    for point in points:
        # Towns of one name are told apart by their square of a degree.
        sites[point.city, round(point.at.latitude), round(point.at.longitude)].append(point)
    often = Counter({key: len(here) for key, here in sites.items() if key[0]})
    return [_town(key[0], sites[key]) for key, _ in often.most_common(MOST_TOWNS)]


def _town(name: str, here: Sequence[Point]) -> list[Any]:
    latitude = sum(point.at.latitude for point in here) / len(here)
    longitude = sum(point.at.longitude for point in here) / len(here)
    return [round(latitude, 3), round(longitude, 3), name]


def _bounds(place: Place | None) -> list[float] | None:
    """South, west, north and east of a state; people of a country often live in a part of it. Pure."""
    if place is None or place.bbox is None or place.area is None or not place.area.admin1:
        return None
    south_west, north_east = place.bbox
    return [
        south_west.latitude, south_west.longitude, north_east.latitude, north_east.longitude,
    ]  # fmt: skip
