"""How a name that was typed relates to the names that a town bears. Pure.

Towns come with other names of every kind: in English, in other languages, former ones, nicknames
and mistakes, none of them marked. What they have in common with the first name tells them apart.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from directory.geo.folding import fold
from directory.geo.schema import Kind

if TYPE_CHECKING:
    from directory.geo.choice import Hit

ALIKE = 0.75
"""From this likeness on one name is a form of the other: Bruges and Brugge, Hanover and Hannover."""

WELL_KNOWN = 100_000
"""A town smaller than this is not sure to be meant by a name that is not its first one."""

RELATED = 0.6
"""Below this likeness two names have nothing in common: Burns and Jacksonville."""

PART_KM = 30.0
"""A town called after a larger one this near is a part of it: Halle-Neustadt of Halle."""

COUNTIES = (" County", " Parish")

COUNTY_KM = 60.0
"""A county called after a town this near is called after that one: Denver County after Denver."""

ENGLISH_SPEAKING = frozenset({"US", "CA", "GB", "IE", "AU", "NZ"})
"""Their towns need no English name beside their own: other names are old ones or nicknames."""

SHORTEST_FOREIGN = 5
"""Shorter names are too often something else: Ham is not Hamburg."""

_SHORTEST_HEAD = 3
_LINKS = """
am an auf bei im in ob unter vor under upon on by next near de del della dei di do d des du sur
sous en les lez aan bij op pa ved
"""
_GENERIC = """
saint sainte san sant santa santo mount fort port porto puerto villa ville bad la le les los las
el den der het new val vall valle castel castello monte mont pont ponte isle ile isla lake north
south east west notre villeneuve neuville saints
"""
_ARTICLES = "the le la les los las el den der het city of town township greater"
_LINK_WORDS = frozenset(_LINKS.split())
_ARTICLE_WORDS = frozenset(_ARTICLES.split())
_GENERIC_WORDS = frozenset(_GENERIC.split())


def likeness(one: str, other: str) -> float:
    """Tell how much of two folded names agrees, 0 to 1. Pure."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def has_head(folded: str) -> bool:
    """Tell whether a name can be the head of longer ones; "Saint" and "La" say nothing. Pure."""
    return len(folded) >= _SHORTEST_HEAD and folded not in _GENERIC_WORDS


def is_headed_by(name: str, folded: str) -> bool:
    """Tell whether a name is another with what tells it apart: "Burton upon Trent". Pure.

    Args:
        name: As written.
        folded: The shorter name: "burton".
    """
    pieces = name.split("-")
    if any(fold("-".join(pieces[:size])) == folded for size in range(1, len(pieces))):
        return True
    head, words = folded.split(), fold(name.partition(" (")[0]).split()
    follows = words[len(head) :]
    return words[: len(head)] == head and bool(follows) and follows[0] in _LINK_WORDS


def bears(name: str, folded: str) -> bool:
    """Tell whether a name is another but for spaces, articles or what tells it apart. Pure.

    "Le Havre" bears "havre", "Kingston upon Hull" both its ends; "New Brunswick" and "Perth Amboy"
    are names of their own.
    """
    return any(_bears(side, folded) for side in name.split("/"))


def _bears(name: str, folded: str) -> bool:
    words, sought = fold(name).split(), folded.split()
    if "".join(words) == "".join(sought) or is_headed_by(name, folded):
        return True
    before, end = words[: -len(sought)], words[-len(sought) :]
    if end == sought and before:
        return before[-1] in _LINK_WORDS or _ARTICLE_WORDS.issuperset(before)
    return words[:-1] == sought and words[-1] in _ARTICLE_WORDS


def weighed(hits: list[Hit], folded: str) -> list[Hit]:
    """Take a town's other name for a first one where it is part of that, and drop strays. Pure.

    "Frankfurt" names Frankfurt am Main as well as Frankfurt (Oder). A town whose first name is
    nothing like the one looked for is left out if others bear that: "Burns" is not Jacksonville.
    It stays where it may be known so abroad.

    Args:
        hits: Places that have the name.
        folded: The name.
    """
    taken = [_weighed(hit, folded) for hit in hits]
    if not any(hit.kind is Kind.PLACE for hit in taken):
        return taken
    return [
        hit
        for hit in taken
        if hit.kind is not Kind.PLACE_OTHER or hit.foreign or hit.likeness >= RELATED
    ]


def _weighed(hit: Hit, folded: str) -> Hit:
    if hit.kind is not Kind.PLACE_OTHER:
        return hit
    if bears(hit.place.name, folded):
        return hit._replace(kind=Kind.PLACE)
    abroad = (
        hit.place.country not in ENGLISH_SPEAKING
        and hit.place.population >= WELL_KNOWN
        and len(folded) >= SHORTEST_FOREIGN
    )
    alike = likeness(fold(hit.place.name), folded)
    return hit._replace(likeness=alike, foreign=abroad)


def parts_dropped(longer: list[Hit], hits: list[Hit]) -> list[Hit]:
    """Leave out the towns with longer names that are parts of a larger one of the name. Pure."""
    places = {hit.place for hit in hits}
    wholes = [hit.place for hit in hits if hit.place.point and not hit.is_area]

    def is_part(hit: Hit) -> bool:
        here = hit.place.point
        return here is not None and any(
            whole.population > hit.place.population
            and whole.point is not None
            and whole.point.distance_km(here) <= PART_KM
            for whole in wholes
        )

    return [hit for hit in longer if hit.place not in places and not is_part(hit)]


def without_own_counties(hits: list[Hit]) -> list[Hit]:
    """Leave out the counties called after a town in them that bears the name: it was meant. Pure."""
    towns = [hit.place for hit in hits if hit.kind is Kind.PLACE and hit.place.point]

    def is_own(hit: Hit) -> bool:
        here = hit.place.point
        return (
            hit.kind is Kind.PLACE_OTHER
            and hit.place.name.endswith(COUNTIES)
            and here is not None
            and any(town.point and town.point.distance_km(here) <= COUNTY_KM for town in towns)
        )

    return [hit for hit in hits if not is_own(hit)]
