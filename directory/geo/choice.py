"""Which of the places that bear a name was meant, and whether that is sure enough. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from directory.geo.schema import Kind

if TYPE_CHECKING:
    from directory.geo.place import Place
    from directory.geo.point import GeoPoint
    from directory.geo.reading import AreaKey

DOMINANCE = 10
"""A place is meant without asking if no rival has more than this part of its people."""

METROPOLIS = 500_000
"""A town of this size is meant before a state of its name ("Washington")."""

SHARE_OF_AREA = 20
"""So is one that holds at least this part of the state it lies in ("New York", "Berlin")."""

WELL_KNOWN = 100_000
"""A town smaller than this is not sure to be meant by a name that is not its first one."""

OVERWHELMING = 100
"""So many times the people let a town's second name win: Cologne on the Rhine, not in Lombardy."""

NEARBY_KM = 100.0


class Hit(NamedTuple):
    """A place that bears the name looked for, by which kind of name, and where it lies."""

    kind: Kind
    place: Place
    key: AreaKey

    @property
    def is_area(self) -> bool:
        """Whether it is a state or a country."""
        return self.place.area is not None


def ordered(
    hits: list[Hit], *, typed: str = "", hint: str | None = None, near: GeoPoint | None = None
) -> list[Hit]:
    """Put the likeliest place first: first names before others, then by people. Pure.

    Args:
        hits: Places of the name.
        typed: The name as typed: where it has accents, places written so come first.
        hint: ISO code of a country whose places come first.
        near: Towns within `NEARBY_KM` of it come first.
    """
    exact = "" if typed.isascii() else typed.casefold()

    def rank(hit: Hit) -> tuple[bool, bool, bool, bool, int]:
        return (
            hint is not None and hit.place.country != hint,
            not _is_nearby(hit, near),
            bool(exact) and hit.place.name.casefold() != exact,
            hit.kind is Kind.PLACE_OTHER,
            -hit.place.population,
        )

    ranked = sorted(hits, key=rank)
    outranks = _outranks_area if ranked and ranked[0].is_area else _dwarfs
    town = next((hit for hit in ranked[1:] if outranks(hit, ranked[0])), None)
    if town and rank(town)[:3] <= rank(ranked[0])[:3]:
        ranked.remove(town)
        ranked.insert(0, town)
    return _without_doubles(ranked)


def is_clear(hits: list[Hit], *, hint: str | None = None, near: GeoPoint | None = None) -> bool:
    """Tell whether the first of `ordered` hits may be taken without asking. Pure."""
    first, *others = hits
    if first.kind is Kind.PLACE_OTHER and first.place.population < WELL_KNOWN:
        return False
    if near is not None and _is_nearby(first, near):
        others = [hit for hit in others if _is_nearby(hit, near)]
    if hint is not None and first.place.country == hint:
        others = [hit for hit in others if hit.place.country == hint]
    return not any(_rivals(first, other) for other in others)


def _rivals(first: Hit, other: Hit) -> bool:
    if first.kind is not Kind.PLACE_OTHER and other.kind is Kind.PLACE_OTHER:
        return False
    if _holds(first, other) or _holds(other, first):
        return False
    return other.place.population * DOMINANCE > first.place.population or not first.place.population


def _outranks_area(hit: Hit, area: Hit) -> bool:
    if hit.is_area:
        return False
    people = hit.place.population
    if _holds(area, hit):
        return people * SHARE_OF_AREA >= area.place.population
    return people >= METROPOLIS and (
        hit.kind is not Kind.PLACE_OTHER or area.kind is Kind.REGION_CODE
    )


def _dwarfs(hit: Hit, first: Hit) -> bool:
    people = hit.place.population
    return people >= METROPOLIS and people >= OVERWHELMING * first.place.population


def _holds(area: Hit, hit: Hit) -> bool:
    return area.is_area and area.key in {hit.key, (hit.key[0], None)}


def _is_nearby(hit: Hit, near: GeoPoint | None) -> bool:
    if near is None:
        return True
    point = hit.place.point
    return point is not None and not hit.is_area and near.distance_km(point) <= NEARBY_KM


def _without_doubles(hits: list[Hit]) -> list[Hit]:
    """Keep the first of those that could not be told apart by what is shown of them."""
    return list({hit.place.query: hit for hit in reversed(hits)}.values())[::-1]
