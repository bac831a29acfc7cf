"""Which of the places that bear a name was meant, and whether that is sure enough. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from directory.geo.naming import ALIKE, WELL_KNOWN
from directory.geo.place import SHORT_COUNTRIES
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

MUCH_LARGER = 5
"""So many times the people let another name win that is like the first one: Bruges in Belgium."""

OVERWHELMING = 120
"""So many times let any other name win, without asking: Cologne on the Rhine, not in Lombardy."""

TOWN_OF_ITS_OWN = 30_000
"""So many people know a town by its first name: Vienne on the Rhône comes before Vienna."""

WORTH_ASKING = 20_000
"""A code that means something else as well is asked about if that has so many people."""

ABROAD = 5
"""A town counts as so many times smaller where it lies in no country that the site is for."""

NEARBY_KM = 100.0


class Hit(NamedTuple):
    """A place that bears the name looked for, by which kind of name, and where it lies.

    Attributes:
        kind: Of the name.
        place: What bears it.
        key: Where it lies.
        likeness: Of its first name with the one looked for, 0 to 1.
        foreign: Whether the name may be what the town is called abroad.
        in_part: Whether only the head of its name was looked for, which nobody recorded as one.
        abroad: Whether it lies in none of the countries that the site is for.
    """

    kind: Kind
    place: Place
    key: AreaKey
    likeness: float = 1.0
    foreign: bool = True
    in_part: bool = False
    abroad: bool = False

    @property
    def people(self) -> int:
        """How many people it counts with against others of its name."""
        return self.place.population // (ABROAD if self.abroad else 1)

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
    has_code = any(_is_code(hit) for hit in hits)

    def rank(hit: Hit) -> tuple[bool, bool, bool, bool, int, int]:
        return (
            hint is not None and hit.place.country != hint,
            not _is_nearby(hit, near),
            bool(exact) and not hit.is_area and exact not in _written(hit),
            hit.kind is Kind.PLACE_OTHER,
            _code_rank(hit) if has_code else 0,
            -hit.people,
        )

    ranked = sorted(hits, key=rank)
    outranks = _outranks_area if ranked and ranked[0].is_area else _dwarfs
    town = next((hit for hit in ranked[1:] if outranks(hit, ranked[0])), None)
    if town and rank(town)[:2] <= rank(ranked[0])[:2]:
        ranked.remove(town)
        ranked.insert(0, town)
    return _without_doubles(_much_larger_second(ranked))


def is_clear(hits: list[Hit], *, hint: str | None = None, near: GeoPoint | None = None) -> bool:
    """Tell whether the first of `ordered` hits may be taken without asking. Pure."""
    first, *others = hits
    if first.in_part or (first.kind is Kind.PLACE_OTHER and first.place.population < WELL_KNOWN):
        return False
    if near is not None and _is_nearby(first, near):
        others = [hit for hit in others if _is_nearby(hit, near)]
    if hint is not None and first.place.country == hint:
        others = [hit for hit in others if hit.place.country == hint]
    return not any(_rivals(first, other) for other in others)


def _rivals(first: Hit, other: Hit) -> bool:
    people, others = first.people, other.people
    if _holds(first, other) or _holds(other, first):
        return False
    if other.kind is Kind.PLACE_OTHER and first.kind is not Kind.PLACE_OTHER:
        return others > 0 and others >= MUCH_LARGER * people
    if _is_code(first) and others >= WORTH_ASKING:
        return True
    if first.is_area and not other.is_area:
        return others * DOMINANCE > people or others >= WELL_KNOWN
    only_abroad = first.kind is Kind.PLACE_OTHER and other.kind is Kind.PLACE
    return others * (OVERWHELMING if only_abroad else DOMINANCE) > people or not people


def _written(hit: Hit) -> list[str]:
    """Give a name as written, in each language where it has two: "Donostia / San Sebastián"."""
    return [side.strip() for side in hit.place.name.casefold().split("/")]


def _is_code(hit: Hit) -> bool:
    return hit.kind in {Kind.REGION_CODE, Kind.COUNTRY_CODE}


def _code_rank(hit: Hit) -> int:
    """Put states that are known by their codes first, then countries, then all the others."""
    if hit.place.population >= METROPOLIS and not hit.is_area:
        return 0
    if hit.kind is Kind.REGION_CODE:
        return 0 if hit.place.country in SHORT_COUNTRIES else 2
    return 1 if hit.kind >= Kind.COUNTRY else 2


def _outranks_area(hit: Hit, area: Hit) -> bool:
    if hit.is_area:
        return False
    people = hit.people
    if _holds(area, hit):
        if area.kind is Kind.COUNTRY and hit.kind is Kind.PLACE_OTHER:
            return False  # "Mexico" is not its capital first
        return people * SHARE_OF_AREA >= area.place.population
    return people >= METROPOLIS and (
        hit.kind is not Kind.PLACE_OTHER or area.kind is Kind.REGION_CODE
    )


def _dwarfs(hit: Hit, first: Hit) -> bool:
    """Tell whether a town's other name counts before a smaller one's first name."""
    people, others = hit.people, first.people
    if not hit.foreign or hit.kind is not Kind.PLACE_OTHER or people < WELL_KNOWN:
        return False
    if hit.likeness >= ALIKE and people >= MUCH_LARGER * others and others < TOWN_OF_ITS_OWN:
        return True
    return people >= METROPOLIS and people >= OVERWHELMING * others


def _much_larger_second(ranked: list[Hit]) -> list[Hit]:
    """Offer next to the first what is much larger, but has the name as another one only."""
    first, rest = ranked[:1], ranked[1:]
    larger = [
        hit
        for hit in rest
        if hit.kind is Kind.PLACE_OTHER
        and first[0].kind is Kind.PLACE
        and hit.people >= max(1, MUCH_LARGER * first[0].people)
    ]
    return [*first, *larger, *(hit for hit in rest if hit not in larger)]


def _holds(area: Hit, hit: Hit) -> bool:
    return area.is_area and area.key in {hit.key, (hit.key[0], None)}


def _is_nearby(hit: Hit, near: GeoPoint | None) -> bool:
    if near is None:
        return True
    point = hit.place.point
    return point is not None and not hit.is_area and near.distance_km(point) <= NEARBY_KM


def _without_doubles(hits: list[Hit]) -> list[Hit]:
    """Keep the first of those that could not be told apart by what is shown of them."""
    found: dict[str, Hit] = {}
    for hit in hits:
        found.setdefault(hit.place.query, hit)
    return list(found.values())
