"""Of places that a name may mean as well, the one in the visitor's own country. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from directory.geo.folding import fold

if TYPE_CHECKING:
    from directory.geo.place import Place, Resolution

AT_HOME = 6
"""So many times as many people may live in the place abroad: most browsers say en-US, also there."""


def at_home(found: Resolution, country: str | None) -> Resolution:
    """Take a namesake in the visitor's country where it is not sure which place was meant. Pure.

    A hint of the browser is weak: it neither outweighs what is sure ("Paris", "Hamilton, Canada")
    nor lets a hamlet stand for a town. The place that was first stays one click away.

    Args:
        found: What the text means without knowing who asks.
        country: ISO 3166-1 alpha-2 code of where the visitor is likely to be; `None` is unknown.
    """
    first = found.place
    if country is None or found.confident or first.country == country:
        return found
    namesakes = (other for other in found.alternatives if other.country == country)
    own = next((other for other in namesakes if _may_stand_for(other, first)), None)
    if own is None:
        return found
    rest = tuple(other for other in found.alternatives if other is not own)
    return replace(found, place=own, alternatives=(first, *rest))


def _may_stand_for(other: Place, first: Place) -> bool:
    """Tell whether a place has the name or postal code of another, and is not far smaller."""
    if other.postal_code != first.postal_code:
        return False
    if other.postal_code is None and fold(other.name) != fold(first.name):
        return False
    return other.population * AT_HOME >= first.population
