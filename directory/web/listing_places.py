"""Finding the places that owners type, to be shown back: found, one of several, or none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from directory.geo.failures import GazetteerMissing, GeocoderUnavailable, PlaceNotFound
from directory.http.translation import gettext as _
from directory.practitioners.models import Precision
from directory.web.formats import country_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wtforms import Field, Form

    from directory.geo.finder import PlaceFinder
    from directory.geo.place import Place, Resolution
    from directory.listings.content import PlaceContent

_PRECISIONS = {"postal": Precision.POSTAL, "city": Precision.CITY}
"""What is close enough to be a place of work."""

_ADDRESS = ("street", "city", "region", "postal_code", "country")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a typed place was found to be.

    Attributes:
        place: The place, if there is no doubt or it was chosen.
        choices: Places to choose from, likeliest first.
        is_kept: Whether the address is what it was, so that its point on the map stays too.
    """

    place: Place | None = None
    choices: tuple[Place, ...] = ()
    is_kept: bool = False


def find_place(places: PlaceFinder, form: Form, standing: PlaceContent | None = None) -> Finding:
    """Find a typed place; where it can't be found its fields say what to do.

    While nobody can look places up, none is refused for it.

    Args:
        places: Who finds places.
        form: A `PlaceForm` with a town and a country.
        standing: The place as it stands, if it does.
    """
    if standing and standing.latitude is not None and _is_same(form, standing):
        return Finding(is_kept=True)
    country = form["country"].data
    try:
        for typed in _readings(form):
            finding = _choose(_ask(places, typed, country), country, form["found"])
            if finding:
                return finding
    except (GazetteerMissing, GeocoderUnavailable):
        return Finding()
    _complain(
        form["city"],
        _(
            "We find no such town in this country (%(country)s). Check the spelling, or write the"
            " postal code.",
            country=country_name(country),
        ),
    )
    return Finding()


def located(content: PlaceContent, form: Form, finding: Finding | None) -> PlaceContent:
    """A place with its town, region and point on the map, as it was found.

    Args:
        content: The place with everything else.
        form: What was typed.
        finding: What it was found to be, if anything.
    """
    if finding and finding.is_kept:
        return content
    city, region, country = (_typed(form[name]) for name in ("city", "region", "country"))
    content = replace(content, city=city, region=region, region_code="", country=country)
    content = replace(content, latitude=None, longitude=None, precision=None)
    place = finding.place if finding else None
    if place is None or place.point is None:
        return content
    return replace(
        content,
        region=place.admin1 or region,
        region_code=place.admin1_code or "",
        latitude=place.point.latitude,
        longitude=place.point.longitude,
        precision=str(_PRECISIONS[place.precision]),
    )


def _readings(form: Form) -> Iterator[str]:
    """Ways to ask for a typed place, the most telling first."""
    town, region, code = (_typed(form[name]) for name in ("city", "region", "postal_code"))
    country = str(country_name(form["country"].data))
    if code:
        yield ", ".join(filter(None, (f"{code} {town}", region, country)))
    if region:
        yield f"{town}, {region}, {country}"
    yield f"{town}, {country}"
    yield town


def _ask(places: PlaceFinder, text: str, country: str) -> Resolution | None:
    try:
        return places.resolve(text, country_hint=country)
    except PlaceNotFound:
        return None


def _choose(resolution: Resolution | None, country: str, found: Field) -> Finding | None:
    """What a resolution comes to; nothing where no place of it is in the country."""
    if resolution is None:
        return None
    choices = tuple(
        place
        for place in (resolution.place, *resolution.alternatives)
        if place.country == country and place.precision in _PRECISIONS and place.point
    )
    if not choices:
        return None
    chosen = next((place for place in choices if place.query == found.data), None)
    sure = resolution.confident and choices[0] == resolution.place
    if chosen or sure or len(choices) == 1:
        return Finding(chosen or choices[0], choices)
    _complain(found, _("Several places have this name. Choose yours."))
    return Finding(None, choices)


def _is_same(form: Form, standing: PlaceContent) -> bool:
    return all(_typed(form[name]) == getattr(standing, name) for name in _ADDRESS)


def _typed(field: Field) -> str:
    return "" if field.errors else (field.data or "")


def _complain(field: Field, words: str) -> None:
    field.errors = [*field.errors, words]
